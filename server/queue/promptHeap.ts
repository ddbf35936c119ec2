import type { QueuedPrompt } from './queuedPrompt'

/** Execution order: by number, ties by prompt id (protocol.md §3.3). */
function runsBefore(one: QueuedPrompt, other: QueuedPrompt): boolean {
  if (one.number !== other.number) return one.number < other.number
  return one.promptId < other.promptId
}

/**
 * The prompts that wait. A binary heap that knows where each prompt lies: adding, taking the first and removing any
 * one cost the logarithm of its length.
 */
export class PromptHeap {
  readonly #items: QueuedPrompt[] = []
  readonly #places = new Map<string, number>()

  get size(): number {
    return this.#items.length
  }

  has(promptId: string): boolean {
    return this.#places.has(promptId)
  }

  get(promptId: string): QueuedPrompt | null {
    const place = this.#places.get(promptId)
    return place === undefined ? null : (this.#items[place] ?? null)
  }

  /** All, first to run first. */
  toSorted(): QueuedPrompt[] {
    return this.#items.toSorted((one, other) => (runsBefore(one, other) ? -1 : 1))
  }

  /** @throws {Error} when a prompt of this id waits already */
  add(prompt: QueuedPrompt): void {
    if (this.has(prompt.promptId)) throw new Error(`prompt ${prompt.promptId} waits already`)
    this.#put(this.#items.length, prompt)
    this.#rise(this.#items.length - 1)
  }

  /** Takes out the one that runs first. */
  takeFirst(): QueuedPrompt | null {
    const first = this.#items[0]
    return first ? this.remove(first.promptId) : null
  }

  remove(promptId: string): QueuedPrompt | null {
    const place = this.#places.get(promptId)
    if (place === undefined) return null
    const removed = this.#items[place] ?? null
    const last = this.#items.pop()
    this.#places.delete(promptId)
    if (last && last !== removed) {
      this.#put(place, last)
      this.#rise(place)
      this.#sink(this.#places.get(last.promptId) ?? place)
    }
    return removed
  }

  /** Empties it. @returns how many there were */
  clear(): number {
    const count = this.#items.length
    this.#items.length = 0
    this.#places.clear()
    return count
  }

  #put(place: number, prompt: QueuedPrompt): void {
    this.#items[place] = prompt
    this.#places.set(prompt.promptId, place)
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
