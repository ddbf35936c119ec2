import { markRaw, shallowRef } from 'vue'
import type { PromptId } from '@/domain/ids'
import type { TerminalStatus } from '@/domain/promptStatus'

/** How a workflow's last run ended, for its tab. */
export interface WorkflowResult {
  readonly promptId: PromptId
  readonly status: TerminalStatus
  /** The workflow has been in front since. */
  readonly seen: boolean
}

/** The runs of one workflow, so that its tab depends on nothing else. Only `applyX` methods write. */
export class WorkflowRuns {
  readonly #running = shallowRef<readonly PromptId[]>([])
  readonly #waiting = shallowRef<readonly PromptId[]>([])
  readonly #result = shallowRef<WorkflowResult | null>(null)

  constructor() {
    markRaw(this)
  }

  /** Running prompts, earliest start first. */
  get running(): readonly PromptId[] {
    return this.#running.value
  }
  /** Prompts submitted and not started, in order of submission. */
  get waiting(): readonly PromptId[] {
    return this.#waiting.value
  }
  get result(): WorkflowResult | null {
    return this.#result.value
  }

  applyWaiting(promptId: PromptId): void {
    if (!this.#waiting.value.includes(promptId))
      this.#waiting.value = [...this.#waiting.value, promptId]
  }

  applyRunning(promptId: PromptId): void {
    this.#waiting.value = without(this.#waiting.value, promptId)
    if (!this.#running.value.includes(promptId))
      this.#running.value = [...this.#running.value, promptId]
  }

  /** An unseen failure is not covered by how later runs ended: it stays until somebody looks [B31]. */
  applyEnd(promptId: PromptId, status: TerminalStatus, seen: boolean): void {
    this.applyRemoval(promptId)
    const now = this.#result.value
    const isKept = now?.status === 'failed' && !now.seen && !seen && now.promptId !== promptId
    if (!isKept || status === 'failed') this.#result.value = { promptId, status, seen }
  }

  applySeen(): void {
    const result = this.#result.value
    if (result && !result.seen) this.#result.value = { ...result, seen: true }
  }

  applyResult(result: WorkflowResult | null): void {
    this.#result.value = result
  }

  applyRename(from: PromptId, to: PromptId): void {
    this.#waiting.value = this.#waiting.value.map((id) => (id === from ? to : id))
    this.#running.value = this.#running.value.map((id) => (id === from ? to : id))
    const result = this.#result.value
    if (result?.promptId === from) this.#result.value = { ...result, promptId: to }
  }

  applyRemoval(promptId: PromptId): void {
    this.#waiting.value = without(this.#waiting.value, promptId)
    this.#running.value = without(this.#running.value, promptId)
  }
}

function without(ids: readonly PromptId[], promptId: PromptId): readonly PromptId[] {
  return ids.includes(promptId) ? ids.filter((id) => id !== promptId) : ids
}
