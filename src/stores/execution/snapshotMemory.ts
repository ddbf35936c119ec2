import type { NodeStateWire } from '@/protocol/messages'

/**
 * What a prompt's last snapshot said, in its order: the next one says mostly the same. Flat lists, so that comparing
 * reads a few hundred bytes in a row and not one object of each node, which with many prompts at work are never in
 * the processor's cache.
 */
export class SnapshotMemory {
  #ids: string[] = []
  readonly #values: number[] = []
  readonly #maxima: number[] = []
  readonly #states: string[] = []

  /** @returns whether the last snapshot had exactly these nodes, in this order */
  hasSameNodes(ids: readonly string[]): boolean {
    const known = this.#ids
    if (ids.length !== known.length) return false
    for (let index = 0; index < ids.length; index++) if (ids[index] !== known[index]) return false
    return true
  }

  /** Begins anew with these nodes, of which nothing was said. */
  reset(ids: string[]): void {
    this.#ids = ids
    this.#states.length = 0
  }

  /** Remembers what is said of a node. `Object.is`, since a step that is no number equals itself too. @returns whether it is the same as last time */
  isRepeated(index: number, { value, max, state }: NodeStateWire): boolean {
    const [values, maxima, states] = [this.#values, this.#maxima, this.#states]
    if (states[index] === state && Object.is(values[index], value) && Object.is(maxima[index], max))
      return true
    values[index] = value
    maxima[index] = max
    states[index] = state
    return false
  }

  /** Somebody else said something of a node since: nothing of the next snapshot is taken as known. */
  forget(): void {
    if (this.#ids.length > 0) this.reset([])
  }
}
