import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { ConnectionPhase } from '@/events/transport'
import type { LabelKey } from '@/i18n/messageTypes'
import { t } from '@/i18n/translate'
import { useConnectionStore } from '@/stores/connectionStore'

/** The connection for a mark with a label. */
export interface ConnectionState {
  readonly phase: ComputedRef<ConnectionPhase>
  /** What to tell people of it. */
  readonly label: ComputedRef<string>
  readonly isConnected: ComputedRef<boolean>
}

const LABELS: Record<ConnectionPhase, LabelKey> = {
  connecting: 'connection.connecting',
  connected: 'connection.connected',
  reconnecting: 'connection.reconnecting',
  offline: 'connection.offline'
}

/** The connection as the page shows it [B26]. It only tells: nothing waits for it. */
export function useConnectionState(): ConnectionState {
  const connectionStore = useConnectionStore()
  return {
    phase: computed(() => connectionStore.phase),
    label: computed(() => t(LABELS[connectionStore.phase])),
    isConnected: computed(() => connectionStore.phase === 'connected')
  }
}
