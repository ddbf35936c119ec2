import type { Checkpoint } from './checkpoint'
import type { Taps } from './taps'

/** One picture of interleaved channels. */
export interface Plane {
  readonly data: Float32Array
  readonly width: number
  readonly height: number
  readonly channels: number
}

/** One output row of three channels: three sums at once. */
function resampleRow3(
  source: Float32Array,
  target: Float32Array,
  { count, index, weight }: Taps,
  row: number,
  out: number
) {
  const width = index.length / count
  for (let x = 0; x < width; x += 1) {
    let red = 0
    let green = 0
    let blue = 0
    const end = (x + 1) * count
    for (let tap = x * count; tap < end; tap += 1) {
      const factor = weight[tap]!
      const sample = (row + Math.imul(index[tap]!, 3)) | 0
      red += factor * source[sample]!
      green += factor * source[sample + 1]!
      blue += factor * source[sample + 2]!
    }
    target[out + x * 3] = red
    target[out + x * 3 + 1] = green
    target[out + x * 3 + 2] = blue
  }
}

/** One output row of one of several interleaved channels; `row` and `out` point at the channel. */
function resampleRow(
  source: Float32Array,
  target: Float32Array,
  { count, index, weight }: Taps,
  channels: number,
  row: number,
  out: number
) {
  const width = index.length / count
  for (let x = 0; x < width; x += 1) {
    let sum = 0
    const end = (x + 1) * count
    for (let tap = x * count; tap < end; tap += 1) {
      sum += weight[tap]! * source[row + index[tap]! * channels]!
    }
    target[out + x * channels] = sum
  }
}

function resampleRows(plane: Plane, taps: Taps, width: number, check: Checkpoint): Plane {
  const { data: source, width: sourceWidth, height, channels } = plane
  const data = new Float32Array(width * height * channels)
  for (let y = 0; y < height; y += 1) {
    check()
    const row = y * sourceWidth * channels
    const out = y * width * channels
    if (channels === 3) resampleRow3(source, data, taps, row, out)
    else {
      for (let channel = 0; channel < channels; channel += 1) {
        resampleRow(source, data, taps, channels, row + channel, out + channel)
      }
    }
  }
  return { data, width, height, channels }
}

function resampleColumns(plane: Plane, taps: Taps, height: number, check: Checkpoint): Plane {
  const { data: source, width, channels } = plane
  const { count, index, weight } = taps
  const stride = width * channels
  const data = new Float32Array(stride * height)
  for (let y = 0; y < height; y += 1) {
    check()
    const target = y * stride
    for (let tap = 0; tap < count; tap += 1) {
      const factor = weight[y * count + tap]!
      if (factor === 0) continue
      const row = index[y * count + tap]! * stride
      for (let x = 0; x < stride; x += 1) data[target + x]! += factor * source[row + x]!
    }
  }
  return { data, width, height, channels }
}

/** Resamples along both axes; the axis that shrinks more goes first, which is less work. */
export function resampleSeparable(
  plane: Plane,
  size: { width: number; height: number },
  createTaps: (inputs: number, outputs: number) => Taps,
  check: Checkpoint
): Plane {
  const across = createTaps(plane.width, size.width)
  const down = createTaps(plane.height, size.height)
  const rowsFirst = size.width * plane.height <= plane.width * size.height
  if (rowsFirst) {
    return resampleColumns(resampleRows(plane, across, size.width, check), down, size.height, check)
  }
  return resampleRows(resampleColumns(plane, down, size.height, check), across, size.width, check)
}

/** Takes the pixels at the given positions. */
export function resampleNearest(plane: Plane, columns: Int32Array, rows: Int32Array): Plane {
  const { data: source, width, channels } = plane
  const data = new Float32Array(columns.length * rows.length * channels)
  let target = 0
  for (const y of rows) {
    for (const x of columns) {
      const pixel = (y * width + x) * channels
      for (let channel = 0; channel < channels; channel += 1) {
        data[target] = source[pixel + channel]!
        target += 1
      }
    }
  }
  return { data, width: columns.length, height: rows.length, channels }
}
