import type { Frame } from './frames'

/** Frames that wait for a slow reader, in order, without those that a later one made superfluous. */
export class Outbox {
  /** By running number, which is their order. */
  readonly #waiting = new Map<number, Frame>()
  /** Running number of the waiting frame of a key. */
  readonly #byKey = new Map<string, number>()
  #next = 0
  #size = 0

  /** Frames that wait. */
  get count(): number {
    return this.#waiting.size
  }

  /** Bytes of the frames that wait. */
  get size(): number {
    return this.#size
  }

  add(frame: Frame): void {
    const place = this.#next
    this.#next += 1
    const key = frame.supersededBy
    if (key !== null) {
      const superseded = this.#byKey.get(key)
      if (superseded !== undefined) this.#remove(superseded)
      this.#byKey.set(key, place)
    }
    this.#waiting.set(place, frame)
    this.#size += frame.data.length
  }

  /** Takes out the next one to send. */
  take(): Frame | null {
    for (const place of this.#waiting.keys()) return this.#remove(place)
    return null
  }

  clear(): void {
    this.#waiting.clear()
    this.#byKey.clear()
    this.#size = 0
  }

  #remove(place: number): Frame | null {
    const frame = this.#waiting.get(place)
    if (!frame) return null
    this.#waiting.delete(place)
    this.#size -= frame.data.length
    const key = frame.supersededBy
    if (key !== null && this.#byKey.get(key) === place) this.#byKey.delete(key)
    return frame
  }
}
