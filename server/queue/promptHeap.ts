import type { QueuedPrompt } from './queuedPrompt'

/** A prompt that waits, and the how-manieth it was to come. */
interface Waiting {
  readonly prompt: QueuedPrompt
  readonly order: number
}

/** Execution order: by number, ties by prompt id (protocol.md §3.3); of the same id, the earlier first. */
function runsBefore(one: Waiting, other: Waiting): boolean {
  if (one.prompt.number !== other.prompt.number) return one.prompt.number < other.prompt.number
  if (one.prompt.promptId !== other.prompt.promptId) {
    return one.prompt.promptId < other.prompt.promptId
  }
  return one.order < other.order
}

/**
 * The prompts that wait. A binary heap that knows where each prompt lies: adding, taking the first and removing any
 * one cost the logarithm of its length. Several may have the same id.
 */
export class PromptHeap {
  readonly #items: Waiting[] = []
  readonly #places = new Map<Waiting, number>()
  /** Of each id, earliest first. */
  readonly #byId = new Map<string, Waiting[]>()
  #count = 0

  get size(): number {
    return this.#items.length
  }

  has(promptId: string): boolean {
    return this.#byId.has(promptId)
  }

  get(promptId: string): QueuedPrompt | null {
    return this.#byId.get(promptId)?.[0]?.prompt ?? null
  }

  /** All, first to run first. */
  toSorted(): QueuedPrompt[] {
    return this.#items
      .toSorted((one, other) => (runsBefore(one, other) ? -1 : 1))
      .map(({ prompt }) => prompt)
  }

  add(prompt: QueuedPrompt): void {
    this.#count += 1
    const waiting = { prompt, order: this.#count }
    const same = this.#byId.get(prompt.promptId)
    if (same) same.push(waiting)
    else this.#byId.set(prompt.promptId, [waiting])
    this.#put(this.#items.length, waiting)
    this.#rise(this.#items.length - 1)
  }

  /** The one that runs first of those that may. */
  findFirst(mayRun: (prompt: QueuedPrompt) => boolean): QueuedPrompt | null {
    const first = this.#items[0]?.prompt ?? null
    return !first || mayRun(first) ? first : (this.toSorted().find(mayRun) ?? null)
  }

  /** Takes out the earliest of this id. */
  remove(promptId: string): QueuedPrompt | null {
    const waiting = this.#byId.get(promptId)?.[0]
    return waiting ? this.#take(waiting) : null
  }

  /** Takes out just this one. */
  take(prompt: QueuedPrompt): void {
    const waiting = this.#byId.get(prompt.promptId)?.find((one) => one.prompt === prompt)
    if (waiting) this.#take(waiting)
  }

  /** Empties it. @returns how many there were */
  clear(): number {
    const count = this.#items.length
    this.#items.length = 0
    this.#places.clear()
    this.#byId.clear()
    return count
  }

  #take(waiting: Waiting): QueuedPrompt {
    this.#forgetId(waiting)
    const place = this.#places.get(waiting) ?? 0
    const last = this.#items.pop()
    this.#places.delete(waiting)
    if (last && last !== waiting) {
      this.#put(place, last)
      this.#rise(place)
      this.#sink(this.#places.get(last) ?? place)
    }
    return waiting.prompt
  }

  #forgetId(waiting: Waiting): void {
    const { promptId } = waiting.prompt
    const others = (this.#byId.get(promptId) ?? []).filter((one) => one !== waiting)
    if (others.length === 0) this.#byId.delete(promptId)
    else this.#byId.set(promptId, others)
  }

  #put(place: number, waiting: Waiting): void {
    this.#items[place] = waiting
    this.#places.set(waiting, place)
  }

  /** Swaps a prompt with its parent when it runs before it. @returns whether it did */
  #swapIfBefore(place: number, parent: number): boolean {
    const upper = this.#items[parent]
    const lower = this.#items[place]
    if (!upper || !lower || !runsBefore(lower, upper)) return false
    this.#put(parent, lower)
    this.#put(place, upper)
    return true
  }

  #rise(from: number): void {
    let place = from
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!this.#swapIfBefore(place, parent)) return
      place = parent
    }
  }

  #sink(from: number): void {
    let place = from
    for (;;) {
      const left = 2 * place + 1
      const one = this.#items[left]
      const other = this.#items[left + 1]
      if (!one) return
      const child = other && runsBefore(other, one) ? left + 1 : left
      if (!this.#swapIfBefore(child, place)) return
      place = child
    }
  }
}
