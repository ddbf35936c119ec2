/** Pixels from `left`, `top` up to, and without, `right`, `bottom`. */
export interface Rect {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export const NO_RECT: Rect = { left: 0, top: 0, right: 0, bottom: 0 }

export function isEmptyRect({ left, top, right, bottom }: Rect): boolean {
  return right <= left || bottom <= top
}

/** The smallest that holds both. */
export function uniteRects(a: Rect, b: Rect): Rect {
  if (isEmptyRect(a)) return b
  if (isEmptyRect(b)) return a
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom)
  }
}

/** What of it lies in a picture, in whole pixels. */
export function clipRect(rect: Rect, width: number, height: number): Rect {
  const clipped = {
    left: Math.max(0, Math.floor(rect.left)),
    top: Math.max(0, Math.floor(rect.top)),
    right: Math.min(width, Math.ceil(rect.right)),
    bottom: Math.min(height, Math.ceil(rect.bottom))
  }
  return isEmptyRect(clipped) ? NO_RECT : clipped
}

/** Copies the pixels of a rectangle out of a picture. @param depth bytes of a pixel */
export function takeRect(
  data: Uint8ClampedArray,
  width: number,
  depth: number,
  { left, top, right, bottom }: Rect
): Uint8ClampedArray {
  const row = (right - left) * depth
  const taken = new Uint8ClampedArray(row * (bottom - top))
  for (let y = top; y < bottom; y += 1) {
    const start = (y * width + left) * depth
    taken.set(data.subarray(start, start + row), (y - top) * row)
  }
  return taken
}

/** Puts pixels back where they were taken. */
export function putRect(
  data: Uint8ClampedArray,
  width: number,
  depth: number,
  { left, top, right, bottom }: Rect,
  taken: Uint8ClampedArray
): void {
  const row = (right - left) * depth
  for (let y = top; y < bottom; y += 1) {
    const from = (y - top) * row
    data.set(taken.subarray(from, from + row), (y * width + left) * depth)
  }
}
