import type { HistoryState } from './historyState'
import { countCharacters, isSameState, shareTexts } from './historyState'

/** Characters of all remembered states together, what they share counted once; thousands of steps at 500 nodes. */
const MAX_CHARACTERS = 48 * 1024 * 1024

interface Step {
  readonly state: HistoryState
  /** Characters that it adds to the step before it. */
  readonly added: number
}

/** States of one workflow's document, one step per gesture. */
export class GraphHistory {
  #current: HistoryState
  /** The state that is saved; going back to it takes the mark of unsaved edits away. */
  #saved: HistoryState
  /** What became of states without the user. */
  readonly #amended = new WeakMap<HistoryState, HistoryState>()
  readonly #before: Step[] = []
  readonly #after: HistoryState[] = []

  constructor(state: HistoryState) {
    this.#current = state
    this.#saved = state
  }

  /** The state that the graph has now, as far as edits told. */
  get current(): HistoryState {
    return this.#current
  }

  get isSaved(): boolean {
    return isSameState(this.#current, this.#saved)
  }

  get canUndo(): boolean {
    return this.#before.length > 0
  }

  get canRedo(): boolean {
    return this.#after.length > 0
  }

  /** Takes the state after a gesture. @returns whether it differs from the one before */
  record(state: HistoryState): boolean {
    if (isSameState(state, this.#current)) return false
    this.#remember(this.#current)
    this.#after.length = 0
    this.#current = shareTexts(state, this.#current)
    this.#dropOldest()
    return true
  }

  /** Takes a state that came about without the user, such as the next seed: no step of its own. */
  amend(state: HistoryState): void {
    const { isSaved } = this
    const before = this.#current
    this.#current = shareTexts(state, before)
    this.#amended.set(before, this.#current)
    if (isSaved) this.#saved = this.#current
  }

  /** Rewrites the present state, and with it the saved one if it is that: no step of its own. */
  patch(rewrite: (state: HistoryState) => HistoryState): void {
    this.amend(rewrite(this.#current))
  }

  /**
   * Rewrites the present state and those next to it, as far as it changes them: what a step brought about later than it
   * was taken. What is saved stays what it was. @returns whether it changed any
   */
  patchAround(rewrite: (state: HistoryState) => HistoryState): boolean {
    const current = rewrite(this.#current)
    if (current === this.#current) return false
    this.#current = current
    for (let index = this.#before.length - 1; index >= 0; index--) {
      const { state, added } = this.#before[index]!
      const next = rewrite(state)
      if (next === state) break
      this.#before[index] = { state: next, added }
    }
    for (let index = this.#after.length - 1; index >= 0; index--) {
      const next = rewrite(this.#after[index]!)
      if (next === this.#after[index]) break
      this.#after[index] = next
    }
    return true
  }

  /** @param state what is saved: the present one, or one that was some time ago */
  markSaved(state = this.#current): void {
    let amended: HistoryState | undefined = state
    while ((amended = this.#amended.get(state))) state = amended
    this.#saved = state
  }

  /** @returns the state to show now; null when there is none before */
  undo(): HistoryState | null {
    const step = this.#before.pop()
    if (!step) return null
    this.#after.push(this.#current)
    this.#current = step.state
    return step.state
  }

  /** @returns the state to show now; null when nothing was undone */
  redo(): HistoryState | null {
    const state = this.#after.pop()
    if (!state) return null
    this.#remember(this.#current)
    this.#current = state
    return state
  }

  #remember(state: HistoryState): void {
    const last = this.#before.at(-1)?.state
    this.#before.push({ state, added: countCharacters(state, last) })
  }

  #dropOldest(): void {
    let added = this.#before.slice(1).reduce((sum, step) => sum + step.added, 0)
    while (this.#before.length > 1) {
      if (countCharacters(this.#before[0]!.state) + added <= MAX_CHARACTERS) return
      added -= this.#before[1]!.added
      this.#before.shift()
    }
  }
}
