import type { Random } from './random'

/** How fast the first substance is fed and the second one taken away. */
export interface Reaction {
  readonly feed: number
  readonly kill: number
}

/** Speeds at which the two substances spread per iteration. */
const SPREAD_A = 0.2097
const SPREAD_B = 0.105

/**
 * Two substances on a grid whose edges meet (Gray and Scott's model): A is fed everywhere, B eats A and decays.
 * Every cell has a border of copies around the grid, so that the inner loop needs no special case at the edges.
 */
export class GrayScott {
  readonly width: number
  readonly height: number
  readonly #stride: number
  #a: Float32Array
  #b: Float32Array
  #nextA: Float32Array
  #nextB: Float32Array

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
    this.#stride = width + 2
    const cells = this.#stride * (height + 2)
    this.#a = new Float32Array(cells).fill(1)
    this.#b = new Float32Array(cells)
    this.#nextA = new Float32Array(cells)
    this.#nextB = new Float32Array(cells)
  }

  /** Puts some of B into a cell. */
  seedCell(x: number, y: number, random: Random): void {
    const cell = (y + 1) * this.#stride + x + 1
    this.#a[cell] = 0.5
    this.#b[cell] = 0.25 + 0.05 * random()
  }

  /** One iteration. */
  iterate({ feed, kill }: Reaction): void {
    const stride = this.#stride
    const a = this.#a
    const b = this.#b
    this.#wrap(a)
    this.#wrap(b)
    const nextA = this.#nextA
    const nextB = this.#nextB
    const decay = feed + kill
    for (let y = 1; y <= this.height; y += 1) {
      const end = y * stride + this.width
      for (let cell = y * stride + 1; cell <= end; cell += 1) {
        const levelA = a[cell]!
        const levelB = b[cell]!
        const aroundA =
          a[cell - 1]! + a[cell + 1]! + a[cell - stride]! + a[cell + stride]! - 4 * levelA
        const aroundB =
          b[cell - 1]! + b[cell + 1]! + b[cell - stride]! + b[cell + stride]! - 4 * levelB
        const eaten = levelA * levelB * levelB
        nextA[cell] = levelA + SPREAD_A * aroundA - eaten + feed * (1 - levelA)
        nextB[cell] = levelB + SPREAD_B * aroundB + eaten - decay * levelB
      }
    }
    this.#a = nextA
    this.#nextA = a
    this.#b = nextB
    this.#nextB = b
  }

  /** How much B there is, scaled so that a grown pattern uses 0..1. */
  readLevels(target: Float32Array): void {
    for (let y = 0; y < this.height; y += 1) {
      const row = (y + 1) * this.#stride + 1
      for (let x = 0; x < this.width; x += 1) target[y * this.width + x] = this.#b[row + x]! * 2.6
    }
  }

  /** Copies the edges to the border opposite of them. */
  #wrap(field: Float32Array): void {
    const stride = this.#stride
    const last = this.height * stride
    for (let y = 1; y <= this.height; y += 1) {
      field[y * stride] = field[y * stride + this.width]!
      field[y * stride + this.width + 1] = field[y * stride + 1]!
    }
    field.copyWithin(0, last, last + stride)
    field.copyWithin(last + stride, stride, 2 * stride)
  }
}
