/** Characters of all remembered states together; at 500 nodes that is several hundred steps. */
const MAX_CHARACTERS = 48 * 1024 * 1024

/** States of one workflow's document, one step per gesture. Knows texts only, so that equal states are equal. */
export class GraphHistory {
  #current: string
  /** The state that is saved; going back to it takes the mark of unsaved edits away. */
  #saved: string
  readonly #before: string[] = []
  readonly #after: string[] = []

  constructor(state: string) {
    this.#current = state
    this.#saved = state
  }

  get isSaved(): boolean {
    return this.#current === this.#saved
  }

  get canUndo(): boolean {
    return this.#before.length > 0
  }

  get canRedo(): boolean {
    return this.#after.length > 0
  }

  /** Takes the state after a gesture. @returns whether it differs from the one before */
  record(state: string): boolean {
    if (state === this.#current) return false
    this.#before.push(this.#current)
    this.#after.length = 0
    this.#current = state
    this.#dropOldest()
    return true
  }

  /** Takes a state that came about without the user, such as the next seed: no step of its own. */
  amend(state: string): void {
    if (this.isSaved) this.#saved = state
    this.#current = state
  }

  /** Rewrites the present state, and with it the saved one if it is that: no step of its own. */
  patch(rewrite: (state: string) => string): void {
    this.amend(rewrite(this.#current))
  }

  markSaved(): void {
    this.#saved = this.#current
  }

  /** @returns the state to show now; null when there is none before */
  undo(): string | null {
    return this.#step(this.#before, this.#after)
  }

  /** @returns the state to show now; null when nothing was undone */
  redo(): string | null {
    return this.#step(this.#after, this.#before)
  }

  #step(from: string[], to: string[]): string | null {
    const state = from.pop()
    if (state === undefined) return null
    to.push(this.#current)
    this.#current = state
    return state
  }

  #dropOldest(): void {
    let characters = this.#before.reduce((sum, state) => sum + state.length, 0)
    while (characters > MAX_CHARACTERS && this.#before.length > 1)
      characters -= this.#before.shift()!.length
  }
}
