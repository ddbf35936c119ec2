import type { PromptId } from '@/domain/ids'
import type { Cancel, Clock } from '@/domain/time'
import type { Ownership, PromptDirectory } from './executionEvent'
import type { StreamEvent } from './rawSnapshot'

/** Events of unknown prompts that are held at a time; beyond this the oldest prompt's go on as somebody else's. */
export const HELD_EVENTS = 1_000
/** ms that events of an unknown prompt are held while submissions are out. */
export const HOLD_TIME = 10_000

export type Pass = (event: StreamEvent, ownership: Ownership) => void

/**
 * Decides once whose an event is. While a `POST /prompt` is out, a prompt nobody knows may be the one just being
 * submitted to a server that chooses ids itself: its events wait until it is claimed, or go on as foreign, in order [B11].
 */
export interface OwnershipGate {
  pass(event: StreamEvent): void
  /** A submission leaves. @returns call when its answer is in; after the last, what is held goes on as foreign. */
  begin(): Cancel
  /** The directory knows this prompt now: what is held for it goes on, in order, before anything newer of it. */
  claim(promptId: PromptId): void
  /** Forgets what is held. */
  dispose: Cancel
}

interface GateOptions {
  readonly directory: PromptDirectory
  readonly clock: Clock
  readonly deliver: Pass
}

export function createOwnershipGate({ directory, clock, deliver }: GateOptions): OwnershipGate {
  const held = new HeldEvents()
  let inFlight = 0
  let cancelTimer: Cancel | null = null

  const getOwnership = (promptId: PromptId): Ownership => {
    const ownership = directory.getOwnership(promptId)
    return ownership === 'unknown' ? 'foreign' : ownership
  }
  function release(promptId: PromptId): void {
    const events = held.take(promptId)
    const ownership = getOwnership(promptId)
    for (const event of events) deliver(event, ownership)
  }
  function releaseOlderThan(time: number): void {
    for (const promptId of held.listSince(time)) release(promptId)
  }
  function expire(): void {
    cancelTimer = null
    releaseOlderThan(clock.now() - HOLD_TIME)
    const oldest = held.oldestTime
    if (oldest !== null) cancelTimer = clock.after(oldest + HOLD_TIME - clock.now(), expire)
  }
  function hold(event: StreamEvent, promptId: PromptId): void {
    held.add(promptId, event, clock.now())
    cancelTimer ??= clock.after(HOLD_TIME, expire)
    if (held.size > HELD_EVENTS) release(held.oldestPrompt!)
  }
  return {
    pass(event) {
      const { promptId } = event
      if (promptId === null) return deliver(event, 'own')
      const ownership = directory.getOwnership(promptId)
      if (ownership === 'unknown' && inFlight > 0) return hold(event, promptId)
      // Known since: what came before must go before.
      if (held.has(promptId)) release(promptId)
      deliver(event, ownership === 'unknown' ? 'foreign' : ownership)
    },
    begin() {
      inFlight++
      let isOut = true
      return () => {
        if (!isOut) return
        isOut = false
        inFlight--
        if (inFlight === 0) releaseOlderThan(Infinity)
      }
    },
    claim: release,
    dispose() {
      cancelTimer?.()
      cancelTimer = null
      held.clear()
    }
  }
}

/** Held events by prompt, prompts in order of their first event. */
class HeldEvents {
  readonly #byPrompt = new Map<PromptId, { since: number; events: StreamEvent[] }>()
  #size = 0

  get size(): number {
    return this.#size
  }
  /** ms since the epoch of the oldest event; null when nothing is held. */
  get oldestTime(): number | null {
    for (const { since } of this.#byPrompt.values()) return since
    return null
  }
  get oldestPrompt(): PromptId | null {
    for (const promptId of this.#byPrompt.keys()) return promptId
    return null
  }

  has(promptId: PromptId): boolean {
    return this.#size > 0 && this.#byPrompt.has(promptId)
  }

  add(promptId: PromptId, event: StreamEvent, now: number): void {
    const entry = this.#byPrompt.get(promptId) ?? { since: now, events: [] }
    entry.events.push(event)
    this.#byPrompt.set(promptId, entry)
    this.#size++
  }

  take(promptId: PromptId): readonly StreamEvent[] {
    const events = this.#byPrompt.get(promptId)?.events ?? []
    this.#byPrompt.delete(promptId)
    this.#size -= events.length
    return events
  }

  listSince(time: number): PromptId[] {
    return [...this.#byPrompt].filter(([, { since }]) => since <= time).map(([id]) => id)
  }

  clear(): void {
    this.#byPrompt.clear()
    this.#size = 0
  }
}
