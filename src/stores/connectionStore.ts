import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { ClientId } from '@/domain/ids'
import type { ConnectionPhase } from '@/events/transport'

/** The socket's state, who we are on it, and what the server can do. */
export const useConnectionStore = defineStore('connection', () => {
  const phase = shallowRef<ConnectionPhase>('connecting')
  const clientId = shallowRef<ClientId | null>(null)
  const serverFlags = shallowRef<Readonly<Record<string, unknown>>>({})
  const queueRemaining = shallowRef<number | null>(null)
  return {
    /** `offline` after several attempts in a row that failed; attempts go on. */
    phase: computed(() => phase.value),
    /** This browser tab's client id; null until it is claimed. */
    clientId: computed(() => clientId.value),
    /** The server's feature flags; empty when it sent none (protocol.md §1.3). */
    serverFlags: computed(() => serverFlags.value),
    /** Prompts waiting and running on the server, everybody's; null until it told. */
    queueRemaining: computed(() => queueRemaining.value),
    /** A flag counts only if it is exactly `true`. */
    hasServerFlag: (name: string): boolean => serverFlags.value[name] === true,
    applyPhase: (next: ConnectionPhase) => void (phase.value = next),
    applyClientId: (next: ClientId) => void (clientId.value = next),
    applyServerFlags: (next: Readonly<Record<string, unknown>>) => void (serverFlags.value = next),
    applyQueueRemaining: (next: number | null) => void (queueRemaining.value = next)
  }
})
