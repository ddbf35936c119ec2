import { shallowReactive } from 'vue'
import type { ExecutionId } from '@/domain/ids'

/** When a node worked, by this page's clock; ms since the epoch. */
export interface NodeTime {
  readonly startedAt: number
  /** Null while it works. */
  readonly endedAt: number | null
}

/**
 * How long each node of a prompt worked, as far as it was seen at work: a node that is over within a frame has no time.
 * Written when a node begins or ends, and at no step in between.
 */
export class NodeTimes {
  readonly byExecutionId = shallowReactive<Record<ExecutionId, NodeTime>>({})
  #running: readonly ExecutionId[] = []

  /** @param running nodes at work now; the same list while none begins or ends @param at ms since the epoch */
  follow(running: readonly ExecutionId[], at: number): void {
    const before = this.#running
    if (running === before) return
    this.#running = running
    for (const id of before) {
      const time = this.byExecutionId[id]
      if (time && !running.includes(id)) this.byExecutionId[id] = { ...time, endedAt: at }
    }
    for (const id of running)
      if (!before.includes(id)) this.byExecutionId[id] = { startedAt: at, endedAt: null }
  }
}
