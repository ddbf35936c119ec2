import { shallowReactive } from 'vue'
import type { PromptId } from '@/domain/ids'
import { chooseThumbnail } from '@/domain/nodeOutput'
import type { PromptSummary } from '@/domain/promptSummary'
import type { TerminalStatus } from '@/domain/promptStatus'
import type { PromptExecution } from './promptExecution'

/** Finished prompts that keep their full state: nodes, outputs, texts. */
export const FULL_STATES = 100
/** Finished prompts beyond those that keep a summary for lists. */
export const SUMMARIES = 10_000
/** Finished prompts beyond those whose ids are remembered, so that late frames can't bring them back. */
export const REMEMBERED = 50_000

/** What stays of prompts after their end, by age. */
export class FinishedPrompts {
  readonly #full = new Set<PromptId>()
  readonly #remembered = new Set<PromptId>()
  readonly #summaries = new Map<PromptId, PromptSummary>()
  /** Summaries of finished prompts whose full state has gone, oldest end first. */
  readonly summaries = shallowReactive(this.#summaries) as ReadonlyMap<PromptId, PromptSummary>

  /**
   * Takes a prompt that has ended.
   * @returns the prompt whose full state must go now, if the bound is passed.
   */
  add(promptId: PromptId): PromptId | null {
    this.#full.add(promptId)
    return this.#full.size > FULL_STATES ? first(this.#full) : null
  }

  /** The server chose another id: its turn stays. */
  rename(from: PromptId, to: PromptId): void {
    if (!this.#full.has(from)) return
    const ids = [...this.#full].map((id) => (id === from ? to : id))
    this.#full.clear()
    for (const id of ids) this.#full.add(id)
  }

  /** Takes it out as if it had never ended. */
  remove(promptId: PromptId): void {
    this.#full.delete(promptId)
  }

  /** Keeps a summary instead of the full state. */
  compact(prompt: PromptExecution): void {
    const { promptId } = prompt
    this.#full.delete(promptId)
    this.addSummary(summarise(prompt))
  }

  addSummary(summary: PromptSummary): void {
    const summaries = this.summaries as Map<PromptId, PromptSummary>
    summaries.set(summary.promptId, summary)
    if (this.#summaries.size <= SUMMARIES) return
    const oldest = first(this.#summaries.keys())
    if (oldest !== null) {
      summaries.delete(oldest)
      this.#remember(oldest)
    }
  }

  /** The user deleted it: it leaves all lists, and stays remembered. */
  forget(promptId: PromptId): void {
    this.#full.delete(promptId)
    ;(this.summaries as Map<PromptId, PromptSummary>).delete(promptId)
    this.#remember(promptId)
  }

  /** True for a prompt that ended and has no state any more. */
  isPast(promptId: PromptId): boolean {
    return this.#summaries.has(promptId) || this.#remembered.has(promptId)
  }

  #remember(promptId: PromptId): void {
    this.#remembered.add(promptId)
    if (this.#remembered.size > REMEMBERED) this.#remembered.delete(first(this.#remembered)!)
  }
}

function first<T>(items: Iterable<T>): T | null {
  for (const item of items) return item
  return null
}

/** What lists need of a prompt that has ended. */
export function summarise(prompt: PromptExecution): PromptSummary {
  return {
    promptId: prompt.promptId,
    workflowId: prompt.workflowId,
    workflowName: prompt.workflowName,
    clientId: prompt.clientId,
    isOwn: prompt.isOwn,
    status: prompt.status as TerminalStatus,
    createdAt: prompt.createdAt,
    startedAt: prompt.startedAt,
    endedAt: prompt.endedAt,
    thumbnail: chooseThumbnail(Object.values(prompt.outputs))
  }
}
