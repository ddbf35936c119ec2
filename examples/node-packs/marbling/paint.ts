interface Stroke {
  readonly width: number
  readonly height: number
  readonly seed: number
  /** The first one is 1. */
  readonly stroke: number
  /** 0..1 */
  readonly sharpness: number
}

/** A number in 0..1 that belongs to a seed and a place in its row. */
function pick(seed: number, index: number): number {
  const value = Math.sin(seed * 12.9898 + index * 78.233) * 43_758.545_3
  return value - Math.floor(value)
}

const COLOURS = [
  [0.93, 0.9, 0.82],
  [0.13, 0.27, 0.42],
  [0.72, 0.25, 0.2],
  [0.85, 0.65, 0.3]
] as const

/** Draws the paint as it lies after the given number of strokes of the comb. */
export function foldPaint(data: Float32Array, { width, height, seed, stroke, sharpness }: Stroke) {
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let [u, v] = [(x / width) * 4, (y / height) * 4]
      for (let fold = 0; fold < stroke; fold += 1) {
        const angle = pick(seed, fold) * Math.PI
        const across = u * Math.cos(angle) + v * Math.sin(angle)
        const reach = 0.5 * Math.sin(across * (1 + 3 * pick(seed, fold + 100)))
        u += reach * -Math.sin(angle)
        v += reach * Math.cos(angle)
      }
      const wave = (Math.sin(u * 6) * Math.cos(v * 6) + 1) / 2
      const place = wave * (COLOURS.length - 1)
      const [low, rest] = [Math.floor(place), place % 1]
      const blend = Math.min(1, Math.max(0, (rest - 0.5) * (1 + sharpness * 20) + 0.5))
      const [from, to] = [COLOURS[low]!, COLOURS[Math.min(COLOURS.length - 1, low + 1)]!]
      for (let channel = 0; channel < 3; channel += 1) {
        const at = (y * width + x) * 3 + channel
        data[at] = from[channel]! * (1 - blend) + to[channel]! * blend
      }
    }
  }
}
