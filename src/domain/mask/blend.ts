import type { Coverage } from './coverSegment'
import type { Rect } from './rect'

/** What a stroke does where it covers. */
export interface StrokeEffect {
  readonly isErasing: boolean
  /** 0..1 */
  readonly opacity: number
}

/** A mask after a stroke: 0 is free, 255 masked. @param before the mask as it was when the stroke began */
export function blendMask(
  mask: Uint8ClampedArray,
  before: Uint8ClampedArray,
  { data, width }: Coverage,
  rect: Rect,
  { isErasing, opacity }: StrokeEffect
): void {
  for (let y = rect.top; y < rect.bottom; y += 1) {
    for (let at = y * width + rect.left; at < y * width + rect.right; at += 1) {
      const share = (data[at]! / 255) * opacity
      const old = before[at]!
      mask[at] = Math.round(isErasing ? old * (1 - share) : old + (255 - old) * share)
    }
  }
}

/** Paint after a stroke: RGBA, colours not multiplied by alpha. @param colour three bytes */
export function blendPaint(
  paint: Uint8ClampedArray,
  before: Uint8ClampedArray,
  { data, width }: Coverage,
  rect: Rect,
  { isErasing, opacity, colour }: StrokeEffect & { readonly colour: readonly number[] }
): void {
  for (let y = rect.top; y < rect.bottom; y += 1) {
    for (let pixel = y * width + rect.left; pixel < y * width + rect.right; pixel += 1) {
      const share = (data[pixel]! / 255) * opacity
      const at = pixel * 4
      const old = before[at + 3]! / 255
      const alpha = isErasing ? old * (1 - share) : share + old * (1 - share)
      for (let channel = 0; channel < 3; channel += 1) {
        const kept = before[at + channel]!
        const isMixed = !isErasing && alpha > 0
        paint[at + channel] = isMixed
          ? (colour[channel]! * share + kept * old * (1 - share)) / alpha
          : kept
      }
      paint[at + 3] = Math.round(alpha * 255)
    }
  }
}

/** The picture under its paint, opaque. @returns a new picture */
export function flattenPaint(
  picture: Uint8ClampedArray,
  paint: Uint8ClampedArray | null
): Uint8ClampedArray {
  const flat = picture.slice()
  for (let at = 0; at < flat.length; at += 4) {
    flat[at + 3] = 255
    const alpha = paint ? paint[at + 3]! / 255 : 0
    if (!paint || alpha === 0) continue
    for (let channel = at; channel < at + 3; channel += 1)
      flat[channel] = paint[channel]! * alpha + flat[channel]! * (1 - alpha)
  }
  return flat
}
