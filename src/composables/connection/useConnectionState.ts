import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { ConnectionPhase } from '@/events/transport'
import { useConnectionStore } from '@/stores/connectionStore'

/** The connection for a mark with a label. */
export interface ConnectionState {
  readonly phase: ComputedRef<ConnectionPhase>
  /** What to tell people of it. */
  readonly label: ComputedRef<string>
  readonly isConnected: ComputedRef<boolean>
}

const LABELS: Record<ConnectionPhase, string> = {
  connecting: 'Connecting to the server …',
  connected: 'Connected to the server',
  reconnecting: 'Connection lost, reconnecting …',
  offline: 'Offline'
}

/** The connection as the page shows it [B26]. It only tells: nothing waits for it. */
export function useConnectionState(): ConnectionState {
  const connectionStore = useConnectionStore()
  return {
    phase: computed(() => connectionStore.phase),
    label: computed(() => LABELS[connectionStore.phase]),
    isConnected: computed(() => connectionStore.phase === 'connected')
  }
}
