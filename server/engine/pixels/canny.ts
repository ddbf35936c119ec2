import { createImage, getImageSize, type Tensor } from '../tensor/tensor'
import { EngineError } from '../values/engineError'
import type { Checkpoint } from './checkpoint'
import { roundHalfEven } from './round'

/** One channel of one picture. */
interface Grey {
  readonly data: Float32Array
  readonly width: number
  readonly height: number
}

function toGrey(image: Tensor, item: number): Grey {
  const { width, height, channels } = getImageSize(image)
  const data = new Float32Array(width * height)
  for (let pixel = 0; pixel < data.length; pixel += 1) {
    const at = (item * data.length + pixel) * channels
    const [red, green, blue] = [image.data[at]!, image.data[at + 1], image.data[at + 2]]
    data[pixel] = channels === 1 ? red : 0.299 * red + 0.587 * (green ?? 0) + 0.114 * (blue ?? 0)
  }
  return { data, width, height }
}

/** Sums weighted neighbours along one axis; `edge` says where positions outside are read. */
function convolve(
  { data, width, height }: Grey,
  weights: readonly number[],
  across: boolean,
  edge: (position: number, size: number) => number
): Grey {
  const result = new Float32Array(data.length)
  const reach = (weights.length - 1) / 2
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0
      for (const [tap, weight] of weights.entries()) {
        const column = across ? edge(x + tap - reach, width) : x
        const row = across ? y : edge(y + tap - reach, height)
        sum += weight * data[row * width + column]!
      }
      result[y * width + x] = sum
    }
  }
  return { data: result, width, height }
}

const mirror = (position: number, size: number) =>
  position < 0 ? -position : position < size ? position : 2 * size - 2 - position
const repeat = (position: number, size: number) => Math.max(0, Math.min(size - 1, position))

/** A Gaussian of five taps with a sigma of one. */
const GAUSS = [2, 1, 0, 1, 2].map((distance) => Math.exp(-(distance * distance) / 2))
const GAUSS_SUM = GAUSS.reduce((sum, weight) => sum + weight)
const BLUR = GAUSS.map((weight) => weight / GAUSS_SUM)
const DIFFERENCE = [-1, 0, 1]
const SMOOTH = [1, 2, 1]

/** The eight neighbours by direction of the gradient, in steps of 45 degrees, y pointing down. */
const AROUND = [
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1]
] as const

function readAround(
  { data, width, height }: Grey,
  x: number,
  y: number,
  direction: number
): number {
  const [dx, dy] = AROUND[direction & 7]!
  const inside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height
  return inside ? data[(y + dy) * width + x + dx]! : 0
}

const EPSILON = 1e-6

/** How steep the picture is where it is steeper than on both sides along the gradient; 0 elsewhere. */
function findRidges(blurred: Grey): Grey {
  const { width, height } = blurred
  const gx = convolve(convolve(blurred, DIFFERENCE, true, repeat), SMOOTH, false, repeat)
  const gy = convolve(convolve(blurred, SMOOTH, true, repeat), DIFFERENCE, false, repeat)
  const steepness = gx.data.map((x, index) => Math.sqrt(x * x + gy.data[index]! ** 2 + EPSILON))
  const slope = { data: steepness, width, height }
  const ridges = steepness.map((value, index) => {
    const angle = Math.atan2(gy.data[index]!, gx.data[index]!)
    const direction = roundHalfEven(angle / (Math.PI / 4))
    const [x, y] = [index % width, Math.floor(index / width)]
    const ahead = value - readAround(slope, x, y, direction)
    const behind = value - readAround(slope, x, y, direction + 4)
    return Math.min(ahead, behind) > 0 ? value : 0
  })
  return { data: ridges, width, height }
}

/** Ridges above the high threshold, and those above the low one that hang together with them. */
function linkEdges(ridges: Grey, low: number, high: number): Float32Array {
  const { data, width, height } = ridges
  const edges = new Float32Array(data.length)
  const open: number[] = []
  const add = (index: number) => {
    if (edges[index] === 1) return
    edges[index] = 1
    open.push(index)
  }
  for (const [index, value] of data.entries()) if (value > low && value > high) add(index)
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const [x, y] = [index % width, Math.floor(index / width)]
    for (const [dx, dy] of AROUND) {
      const inside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height
      const neighbour = index + dy * width + dx
      if (inside && data[neighbour]! > low) add(neighbour)
    }
  }
  return edges
}

/**
 * Canny's edges as white lines of one pixel.
 *
 * @throws EngineError `Exception` when the low threshold is the higher one
 */
export function detectEdges(image: Tensor, low: number, high: number, check: Checkpoint): Tensor {
  if (low > high) {
    throw new EngineError(
      'Exception',
      `Invalid input thresholds. low_threshold should be smaller than the high_threshold. Got: ${low}>${high}`
    )
  }
  const { batch, width, height } = getImageSize(image)
  const result = createImage({ batch, width, height, channels: 3 })
  for (let item = 0; item < batch; item += 1) {
    check()
    const grey = toGrey(image, item)
    const blurred = convolve(convolve(grey, BLUR, true, mirror), BLUR, false, mirror)
    check()
    const edges = linkEdges(findRidges(blurred), low, high)
    for (const [pixel, value] of edges.entries()) {
      const at = (item * edges.length + pixel) * 3
      result.data.fill(value, at, at + 3)
    }
  }
  return result
}
