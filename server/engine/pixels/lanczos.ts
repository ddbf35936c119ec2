import type { Checkpoint } from './checkpoint'

/** 8-bit samples of interleaved channels. */
export interface ByteImage {
  readonly data: Uint8Array | Uint8ClampedArray
  readonly width: number
  readonly height: number
  readonly channels: number
}

const SUPPORT = 3
/** Weights are whole numbers of 2^-22, as Pillow's for 8-bit samples. */
const PRECISION_BITS = 22

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI)
}

function lanczos(x: number): number {
  return x >= -SUPPORT && x < SUPPORT ? sinc(x) * sinc(x / SUPPORT) : 0
}

interface FixedTaps {
  readonly start: Int32Array
  readonly length: Int32Array
  /** `stride` weights per output position. */
  readonly weight: Int32Array
  readonly stride: number
}

/** Pillow's antialiased Lanczos weights: the window grows with the reduction. */
function createTaps(inputs: number, outputs: number): FixedTaps {
  const scale = inputs / outputs
  const filterScale = Math.max(scale, 1)
  const support = SUPPORT * filterScale
  const stride = Math.ceil(support) * 2 + 1
  const start = new Int32Array(outputs)
  const length = new Int32Array(outputs)
  const weight = new Int32Array(outputs * stride)
  for (let position = 0; position < outputs; position += 1) {
    const centre = (position + 0.5) * scale
    const from = Math.max(0, Math.trunc(centre - support + 0.5))
    const to = Math.min(inputs, Math.trunc(centre + support + 0.5))
    const raw = Array.from({ length: to - from }, (_, tap) =>
      lanczos((tap + from - centre + 0.5) / filterScale)
    )
    const total = raw.reduce((sum, value) => sum + value, 0)
    start[position] = from
    length[position] = to - from
    raw.forEach((value, tap) => {
      const fixed = (value / total) * 2 ** PRECISION_BITS
      weight[position * stride + tap] = Math.trunc(fixed < 0 ? fixed - 0.5 : fixed + 0.5)
    })
  }
  return { start, length, weight, stride }
}

const HALF = 1 << (PRECISION_BITS - 1)

/*
 * The loops below are where the time goes. Sums stay within 32 bits, which `Math.imul` and `| 0` tell the compiler;
 * it then keeps them in registers. A Uint8ClampedArray cuts what overshoots.
 */

/** One output row of three channels. */
function resampleRow3(
  source: ByteImage['data'],
  target: Uint8ClampedArray,
  taps: FixedTaps,
  at: number,
  out: number
) {
  const { start, length, weight, stride } = taps
  for (let x = 0; x < start.length; x += 1) {
    let sample = (at + Math.imul(start[x]!, 3)) | 0
    let tap = Math.imul(x, stride)
    const end = (tap + length[x]!) | 0
    let red = HALF
    let green = HALF
    let blue = HALF
    for (; tap < end; tap += 1) {
      const factor = weight[tap]!
      red = (red + Math.imul(source[sample]!, factor)) | 0
      green = (green + Math.imul(source[sample + 1]!, factor)) | 0
      blue = (blue + Math.imul(source[sample + 2]!, factor)) | 0
      sample = (sample + 3) | 0
    }
    const pixel = (out + Math.imul(x, 3)) | 0
    target[pixel] = red >> PRECISION_BITS
    target[pixel + 1] = green >> PRECISION_BITS
    target[pixel + 2] = blue >> PRECISION_BITS
  }
}

/** One output row of one of several interleaved channels; `at` and `out` point at the channel. */
function resampleRow(
  source: ByteImage['data'],
  target: Uint8ClampedArray,
  taps: FixedTaps,
  channels: number,
  at: number,
  out: number
) {
  const { start, length, weight, stride } = taps
  for (let x = 0; x < start.length; x += 1) {
    let sample = (at + Math.imul(start[x]!, channels)) | 0
    let tap = Math.imul(x, stride)
    const end = (tap + length[x]!) | 0
    let sum = HALF
    for (; tap < end; tap += 1) {
      sum = (sum + Math.imul(source[sample]!, weight[tap]!)) | 0
      sample = (sample + channels) | 0
    }
    target[out + x * channels] = sum >> PRECISION_BITS
  }
}

function resampleRows(image: ByteImage, width: number, check: Checkpoint): ByteImage {
  const { data: source, width: sourceWidth, height, channels } = image
  const taps = createTaps(sourceWidth, width)
  const data = new Uint8ClampedArray(width * height * channels)
  for (let y = 0; y < height; y += 1) {
    check()
    const at = y * sourceWidth * channels
    const out = y * width * channels
    if (channels === 3) resampleRow3(source, data, taps, at, out)
    else {
      for (let channel = 0; channel < channels; channel += 1) {
        resampleRow(source, data, taps, channels, at + channel, out + channel)
      }
    }
  }
  return { data, width, height, channels }
}

/** Adds four weighted rows at once: the sums are then read and written a quarter as often. */
function addFourRows(
  sums: Int32Array,
  source: ByteImage['data'],
  at: number,
  weight: Int32Array,
  tap: number
) {
  const size = sums.length
  const first = weight[tap]!
  const second = weight[tap + 1]!
  const third = weight[tap + 2]!
  const fourth = weight[tap + 3]!
  for (let x = 0; x < size; x += 1) {
    const sample = at + x
    sums[x] =
      (sums[x]! +
        Math.imul(first, source[sample]!) +
        Math.imul(second, source[sample + size]!) +
        Math.imul(third, source[sample + 2 * size]!) +
        Math.imul(fourth, source[sample + 3 * size]!)) |
      0
  }
}

function addRow(sums: Int32Array, source: ByteImage['data'], at: number, factor: number) {
  for (let x = 0; x < sums.length; x += 1) {
    sums[x] = (sums[x]! + Math.imul(factor, source[at + x]!)) | 0
  }
}

function resampleColumns(image: ByteImage, height: number, check: Checkpoint): ByteImage {
  const { data: source, width, height: sourceHeight, channels } = image
  const { start, length, weight, stride } = createTaps(sourceHeight, height)
  const rowLength = width * channels
  const data = new Uint8ClampedArray(rowLength * height)
  const sums = new Int32Array(rowLength)
  for (let y = 0; y < height; y += 1) {
    check()
    sums.fill(HALF)
    const taps = length[y]!
    let tap = 0
    for (; tap + 4 <= taps; tap += 4) {
      addFourRows(sums, source, (start[y]! + tap) * rowLength, weight, y * stride + tap)
    }
    for (; tap < taps; tap += 1) {
      addRow(sums, source, (start[y]! + tap) * rowLength, weight[y * stride + tap]!)
    }
    const out = y * rowLength
    for (let x = 0; x < rowLength; x += 1) data[out + x] = sums[x]! >> PRECISION_BITS
  }
  return { data, width, height, channels }
}

/** Pillow's LANCZOS on 8-bit samples: rows first, rounded to 8 bits in between, bit for bit. */
export function resampleLanczos(
  image: ByteImage,
  size: { width: number; height: number },
  check: Checkpoint
): ByteImage {
  const wide = size.width === image.width ? image : resampleRows(image, size.width, check)
  return size.height === image.height ? wide : resampleColumns(wide, size.height, check)
}
