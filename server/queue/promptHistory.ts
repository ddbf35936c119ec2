import type { EngineResult } from '../engine/engine'
import { createFinishedJob, type JobWire } from './job'
import { type QueuedPrompt, type QueueItemWire, toQueueItem } from './queuedPrompt'

/** How a run ended, as `/history` and `/api/jobs/{id}` tell it (protocol.md §6.1). */
export interface HistoryStatusWire {
  readonly status_str: 'success' | 'error'
  readonly completed: boolean
  readonly messages: EngineResult['messages']
}

/** Entry of `/history` (protocol.md §6.1). */
export interface HistoryEntryWire {
  readonly prompt: QueueItemWire
  readonly outputs: EngineResult['outputs']
  readonly status: HistoryStatusWire
  readonly meta: EngineResult['meta']
}

interface Kept {
  /** The entry as JSON: smaller in memory than its objects, and ready to be sent. */
  readonly json: string
  readonly job: JobWire
}

export interface HistoryBounds {
  /** Entries kept at most. */
  readonly entries: number
  /** Characters of JSON kept at most; the newest entry is always kept. */
  readonly characters: number
}

const DEFAULT_BOUNDS: HistoryBounds = { entries: 10_000, characters: 256 * 1024 * 1024 }

export interface HistoryPage {
  /** null: no limit. */
  readonly maxItems: number | null
  /** Skips from the oldest; negative: the newest `maxItems`. */
  readonly offset: number
}

/** Finished prompts, oldest first, in memory only. */
export class PromptHistory {
  readonly #bounds: HistoryBounds
  readonly #kept = new Map<string, Kept>()
  #characters = 0

  constructor(bounds: HistoryBounds = DEFAULT_BOUNDS) {
    this.#bounds = bounds
  }

  get size(): number {
    return this.#kept.size
  }

  has(promptId: string): boolean {
    return this.#kept.has(promptId)
  }

  /** An entry of the same id is replaced and counts as new. */
  add(queued: QueuedPrompt, result: EngineResult): void {
    const entry: HistoryEntryWire = {
      prompt: toQueueItem(queued),
      outputs: result.outputs,
      status: {
        status_str: result.status === 'success' ? 'success' : 'error',
        completed: result.status === 'success',
        messages: result.messages
      },
      meta: result.meta
    }
    const json = JSON.stringify(entry)
    this.#remove(queued.promptId)
    this.#kept.set(queued.promptId, { json, job: createFinishedJob(queued, result) })
    this.#characters += json.length
    this.#prune()
  }

  /** @returns the entry as JSON, null when unknown */
  getJson(promptId: string): string | null {
    return this.#kept.get(promptId)?.json ?? null
  }

  getEntry(promptId: string): HistoryEntryWire | null {
    const json = this.getJson(promptId)
    return json === null ? null : (JSON.parse(json) as HistoryEntryWire)
  }

  getJob(promptId: string): JobWire | null {
    return this.#kept.get(promptId)?.job ?? null
  }

  /** Of all, oldest first. */
  getJobs(): JobWire[] {
    return [...this.#kept.values()].map(({ job }) => job)
  }

  /** Ids and JSON of a window, oldest first (protocol.md §3.5). */
  getPage({ maxItems, offset }: HistoryPage): [promptId: string, json: string][] {
    const count = maxItems ?? this.#kept.size
    const start = offset >= 0 ? offset : maxItems === null ? 0 : this.#kept.size - maxItems
    const all = [...this.#kept].map(([promptId, { json }]): [string, string] => [promptId, json])
    return count <= 0 ? [] : all.slice(Math.max(start, 0), Math.max(start, 0) + count)
  }

  delete(promptIds: readonly string[]): void {
    for (const promptId of promptIds) this.#remove(promptId)
  }

  clear(): void {
    this.#kept.clear()
    this.#characters = 0
  }

  #remove(promptId: string): void {
    const kept = this.#kept.get(promptId)
    if (!kept) return
    this.#characters -= kept.json.length
    this.#kept.delete(promptId)
  }

  #prune(): void {
    for (const promptId of this.#kept.keys()) {
      const tooMany = this.#kept.size > this.#bounds.entries
      const tooLarge = this.#characters > this.#bounds.characters && this.#kept.size > 1
      if (!tooMany && !tooLarge) return
      this.#remove(promptId)
    }
  }
}
