import type { MaskDrawing } from '@/domain/mask/maskDrawing'
import type { Rect } from '@/domain/mask/rect'
import { takeRect } from '@/domain/mask/rect'

/** Draws part of the mask in a colour, as strong as it is. */
export function paintMask(
  canvas: HTMLCanvasElement,
  { mask, width }: MaskDrawing,
  rect: Rect,
  [red, green, blue]: readonly [number, number, number]
): void {
  const pixels = makePixels(rect)
  const { data } = pixels
  let at = 0
  for (let y = rect.top; y < rect.bottom; y += 1)
    for (let x = rect.left; x < rect.right; x += 1, at += 4) {
      data[at] = red
      data[at + 1] = green
      data[at + 2] = blue
      data[at + 3] = mask[y * width + x]!
    }
  canvas.getContext('2d')?.putImageData(pixels, rect.left, rect.top)
}

/** Draws part of a layer of colours. */
export function paintColours(
  canvas: HTMLCanvasElement,
  colours: Uint8ClampedArray,
  width: number,
  rect: Rect
): void {
  const pixels = makePixels(rect)
  pixels.data.set(takeRect(colours, width, 4, rect))
  canvas.getContext('2d')?.putImageData(pixels, rect.left, rect.top)
}

function makePixels({ left, top, right, bottom }: Rect): ImageData {
  return new ImageData(right - left, bottom - top)
}
