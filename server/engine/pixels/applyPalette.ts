import type { Checkpoint } from './checkpoint'

/** Pillow looks colours up in cells of 4 x 4 x 4, by the darkest corner of the cell. */
const CELL_BITS = 2

/** Finds the palette's nearest colour. */
class NearestColour {
  readonly #palette: readonly number[]
  /** 1 + index; 0: not looked up yet. */
  readonly #cells = new Uint16Array(1 << (3 * (8 - CELL_BITS)))

  constructor(palette: readonly number[]) {
    this.#palette = palette
  }

  /** @returns 0xRRGGBB */
  find(red: number, green: number, blue: number): number {
    const cell = ((red >> CELL_BITS) << 12) | ((green >> CELL_BITS) << 6) | (blue >> CELL_BITS)
    if (this.#cells[cell] === 0) this.#cells[cell] = 1 + this.#search(red, green, blue)
    return this.#palette[this.#cells[cell]! - 1]!
  }

  #search(...colour: [number, number, number]): number {
    const [red, green, blue] = colour.map((value) => value & ~3) as [number, number, number]
    let nearest = 0
    let least = Infinity
    for (const [index, entry] of this.#palette.entries()) {
      const distance =
        (red - (entry >> 16)) ** 2 +
        (green - ((entry >> 8) & 0xff)) ** 2 +
        (blue - (entry & 0xff)) ** 2
      if (distance < least) {
        least = distance
        nearest = index
      }
    }
    return nearest
  }
}

const clip = (value: number) => (value < 0 ? 0 : value > 255 ? 255 : value)

interface Picture {
  /** 0xRRGGBB */
  readonly pixels: Uint32Array
  readonly width: number
}

/** Every pixel becomes the palette's nearest colour. */
export function mapToPalette(pixels: Uint32Array, palette: readonly number[]): Uint32Array {
  const nearest = new NearestColour(palette)
  return pixels.map((pixel) => nearest.find(pixel >> 16, (pixel >> 8) & 0xff, pixel & 0xff))
}

/** Errors of one channel on their way to the right and to the row below, in sixteenths. */
class ErrorRow {
  readonly #below: Int32Array
  #right = 0
  #last = 0
  #beforeLast = 0

  constructor(width: number) {
    this.#below = new Int32Array(width + 1)
  }

  startRow(): void {
    this.#right = 0
    this.#last = 0
    this.#beforeLast = 0
  }

  /** The value with what arrives at it. */
  adjust(x: number, value: number): number {
    return clip(value + Math.trunc((this.#right + this.#below[x + 1]!) / 16))
  }

  /** Three parts go to the lower left, five below, one to the lower right, seven to the right. */
  spread(x: number, error: number): void {
    this.#below[x] = 3 * error + this.#last
    this.#last = 5 * error + this.#beforeLast
    this.#beforeLast = error
    this.#right = 7 * error
  }

  /** What is left for the pixel below the last one, and the error of the last one. */
  get rest(): readonly [below: number, error: number] {
    return [this.#last, this.#beforeLast]
  }

  endRow(width: number, rest: number): void {
    this.#below[width] = rest
  }
}

/** Floyd's and Steinberg's dithering with whole numbers, as Pillow does it. */
export function ditherToPalette(
  { pixels, width }: Picture,
  palette: readonly number[],
  check: Checkpoint
): Uint32Array {
  const nearest = new NearestColour(palette)
  const result = new Uint32Array(pixels.length)
  const shifts = [16, 8, 0] as const
  const errors = shifts.map(() => new ErrorRow(width))
  for (let row = 0; row < pixels.length; row += width) {
    check()
    for (const error of errors) error.startRow()
    for (let x = 0; x < width; x += 1) {
      const pixel = pixels[row + x]!
      const [red = 0, green = 0, blue = 0] = errors.map((error, channel) =>
        error.adjust(x, (pixel >> shifts[channel]!) & 0xff)
      )
      const found = nearest.find(red, green, blue)
      errors[0]!.spread(x, red - (found >> 16))
      errors[1]!.spread(x, green - ((found >> 8) & 0xff))
      errors[2]!.spread(x, blue - (found & 0xff))
      result[row + x] = found
    }
    // Pillow leaves blue's errors there, for all three.
    const [below, last] = errors[2]!.rest
    for (const [channel, error] of errors.entries())
      error.endRow(width, channel === 0 ? below : last)
  }
  return result
}

/** Bayer's matrix of `order` x `order` (a power of 2), in -0.5 .. 0.5. */
function createBayerMatrix(order: number): number[][] {
  if (order === 1) return [[0]]
  const inner = createBayerMatrix(order / 2)
  const scale = order * order
  const corners = [
    [-1.5, 0.5],
    [1.5, -0.5]
  ]
  return Array.from({ length: order }, (_, y) =>
    Array.from({ length: order }, (__, x) => {
      const half = order / 2
      const within = inner[y % half]![x % half]!
      return (scale * within + corners[Math.floor(y / half)]![Math.floor(x / half)]!) / scale
    })
  )
}

/** Shifts every pixel by a regular pattern, wider the fewer colours there are, then takes the nearest colour. */
export function ditherOrdered(
  { pixels, width }: Picture,
  palette: readonly number[],
  order: number
): Uint32Array {
  const spread = (2 * 256) / palette.length
  const shifts = createBayerMatrix(order).map((row) => row.map((value) => spread * value + 0.5))
  const shifted = pixels.map((pixel, index) => {
    const shift = shifts[Math.floor(index / width) % order]![(index % width) % order]!
    const move = (value: number) => Math.trunc(clip(value + shift))
    return (move(pixel >> 16) << 16) | (move((pixel >> 8) & 0xff) << 8) | move(pixel & 0xff)
  })
  return mapToPalette(shifted, palette)
}
