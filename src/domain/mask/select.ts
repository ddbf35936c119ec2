import type { Rect } from './rect'
import { clipRect, NO_RECT } from './rect'

/** Pixels that were chosen: 1 for each. */
export interface Selection {
  readonly data: Uint8Array
  /** Where they lie. */
  readonly rect: Rect
}

/** The pixels that hang together with one, as far as they match; by whole runs of rows. */
export function selectConnected(
  width: number,
  height: number,
  start: { readonly x: number; readonly y: number },
  matches: (pixel: number) => boolean
): Selection {
  const data = new Uint8Array(width * height)
  const [x0, y0] = [Math.floor(start.x), Math.floor(start.y)]
  if (x0 < 0 || y0 < 0 || x0 >= width || y0 >= height) return { data, rect: NO_RECT }
  let [left, top, right, bottom] = [x0, y0, x0 + 1, y0 + 1]
  const waiting = [y0 * width + x0]
  const isOpen = (pixel: number): boolean => data[pixel] === 0 && matches(pixel)
  for (let seed = waiting.pop(); seed !== undefined; seed = waiting.pop()) {
    if (!isOpen(seed)) continue
    const y = Math.floor(seed / width)
    const row = y * width
    let [from, to] = [seed, seed + 1]
    while (from > row && isOpen(from - 1)) from -= 1
    while (to < row + width && isOpen(to)) to += 1
    data.fill(1, from, to)
    left = Math.min(left, from - row)
    right = Math.max(right, to - row)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y + 1)
    if (y > 0) pushRuns(waiting, from - width, to - width, isOpen)
    if (y < height - 1) pushRuns(waiting, from + width, to + width, isOpen)
  }
  return { data, rect: { left, top, right, bottom } }
}

/** One pixel of each run that goes on in the next row. */
function pushRuns(
  waiting: number[],
  from: number,
  to: number,
  isOpen: (pixel: number) => boolean
): void {
  let wasOpen = false
  for (let pixel = from; pixel < to; pixel += 1) {
    const open = isOpen(pixel)
    if (open && !wasOpen) waiting.push(pixel)
    wasOpen = open
  }
}

/** All pixels that match, wherever they lie. */
export function selectAll(
  width: number,
  height: number,
  matches: (pixel: number) => boolean
): Selection {
  const data = new Uint8Array(width * height)
  for (let pixel = 0; pixel < data.length; pixel += 1) if (matches(pixel)) data[pixel] = 1
  return { data, rect: { left: 0, top: 0, right: width, bottom: height } }
}

/** Whether a pixel of a picture looks like another: no channel differs by more than the tolerance, 0..255. */
export function matchColour(
  picture: Uint8ClampedArray,
  pixel: number,
  tolerance: number
): (other: number) => boolean {
  const [red, green, blue] = picture.subarray(pixel * 4, pixel * 4 + 3)
  return (other) =>
    Math.abs(picture[other * 4]! - red!) <= tolerance &&
    Math.abs(picture[other * 4 + 1]! - green!) <= tolerance &&
    Math.abs(picture[other * 4 + 2]! - blue!) <= tolerance
}

/** Takes in neighbours that match, a pixel further with each round. */
export function growSelection(
  { data, rect }: Selection,
  width: number,
  rounds: number,
  matches: (pixel: number) => boolean
): Selection {
  const height = data.length / width
  let grown = rect
  for (let round = 0; round < rounds; round += 1) {
    const edge: number[] = []
    for (let y = grown.top; y < grown.bottom; y += 1)
      for (let pixel = y * width + grown.left; pixel < y * width + grown.right; pixel += 1)
        if (data[pixel] === 1) edge.push(...listOpen(data, width, pixel, matches))
    for (const pixel of edge) data[pixel] = 1
    grown = clipRect(
      {
        left: grown.left - 1,
        top: grown.top - 1,
        right: grown.right + 1,
        bottom: grown.bottom + 1
      },
      width,
      height
    )
  }
  return { data, rect: grown }
}

/** Neighbours of a pixel that are not chosen and match. */
function listOpen(
  data: Uint8Array,
  width: number,
  pixel: number,
  matches: (pixel: number) => boolean
): number[] {
  const x = pixel % width
  const neighbours = [pixel - width, pixel + width]
  if (x > 0) neighbours.push(pixel - 1)
  if (x < width - 1) neighbours.push(pixel + 1)
  return neighbours.filter((other) => data[other] === 0 && matches(other))
}
