import { EngineError } from '../values/engineError'
import { createImage, getImageSize, type Tensor } from '../tensor/tensor'
import type { Checkpoint } from './checkpoint'

/**
 * One half of one axis of ComfyUI's Gaussian. Its sigma is in units of the radius: positions run from -1 to 1 whatever
 * the radius is. The two-dimensional kernel is the product of two axes.
 */
function createWeights(radius: number, sigma: number): Float64Array {
  const raw = Float64Array.from({ length: radius + 1 }, (_, distance) => {
    const position = distance / radius
    return Math.exp(-(position * position) / (2 * sigma * sigma))
  })
  const sum = raw.reduce(
    (total, value, distance) => total + (distance === 0 ? value : 2 * value),
    0
  )
  return raw.map((value) => value / sum)
}

/** Mirrors positions beyond the edge, the edge itself not repeated. */
function reflect(position: number, size: number): number {
  if (position < 0) return -position
  return position < size ? position : 2 * size - 2 - position
}

interface Pass {
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly radius: number
  /** The weight of the middle and of those at distance 1, 2, ... up to the radius. */
  readonly weights: Float64Array
  readonly check: Checkpoint
}

/** Copies a row between mirrored margins. */
function padRow(padded: Float32Array, row: Float32Array, { width, channels, radius }: Pass): void {
  const start = radius * channels
  padded.set(row, start)
  for (let x = 1; x <= radius; x += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      padded[start - x * channels + channel] = row[reflect(-x, width) * channels + channel]!
      padded[start + (width - 1 + x) * channels + channel] =
        row[reflect(width - 1 + x, width) * channels + channel]!
    }
  }
}

/** One row of three channels: three sums at once, so that each weight is read once. */
function blurRow3(padded: Float32Array, target: Float32Array, out: number, pass: Pass): void {
  const { width, radius, weights } = pass
  const middle = weights[0]!
  for (let x = 0; x < width; x += 1) {
    const at = (radius + x) * 3
    let red = middle * padded[at]!
    let green = middle * padded[at + 1]!
    let blue = middle * padded[at + 2]!
    let before = (at - 3) | 0
    let after = (at + 3) | 0
    for (let tap = 1; tap <= radius; tap += 1) {
      const weight = weights[tap]!
      red += weight * (padded[before]! + padded[after]!)
      green += weight * (padded[before + 1]! + padded[after + 1]!)
      blue += weight * (padded[before + 2]! + padded[after + 2]!)
      before = (before - 3) | 0
      after = (after + 3) | 0
    }
    const pixel = out + x * 3
    target[pixel] = red
    target[pixel + 1] = green
    target[pixel + 2] = blue
  }
}

function blurRow(padded: Float32Array, target: Float32Array, out: number, pass: Pass): void {
  const { width, channels, radius, weights } = pass
  for (let index = 0; index < width * channels; index += 1) {
    const at = index + radius * channels
    let sum = weights[0]! * padded[at]!
    for (let tap = 1; tap <= radius; tap += 1) {
      sum += weights[tap]! * (padded[at - tap * channels]! + padded[at + tap * channels]!)
    }
    target[out + index] = sum
  }
}

function blurRows(source: Float32Array, target: Float32Array, pass: Pass): void {
  const { width, height, channels, radius, check } = pass
  const rowLength = width * channels
  const padded = new Float32Array(rowLength + 2 * radius * channels)
  for (let y = 0; y < height; y += 1) {
    check()
    const start = y * rowLength
    padRow(padded, source.subarray(start, start + rowLength), pass)
    if (channels === 3) blurRow3(padded, target, start, pass)
    else blurRow(padded, target, start, pass)
  }
}

/** Adds the rows at two distances above and below at once, which halves the traffic of the sums. */
function addRowPairs(
  sums: Float64Array,
  source: Float32Array,
  rows: readonly number[],
  near: number,
  far: number
) {
  const [above = 0, below = 0, farAbove = 0, farBelow = 0] = rows
  for (let x = 0; x < sums.length; x += 1) {
    sums[x]! +=
      near * (source[above + x]! + source[below + x]!) +
      far * (source[farAbove + x]! + source[farBelow + x]!)
  }
}

function blurColumns(source: Float32Array, target: Float32Array, pass: Pass): void {
  const { width, height, channels, radius, weights, check } = pass
  const rowLength = width * channels
  const sums = new Float64Array(rowLength)
  for (let y = 0; y < height; y += 1) {
    check()
    const row = y * rowLength
    const middle = weights[0]!
    for (let x = 0; x < rowLength; x += 1) sums[x] = middle * source[row + x]!
    for (let tap = 1; tap <= radius; tap += 2) {
      // At an odd radius the last pair has no partner: its weight is 0, and it reads the row itself.
      const far = tap + 1 <= radius ? tap + 1 : 0
      const rows = [y - tap, y + tap, y - far, y + far].map((at) => reflect(at, height) * rowLength)
      addRowPairs(sums, source, rows, weights[tap]!, far === 0 ? 0 : weights[far]!)
    }
    target.set(sums, row)
  }
}

/**
 * Blurs each picture of the batch with a Gaussian, mirrored at the edges.
 *
 * @throws EngineError `RuntimeError` when the radius reaches the size of the picture, as in ComfyUI
 */
export function blurImage(image: Tensor, radius: number, sigma: number, check: Checkpoint): Tensor {
  const size = getImageSize(image)
  const { batch, width, height, channels } = size
  if (radius >= Math.min(width, height)) {
    throw new EngineError(
      'RuntimeError',
      `Padding size should be less than the corresponding input dimension, but got: padding (${radius}, ${radius}) at an image of ${width}x${height}`
    )
  }
  const result = createImage(size)
  const pass = { width, height, channels, radius, weights: createWeights(radius, sigma), check }
  const length = width * height * channels
  const between = new Float32Array(length)
  for (let item = 0; item < batch; item += 1) {
    blurRows(image.data.subarray(item * length, (item + 1) * length), between, pass)
    blurColumns(between, result.data.subarray(item * length, (item + 1) * length), pass)
  }
  return result
}
