/**
 * What each output position takes from the inputs along one axis: `count` (index, weight) pairs per position,
 * padded with weight 0.
 */
export interface Taps {
  readonly count: number
  /** Input positions, `count` per output position, always within the input. */
  readonly index: Int32Array
  readonly weight: Float32Array
}

function createTaps(outputs: number, count: number): { index: Int32Array; weight: Float32Array } {
  return { index: new Int32Array(outputs * count), weight: new Float32Array(outputs * count) }
}

const clamp = (value: number, last: number) => (value < 0 ? 0 : value > last ? last : value)

/** PyTorch's `bilinear`, `align_corners=False`, no antialiasing: two neighbours however small the output is. */
export function createLinearTaps(inputs: number, outputs: number): Taps {
  const { index, weight } = createTaps(outputs, 2)
  const scale = Math.fround(inputs / outputs)
  for (let position = 0; position < outputs; position += 1) {
    const source = Math.max(0, Math.fround(scale * (position + 0.5) - 0.5))
    const low = clamp(Math.floor(source), inputs - 1)
    index[2 * position] = low
    index[2 * position + 1] = clamp(low + 1, inputs - 1)
    weight[2 * position + 1] = source - low
    weight[2 * position] = 1 - weight[2 * position + 1]!
  }
  return { count: 2, index, weight }
}

const CUBIC_A = -0.75

/** Keys' cubic at a distance below 1 (`near`) or from 1 to 2. */
function cubicWeight(distance: number): number {
  const x = Math.abs(distance)
  if (x <= 1) return ((CUBIC_A + 2) * x - (CUBIC_A + 3)) * x * x + 1
  return ((CUBIC_A * x - 5 * CUBIC_A) * x + 8 * CUBIC_A) * x - 4 * CUBIC_A
}

/** PyTorch's `bicubic` (a = -0.75), `align_corners=False`: four neighbours, the edge repeated. */
export function createCubicTaps(inputs: number, outputs: number): Taps {
  const { index, weight } = createTaps(outputs, 4)
  const scale = Math.fround(inputs / outputs)
  for (let position = 0; position < outputs; position += 1) {
    const source = Math.fround(scale * (position + 0.5) - 0.5)
    const low = Math.floor(source)
    for (let tap = 0; tap < 4; tap += 1) {
      index[4 * position + tap] = clamp(low + tap - 1, inputs - 1)
      weight[4 * position + tap] = cubicWeight(source - (low + tap - 1))
    }
  }
  return { count: 4, index, weight }
}

/** PyTorch's `area`: the mean of the whole input cells that an output cell touches. */
export function createAreaTaps(inputs: number, outputs: number): Taps {
  const count = Math.ceil(inputs / outputs) + 1
  const { index, weight } = createTaps(outputs, count)
  for (let position = 0; position < outputs; position += 1) {
    const start = Math.floor((position * inputs) / outputs)
    const end = Math.ceil(((position + 1) * inputs) / outputs)
    for (let tap = 0; tap < count; tap += 1) {
      index[count * position + tap] = clamp(start + tap, inputs - 1)
      weight[count * position + tap] = start + tap < end ? 1 / (end - start) : 0
    }
  }
  return { count, index, weight }
}

/** PyTorch's `nearest-exact`: the input position under the centre of the output position. */
export function createNearestIndex(inputs: number, outputs: number): Int32Array {
  const scale = Math.fround(inputs / outputs)
  return Int32Array.from({ length: outputs }, (_, position) =>
    clamp(Math.floor(Math.fround((position + 0.5) * scale)), inputs - 1)
  )
}
