/**
 * 0..1 to 0..255 as ComfyUI does it: multiplied in float32, clamped, and *cut*, not rounded.
 */
export function toBytes(source: Float32Array): Uint8Array {
  const bytes = new Uint8Array(source.length)
  for (let index = 0; index < source.length; index += 1) {
    const value = Math.fround(255 * source[index]!)
    bytes[index] = value <= 0 ? 0 : value >= 255 ? 255 : value
  }
  return bytes
}

/** The float32 of each of the 256 levels. */
const LEVELS = Float32Array.from({ length: 256 }, (_, level) => level / 255)

/** 0..255 to 0..1. */
export function fromBytes(source: Uint8Array | Uint8ClampedArray, target: Float32Array): void {
  for (let index = 0; index < source.length; index += 1) target[index] = LEVELS[source[index]!]!
}
