import type { LGraphNode } from '@comfyorg/litegraph'

/** How much lighter a node's own colours are on a light canvas, on a scale from black, 0, to white, 1. */
const LIGHTENING = 0.5

const known = new Map<string, string>()

/**
 * Colours of nodes are chosen on a dark canvas, where light text reads well on them. On a light one, whose text is
 * dark, they are drawn lighter; the document keeps what was chosen.
 */
export function withLightColours(node: LGraphNode, draw: () => void): void {
  const coloured = node as { color?: string | undefined; bgcolor?: string | undefined }
  const { color, bgcolor } = coloured
  if (color === undefined && bgcolor === undefined) return draw()
  coloured.color = lighten(color)
  coloured.bgcolor = lighten(bgcolor)
  try {
    draw()
  } finally {
    coloured.color = color
    coloured.bgcolor = bgcolor
  }
}

/** @returns other forms than `#rgb` and `#rrggbb` as they are */
export function lighten(colour: string | undefined): string | undefined {
  if (colour === undefined) return undefined
  const before = known.get(colour)
  if (before !== undefined) return before
  const light = compute(colour)
  known.set(colour, light)
  return light
}

function compute(colour: string): string {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour)
  const hex = short
    ? `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join('')}`
    : colour
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)
  if (!parts) return colour
  const [red = 0, green = 0, blue = 0] = parts
    .slice(1)
    .map((part) => Number.parseInt(part, 16) / 255)
  const highest = Math.max(red, green, blue)
  const lowest = Math.min(red, green, blue)
  const lightness = (highest + lowest) / 2
  const wanted = Math.min(1, lightness + LIGHTENING)
  // Hue and saturation stay: each part keeps its share of the distance from the middle.
  const range = 1 - Math.abs(2 * lightness - 1)
  const scale = range === 0 ? 0 : (1 - Math.abs(2 * wanted - 1)) / range
  const toHex = (part: number) =>
    Math.round(Math.min(1, Math.max(0, wanted + (part - lightness) * scale)) * 255)
      .toString(16)
      .padStart(2, '0')
  return `#${toHex(red)}${toHex(green)}${toHex(blue)}`
}
