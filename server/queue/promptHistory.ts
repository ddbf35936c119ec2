import { describeError, type Log } from '../base/log'
import type { EngineResult } from '../engine/engine'
import { createFinishedJob, type JobWire } from './job'
import { type QueuedPrompt, type QueueItemWire, toQueueItem } from './queuedPrompt'
import type { PromptStore } from './store/promptStore'

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
  readonly job: JobWire
  /** Characters of the entry's JSON. */
  readonly size: number
  /** The entry's JSON when the store could not take it; null: it lies there. */
  readonly json: string | null
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

export interface PromptHistoryOptions {
  readonly store: PromptStore
  readonly log: Log
  readonly bounds?: HistoryBounds
}

function createEntry(queued: QueuedPrompt, result: EngineResult): HistoryEntryWire {
  return {
    prompt: toQueueItem(queued),
    outputs: result.outputs,
    status: {
      status_str: result.status === 'success' ? 'success' : 'error',
      completed: result.status === 'success',
      messages: result.messages
    },
    meta: result.meta
  }
}

/** Finished prompts, oldest first. Their jobs are kept in memory, their entries in the store. */
export class PromptHistory {
  readonly #store: PromptStore
  readonly #log: Log
  readonly #bounds: HistoryBounds
  readonly #kept = new Map<string, Kept>()
  #characters = 0

  /** Begins with what the store holds. */
  constructor({ store, log, bounds = DEFAULT_BOUNDS }: PromptHistoryOptions) {
    this.#store = store
    this.#log = log
    this.#bounds = bounds
    for (const { id, size, job } of store.listJobs()) {
      this.#kept.set(id, { job: JSON.parse(job) as JobWire, size, json: null })
      this.#characters += size
    }
    this.#prune()
  }

  get size(): number {
    return this.#kept.size
  }

  has(promptId: string): boolean {
    return this.#kept.has(promptId)
  }

  /**
   * An entry of the same id is replaced and keeps its place.
   * @param place of the prompt in the store's queue, which it leaves in the same moment
   */
  add(queued: QueuedPrompt, result: EngineResult, place: number | null = null): void {
    const id = queued.promptId
    const json = JSON.stringify(createEntry(queued, result))
    const job = createFinishedJob(queued, result)
    const isStored = this.#write(id, () =>
      this.#store.atOnce(() => {
        const row = { id, size: json.length, job: JSON.stringify(job), entry: json }
        this.#store.putEntry(row)
        if (place !== null) this.#store.forget(place)
      })
    )
    this.#characters += json.length - (this.#kept.get(id)?.size ?? 0)
    this.#kept.set(id, { job, size: json.length, json: isStored ? null : json })
    this.#prune()
  }

  /** @returns the entry as JSON, null when unknown */
  getJson(promptId: string): string | null {
    const kept = this.#kept.get(promptId)
    return kept ? (kept.json ?? this.#store.getEntry(promptId)) : null
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

  /** Ids of a window, oldest first (protocol.md §3.5). */
  getPage({ maxItems, offset }: HistoryPage): string[] {
    const ids = [...this.#kept.keys()]
    const start = offset < 0 && maxItems !== null ? ids.length - maxItems : offset
    const first = Math.max(start, 0)
    // ComfyUI counts after it has taken one: a window of none or fewer has one all the same.
    return ids.slice(first, maxItems === null ? undefined : first + Math.max(maxItems, 1))
  }

  delete(promptIds: readonly string[]): void {
    for (const promptId of promptIds) this.#remove(promptId)
  }

  clear(): void {
    this.#kept.clear()
    this.#characters = 0
    this.#write(null, () => this.#store.clearEntries())
  }

  /** @returns whether the store took it */
  #write(promptId: string | null, change: () => void): boolean {
    try {
      change()
      return true
    } catch (error) {
      this.#log.error('history not written', { prompt: promptId, error: describeError(error) })
      return false
    }
  }

  #remove(promptId: string): void {
    const kept = this.#kept.get(promptId)
    if (!kept) return
    this.#characters -= kept.size
    this.#kept.delete(promptId)
    this.#write(promptId, () => this.#store.deleteEntry(promptId))
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
