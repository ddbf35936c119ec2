/** Red, green and blue, each 0..255, and alpha, 0..1. */
export type Rgba = readonly [red: number, green: number, blue: number, alpha: number]

/** Reads `#rgb`, `#rrggbb`, both with alpha, `rgb()` and `hsl()`; null for any other writing. */
export function parseColour(text: string): Rgba | null {
  const value = text.trim().toLowerCase()
  const hex = /^#([0-9a-f]{3,8})$/.exec(value)?.[1]
  if (hex) return parseHex(hex)
  const call = /^(rgb|hsl)a?\(([^)]*)\)$/.exec(value)
  if (!call) return null
  const parts = call[2]!.split(/[\s,/]+/).filter(Boolean)
  if (parts.length < 3 || parts.length > 4) return null
  const alpha = parts[3] === undefined ? 1 : readPart(parts[3], 1)
  const colour = call[1] === 'rgb' ? readRgb(parts) : readHsl(parts)
  return [...colour, alpha].every(Number.isFinite) ? [...colour, alpha] : null
}

function parseHex(hex: string): Rgba | null {
  if (hex.length === 5 || hex.length === 7) return null
  const pairs = hex.length < 6 ? [...hex].map((digit) => digit + digit) : hex.match(/../g)!
  const [red = 0, green = 0, blue = 0, alpha = 255] = pairs.map((pair) => Number.parseInt(pair, 16))
  return [red, green, blue, alpha / 255]
}

/** @param whole what 100 % stands for */
function readPart(text: string, whole: number): number {
  return text.endsWith('%') ? (Number.parseFloat(text) / 100) * whole : Number(text)
}

function readRgb(parts: readonly string[]): [number, number, number] {
  const [red = NaN, green = NaN, blue = NaN] = parts.map((part) => readPart(part, 255))
  return [red, green, blue]
}

function readHsl([hue = '', saturation = '', lightness = '']: readonly string[]): [
  number,
  number,
  number
] {
  const turn = (((Number.parseFloat(hue) % 360) + 360) % 360) / 30
  const light = readPart(lightness, 1)
  const spread = readPart(saturation, 1) * Math.min(light, 1 - light)
  const channel = (shift: number): number => {
    const place = (shift + turn) % 12
    return 255 * (light - spread * Math.max(-1, Math.min(place - 3, 9 - place, 1)))
  }
  return [channel(0), channel(8), channel(4)]
}

/** `#rrggbb`, with alpha where there is any. */
export function toHex([red, green, blue, alpha]: Rgba): string {
  const parts = alpha < 1 ? [red, green, blue, alpha * 255] : [red, green, blue]
  return `#${parts.map((part) => clamp(part).toString(16).padStart(2, '0')).join('')}`
}

function clamp(part: number): number {
  return Math.min(255, Math.max(0, Math.round(part)))
}

/** @param share of the second, 0..1 */
export function mix(one: Rgba, other: Rgba, share: number): Rgba {
  const at = (place: 0 | 1 | 2 | 3) => one[place] + (other[place] - one[place]) * share
  return [at(0), at(1), at(2), at(3)]
}

/** How light it is to the eye, 0..1 (WCAG's relative luminance). */
export function getLuminance([red, green, blue]: Rgba): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** 1..21, as WCAG counts; what is to be read wants 4.5. */
export function getContrast(one: Rgba, other: Rgba): number {
  const [high = 0, low = 0] = [getLuminance(one), getLuminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

const WHITE: Rgba = [255, 255, 255, 1]
const BLACK: Rgba = [0, 0, 0, 1]
const STEPS = 20

/**
 * The colour itself where it can be read on all the backgrounds, else the nearest to it that can: lighter or darker.
 * Where no colour can, the one that is read best.
 */
export function makeReadable(colour: Rgba, backgrounds: readonly Rgba[], least: number): Rgba {
  const worst = (tried: Rgba) =>
    Math.min(...backgrounds.map((background) => getContrast(tried, background)))
  if (backgrounds.length === 0 || worst(colour) >= least) return colour
  for (let step = 1; step <= STEPS; step++) {
    const tried = [WHITE, BLACK].map((end) => mix(colour, end, step / STEPS))
    const [best] = tried.sort((a, b) => worst(b) - worst(a))
    if (worst(best!) >= least) return best!
  }
  return worst(WHITE) > worst(BLACK) ? WHITE : BLACK
}
