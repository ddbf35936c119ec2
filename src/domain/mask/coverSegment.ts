import type { Rect } from './rect'
import { clipRect } from './rect'

/** A touch of the brush; px of the picture. */
export interface Dab {
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** How much of each pixel a stroke covers so far, 0..255. */
export interface Coverage {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/**
 * Draws the brush from one touch to the next: what it covers is the most of all touches between, so that a stroke never
 * builds up where it crosses itself.
 * @param hardness 0 fades from the middle on, 1 has an edge one pixel wide
 * @returns where coverage may have changed
 */
export function coverSegment(coverage: Coverage, from: Dab, to: Dab, hardness: number): Rect {
  const { width, height, data } = coverage
  const reach = Math.max(from.radius, to.radius) + 1
  const rect = clipRect(
    {
      left: Math.min(from.x, to.x) - reach,
      top: Math.min(from.y, to.y) - reach,
      right: Math.max(from.x, to.x) + reach,
      bottom: Math.max(from.y, to.y) + reach
    },
    width,
    height
  )
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  for (let y = rect.top; y < rect.bottom; y += 1) {
    const py = y + 0.5 - from.y
    for (let x = rect.left; x < rect.right; x += 1) {
      const px = x + 0.5 - from.x
      const along = length > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / length)) : 0
      const distance = Math.hypot(px - along * dx, py - along * dy)
      const radius = from.radius + (to.radius - from.radius) * along
      const value = getCoverage(distance, radius, hardness)
      const at = y * width + x
      if (value > data[at]!) data[at] = value
    }
  }
  return rect
}

/** 0..255 at a distance from the brush's middle. */
function getCoverage(distance: number, radius: number, hardness: number): number {
  const outer = radius + 0.5
  if (distance >= outer) return 0
  const soft = Math.max(1, radius * (1 - hardness))
  const share = Math.min(1, (outer - distance) / soft)
  const isEdge = soft <= 1
  return Math.round(255 * (isEdge ? share : share * share * (3 - 2 * share)))
}
