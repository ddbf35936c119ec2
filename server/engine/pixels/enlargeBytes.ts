import { createLinearTaps } from './taps'

/** One picture of interleaved 8-bit channels. */
export interface BytePlane {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
  readonly channels: number
}

/** Neighbours of an output position, and the share of the second of them, in 256ths. */
interface Neighbours {
  readonly first: Int32Array
  readonly second: Int32Array
  readonly share: Int32Array
}

function findNeighbours(inputs: number, outputs: number): Neighbours {
  const { index, weight } = createLinearTaps(inputs, outputs)
  const pick = (from: (position: number) => number) =>
    Int32Array.from({ length: outputs }, (_, at) => from(at))
  return {
    first: pick((at) => index[2 * at]!),
    second: pick((at) => index[2 * at + 1]!),
    share: pick((at) => Math.round(weight[2 * at + 1]! * 256))
  }
}

/** Stretches one row into `target`, in 64ths. */
function stretchRow(
  { data, width, channels }: BytePlane,
  { first, second, share }: Neighbours,
  row: number,
  target: Int16Array
): void {
  const begin = row * width * channels
  let out = 0
  for (let x = 0; x < first.length; x += 1) {
    const low = begin + first[x]! * channels
    const high = begin + second[x]! * channels
    for (let channel = 0; channel < channels; channel += 1) {
      const value = data[low + channel]!
      target[out++] = (value << 6) + (((data[high + channel]! - value) * share[x]!) >> 2)
    }
  }
}

/**
 * A larger copy, bilinear. For the eye: 8 bits with rounded shares, a fraction of the time that exact resampling takes,
 * and on the thread that asks, so that a job costs no second core.
 */
export function enlargeBytes(plane: BytePlane, width: number, height: number): BytePlane {
  const { channels } = plane
  const columns = findNeighbours(plane.width, width)
  const rows = findNeighbours(plane.height, height)
  const stride = width * channels
  const data = new Uint8Array(stride * height)
  let [above, below] = [new Int16Array(stride), new Int16Array(stride)]
  let [aboveRow, belowRow] = [-1, -1]
  for (let y = 0; y < height; y += 1) {
    const [first, second, share] = [rows.first[y]!, rows.second[y]!, rows.share[y]!]
    if (belowRow === first && aboveRow !== first) {
      ;[above, below, aboveRow, belowRow] = [below, above, belowRow, aboveRow]
    }
    if (aboveRow !== first) stretchRow(plane, columns, (aboveRow = first), above)
    if (belowRow !== second) stretchRow(plane, columns, (belowRow = second), below)
    mixRows(above, below, share, data.subarray(y * stride, (y + 1) * stride))
  }
  return { data, width, height, channels }
}

function mixRows(above: Int16Array, below: Int16Array, share: number, target: Uint8Array): void {
  for (let at = 0; at < target.length; at += 1) {
    const value = above[at]!
    target[at] = ((value << 8) + (below[at]! - value) * share + 8192) >> 14
  }
}
