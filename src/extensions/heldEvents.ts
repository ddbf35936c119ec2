import type { WorkflowId } from '@/domain/ids'
import type { LegacyEvent } from './legacyDetails'

/** Events held for one workflow at most; a feed that comes late wants the newest. */
const MAX_HELD = 200

/** Events of workflows in the background, for when they come to the front. */
export class HeldEvents {
  readonly #held = new Map<WorkflowId, LegacyEvent[]>()

  hold(workflowId: WorkflowId, event: LegacyEvent): void {
    const held = this.#held.get(workflowId) ?? []
    held.push(event)
    if (held.length > MAX_HELD) held.shift()
    this.#held.set(workflowId, held)
  }

  /** @returns what was held, oldest first; each event is given out once */
  release(workflowId: WorkflowId): readonly LegacyEvent[] {
    const held = this.#held.get(workflowId) ?? []
    this.#held.delete(workflowId)
    return held
  }

  forget(workflowId: WorkflowId): void {
    this.#held.delete(workflowId)
  }
}
