/** Time between two steps without a picture, in ms. */
const INTERVAL = 100
/** Share of the whole that has to be done between two of them. */
const SMALLEST_STEP = 0.005

/**
 * Which steps are told: all that carry a picture; of the others the first, the last, and those that come at least
 * 100 ms and half a percent after the one before (protocol.md §1.5).
 */
export class ProgressThrottle {
  readonly #now: () => number
  #last: { readonly time: number; readonly value: number } | null = null

  constructor(now: () => number) {
    this.#now = now
  }

  isWanted(value: number, max: number, hasPicture: boolean): boolean {
    const time = this.#now()
    const last = this.#last
    const due =
      last !== null &&
      time - last.time >= INTERVAL &&
      Math.abs(value - last.value) >= max * SMALLEST_STEP
    if (!hasPicture && last !== null && value < max && !due) return false
    this.#last = { time, value }
    return true
  }
}
