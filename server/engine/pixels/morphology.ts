import { getImageSize, createImage, type Tensor } from '../tensor/tensor'
import type { Checkpoint } from './checkpoint'

type Pick = (a: number, b: number) => number

interface Lane {
  readonly start: number
  /** Distance between neighbours. */
  readonly step: number
  readonly length: number
}

/** The extreme of each window of one row or column; what lies outside of the picture does not count. */
function filterLane(data: Float32Array, out: Float32Array, lane: Lane, size: number, pick: Pick) {
  const before = Math.floor(size / 2)
  const after = size - before - 1
  for (let position = 0; position < lane.length; position += 1) {
    const from = Math.max(0, position - before)
    const to = Math.min(lane.length - 1, position + after)
    let best = data[lane.start + from * lane.step]!
    for (let at = from + 1; at <= to; at += 1) best = pick(best, data[lane.start + at * lane.step]!)
    out[lane.start + position * lane.step] = best
  }
}

/** A square window is the product of a row and a column. */
function filterSquare(image: Tensor, size: number, pick: Pick, check: Checkpoint): Tensor {
  const { batch, width, height, channels } = getImageSize(image)
  const between = new Float32Array(image.data.length)
  const result = createImage({ batch, width, height, channels })
  const rowLength = width * channels
  for (let row = 0; row < batch * height; row += 1) {
    check()
    for (let channel = 0; channel < channels; channel += 1) {
      const lane = { start: row * rowLength + channel, step: channels, length: width }
      filterLane(image.data, between, lane, size, pick)
    }
  }
  for (let item = 0; item < batch; item += 1) {
    for (let column = 0; column < rowLength; column += 1) {
      if (column % width === 0) check()
      const lane = { start: item * height * rowLength + column, step: rowLength, length: height }
      filterLane(between, result.data, lane, size, pick)
    }
  }
  return result
}

const larger: Pick = (a, b) => (b > a ? b : a)
const smaller: Pick = (a, b) => (b < a ? b : a)

function subtract(a: Tensor, b: Tensor): Tensor {
  const result = createImage(getImageSize(a))
  for (let index = 0; index < a.data.length; index += 1) {
    result.data[index] = a.data[index]! - b.data[index]!
  }
  return result
}

/** In ComfyUI's order. */
export const MORPHOLOGY = [
  'erode',
  'dilate',
  'open',
  'close',
  'gradient',
  'bottom_hat',
  'top_hat'
] as const

/** Morphology with a square of the given side, per channel. */
export function applyMorphology(
  image: Tensor,
  operation: (typeof MORPHOLOGY)[number],
  size: number,
  check: Checkpoint
): Tensor {
  const dilate = (tensor: Tensor) => filterSquare(tensor, size, larger, check)
  const erode = (tensor: Tensor) => filterSquare(tensor, size, smaller, check)
  switch (operation) {
    case 'erode':
      return erode(image)
    case 'dilate':
      return dilate(image)
    case 'open':
      return dilate(erode(image))
    case 'close':
      return erode(dilate(image))
    case 'gradient':
      return subtract(dilate(image), erode(image))
    case 'top_hat':
      return subtract(image, dilate(erode(image)))
    case 'bottom_hat':
      return subtract(erode(dilate(image)), image)
  }
}
