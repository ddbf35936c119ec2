import type { PromptId } from '@/domain/ids'
import type { Cancel, Clock, FrameScheduler } from '@/domain/time'
import type { Ownership } from './executionEvent'
import type { Pass } from './ownershipGate'
import type { StreamEvent } from './rawSnapshot'

/** Least time between two applications of one prompt's progress, ms: ten a second [B47]. */
export const APPLY_INTERVAL = 100
/** ms after which a frame that never came is not waited for any more; hidden pages may get none for a minute. */
export const FRAME_PATIENCE = 1_000
/** Prompts whose last application is remembered before old ones are swept out. */
const PACED_PROMPTS = 256

/** Progress of one prompt that waits for its turn: the latest event of each key, in order of arrival. */
interface Lane {
  readonly promptId: PromptId
  readonly ownership: Ownership
  readonly pending: Map<string, StreamEvent>
  /** ms since the epoch from which it may be applied. */
  readonly dueAt: number
}

interface CoalescerOptions {
  readonly clock: Clock
  readonly scheduler: FrameScheduler
  readonly deliver: Pass
}

/**
 * What replaces what: a snapshot the prompt's earlier snapshot, steps and previews those of the same node.
 * Null for events that are never put off.
 */
function getKey(event: StreamEvent): string | null {
  switch (event.type) {
    case 'progressState':
      return 's'
    case 'progress':
      return `p${event.nodeId}`
    case 'preview':
      return `v${event.nodeId}`
    default:
      return null
  }
}

/** True for what ends a prompt. */
export function isEnd(event: StreamEvent): boolean {
  return (
    event.type === 'succeeded' ||
    event.type === 'failed' ||
    event.type === 'interrupted' ||
    event.type === 'drained'
  )
}

/** A time too far ahead comes of a clock that was set back. */
function isDue(lane: Lane, now: number): boolean {
  return lane.dueAt <= now || lane.dueAt > now + APPLY_INTERVAL
}

/**
 * Puts progress off until the next frame, prompt by prompt: the latest wins within a key, and one prompt's progress
 * is applied at most every `APPLY_INTERVAL`. Everything else goes through at once, after what waits of its own prompt,
 * so that each prompt's events stay in order and no prompt waits for another [B46].
 */
export class ProgressCoalescer {
  readonly #options: CoalescerOptions
  readonly #lanes = new Map<PromptId, Lane>()
  readonly #appliedAt = new Map<PromptId, number>()
  #frame: { readonly since: number; readonly cancel: Cancel } | null = null
  #timer: { readonly dueAt: number; readonly cancel: Cancel } | null = null

  constructor(options: CoalescerOptions) {
    this.#options = options
  }

  push(event: StreamEvent, ownership: Ownership): void {
    const key = getKey(event)
    if (key !== null && event.promptId !== null) this.#put(event.promptId, key, event, ownership)
    else this.#passThrough(event, ownership)
  }

  /** Forgets what waits and takes back all timers. */
  dispose(): void {
    this.#lanes.clear()
    this.#appliedAt.clear()
    this.#cancelWakes()
  }

  #passThrough(event: StreamEvent, ownership: Ownership): void {
    const { promptId } = event
    const lane = promptId !== null && this.#lanes.get(promptId)
    if (lane) this.#apply(lane)
    if (promptId !== null && isEnd(event)) this.#appliedAt.delete(promptId)
    if (this.#lanes.size === 0) this.#cancelWakes()
    this.#options.deliver(event, ownership)
  }

  #put(promptId: PromptId, key: string, event: StreamEvent, ownership: Ownership): void {
    let lane = this.#lanes.get(promptId)
    if (lane && lane.ownership !== ownership) {
      this.#apply(lane)
      lane = undefined
    }
    if (!lane) lane = this.#open(promptId, ownership)
    // Set anew instead of in place: what is applied is a part of the stream in the stream's own order.
    lane.pending.delete(key)
    lane.pending.set(key, event)
    this.#wake(lane.dueAt)
  }

  #open(promptId: PromptId, ownership: Ownership): Lane {
    const now = this.#options.clock.now()
    const appliedAt = this.#appliedAt.get(promptId)
    // The computer's clock may have been set back since.
    const isPaced = appliedAt !== undefined && appliedAt <= now
    const dueAt = isPaced ? appliedAt + APPLY_INTERVAL : now
    const lane: Lane = { promptId, ownership, pending: new Map(), dueAt }
    this.#lanes.set(promptId, lane)
    return lane
  }

  /** Makes sure that a frame comes at or after a time. Called on each event, so it also mends wakes that are late. */
  #wake(dueAt: number): void {
    const now = this.#options.clock.now()
    if (this.#frame) {
      if (now - this.#frame.since > FRAME_PATIENCE) this.#onFrame()
      return
    }
    if (dueAt <= now || (this.#timer && this.#timer.dueAt <= now)) return this.#requestFrame(now)
    if (this.#timer && this.#timer.dueAt <= dueAt) return
    this.#timer?.cancel()
    const cancel = this.#options.clock.after(dueAt - now, () => {
      this.#timer = null
      if (!this.#frame) this.#requestFrame(this.#options.clock.now())
    })
    this.#timer = { dueAt, cancel }
  }

  #requestFrame(now: number): void {
    this.#timer?.cancel()
    this.#timer = null
    this.#frame = { since: now, cancel: this.#options.scheduler.schedule(() => this.#onFrame()) }
  }

  #onFrame(): void {
    this.#frame?.cancel()
    this.#frame = null
    const now = this.#options.clock.now()
    let next = Infinity
    for (const lane of this.#lanes.values()) {
      if (isDue(lane, now)) this.#apply(lane)
      else next = Math.min(next, lane.dueAt)
    }
    if (next < Infinity) this.#wake(next)
    if (this.#appliedAt.size > PACED_PROMPTS) this.#sweep(now)
  }

  #apply(lane: Lane): void {
    this.#lanes.delete(lane.promptId)
    this.#appliedAt.set(lane.promptId, this.#options.clock.now())
    for (const event of lane.pending.values()) this.#options.deliver(event, lane.ownership)
  }

  #sweep(now: number): void {
    for (const [promptId, appliedAt] of this.#appliedAt) {
      if (now - appliedAt >= APPLY_INTERVAL) this.#appliedAt.delete(promptId)
    }
  }

  #cancelWakes(): void {
    this.#frame?.cancel()
    this.#timer?.cancel()
    this.#frame = null
    this.#timer = null
  }
}
