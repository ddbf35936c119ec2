import type { Rgba } from './colour'
import { getLuminance, makeReadable, mix, parseColour, toHex } from './colour'
import type { Palette } from './palette'

export type ColorScheme = 'dark' | 'light'

/** A palette as the page takes it. */
export interface PaletteTokens {
  readonly scheme: ColorScheme
  /** Custom properties by name, dashes included; what isn't among them is as the style sheet says for the scheme. */
  readonly properties: Readonly<Record<string, string>>
}

/** Contrast of text in the interface, and of text on nodes, whose colours are the palette's own. */
const READABLE = 4.5
const READABLE_ON_NODES = 3

/** Constants of LiteGraph that elements over the canvas share. */
const SHARED: Readonly<Record<string, string>> = {
  NODE_DEFAULT_COLOR: '--node-title-bg',
  NODE_DEFAULT_BGCOLOR: '--node-bg',
  NODE_DEFAULT_BOXCOLOR: '--node-box',
  WIDGET_BGCOLOR: '--widget-bg',
  WIDGET_OUTLINE_COLOR: '--widget-outline'
}

/** Text, with what it stands on. */
const ON_SURFACES: readonly (readonly [text: string, ...grounds: string[]])[] = [
  ['--fg-color', '--comfy-menu-bg', '--comfy-menu-secondary-bg', '--comfy-menu-hover-bg'],
  ['--input-text', '--comfy-input-bg', '--comfy-menu-bg', '--content-bg'],
  [
    '--descrip-text',
    '--comfy-menu-bg',
    '--comfy-menu-secondary-bg',
    '--comfy-menu-hover-bg',
    '--comfy-input-bg',
    '--content-bg'
  ],
  ['--drag-text', '--comfy-menu-bg'],
  ['--error-text', '--comfy-menu-bg', '--content-bg'],
  ['--accent-color', '--comfy-menu-bg', '--comfy-menu-hover-bg'],
  ['--success-color', '--comfy-menu-bg'],
  ['--warning-color', '--comfy-menu-bg', '--comfy-menu-hover-bg'],
  ['--content-fg', '--content-bg'],
  ['--content-hover-fg', '--content-hover-bg'],
  ['--primary-fg', '--primary-bg', '--primary-hover-bg']
]

/** Custom properties that a palette's own are held against. */
export const READ_TOKENS: readonly string[] = [...new Set(ON_SURFACES.flat())]

/** The same of LiteGraph's constants. */
const ON_NODES: readonly (readonly [text: string, ground: string])[] = [
  ['NODE_TITLE_COLOR', 'NODE_DEFAULT_COLOR'],
  ['NODE_SELECTED_TITLE_COLOR', 'NODE_DEFAULT_COLOR'],
  ['NODE_TEXT_COLOR', 'NODE_DEFAULT_BGCOLOR'],
  ['WIDGET_TEXT_COLOR', 'WIDGET_BGCOLOR'],
  ['WIDGET_SECONDARY_TEXT_COLOR', 'WIDGET_BGCOLOR']
]

type Read = (text: string | number | undefined) => Rgba | null

/**
 * @param base the style sheet's own values for a scheme, for what the palette leaves out
 * @param resolve any colour that the browser knows as one that can be counted with, such as `white`
 */
export function makePaletteTokens(
  palette: Palette,
  base: (scheme: ColorScheme) => Readonly<Record<string, string>>,
  resolve: (colour: string) => string = (colour) => colour
): PaletteTokens {
  const read: Read = (text) => (typeof text === 'string' ? parseColour(resolve(text)) : null)
  const scheme = getScheme(palette, read)
  const own = { ...listShared(palette), ...listOwn(palette) }
  const all: Record<string, string> = { ...base(scheme), ...derive(own, read), ...own }
  for (const [text, ...grounds] of ON_SURFACES)
    all[text] = makeReadableText(
      all[text],
      grounds.map((ground) => all[ground]),
      READABLE,
      read
    )
  return { scheme, properties: all }
}

/** The palette's constants of LiteGraph, readable on nodes. */
export function makeNodeColours(
  { colors }: Palette,
  base: Readonly<Record<string, string | number>>,
  resolve: (colour: string) => string = (colour) => colour
): Record<string, string | number> {
  const read: Read = (text) => (typeof text === 'string' ? parseColour(resolve(text)) : null)
  const own = Object.fromEntries(
    Object.entries(colors.litegraph_base ?? {}).filter(([, value]) => value !== '')
  )
  const all: Record<string, string | number> = { ...base, ...own }
  for (const [text, ground] of ON_NODES)
    if (typeof all[text] === 'string')
      all[text] = makeReadableText(all[text], [all[ground]], READABLE_ON_NODES, read)
  return all
}

function getScheme({ light_theme: isLight, colors }: Palette, read: Read): ColorScheme {
  if (isLight !== undefined) return isLight ? 'light' : 'dark'
  const { comfy_base: page = {}, litegraph_base: canvas = {} } = colors
  const ground =
    read(page['comfy-menu-bg']) ?? read(page['bg-color']) ?? read(canvas.CLEAR_BACKGROUND_COLOR)
  return ground && getLuminance(ground) > 0.35 ? 'light' : 'dark'
}

function listOwn({ colors }: Palette): Record<string, string> {
  const entries = Object.entries(colors.comfy_base ?? {}).filter(([, value]) => value !== '')
  return Object.fromEntries(entries.map(([key, value]) => [`--${key}`, value]))
}

function listShared({ colors }: Palette): Record<string, string> {
  const entries = Object.entries(SHARED).flatMap(([key, name]) => {
    const value = colors.litegraph_base?.[key]
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : []
  })
  return Object.fromEntries(entries)
}

/** What palettes for ComfyUI have no names for. */
function derive(own: Readonly<Record<string, string>>, read: Read): Record<string, string> {
  const menu = read(own['--comfy-menu-bg'])
  const front = read(own['--fg-color'])
  const ground = read(own['--bg-color'])
  if (!menu || !front) return {}
  return {
    '--comfy-menu-hover-bg': toHex(mix(menu, front, 0.1)),
    '--content-bg': toHex(mix(menu, front, 0.07)),
    '--content-hover-bg': toHex(mix(menu, front, 0.13)),
    '--content-fg': toHex(front),
    '--content-hover-fg': toHex(front),
    '--border-color': toHex(mix(menu, front, 0.16)),
    ...(ground && { '--comfy-menu-secondary-bg': toHex(mix(menu, ground, 0.5)) })
  }
}

function makeReadableText(
  text: string | undefined,
  grounds: readonly (string | number | undefined)[],
  least: number,
  read: Read
): string {
  const colour = read(text)
  const known = grounds.map(read).filter((ground) => ground !== null)
  if (!text || !colour) return text ?? ''
  const readable = makeReadable(colour, known, least)
  return readable === colour ? text : toHex(readable)
}
