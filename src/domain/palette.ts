import { isRecord } from '@/protocol/guards'

type Values<T> = Readonly<Record<string, T>>

/** A palette as ComfyUI writes it to a file. What it leaves out is as in `dark`, or in `light` for light ones. */
export interface Palette {
  readonly id: string
  readonly name: string
  readonly light_theme?: boolean
  readonly colors: {
    /** Colours of links and slots by type. */
    readonly node_slot?: Values<string>
    /** Constants of LiteGraph. */
    readonly litegraph_base?: Values<string | number>
    /** Custom properties of the page, without the two dashes. */
    readonly comfy_base?: Values<string>
  }
}

/** What is wrong with a palette: where, and how. */
export interface PaletteProblem {
  readonly kind: 'noObject' | 'noId' | 'noName' | 'noColors' | 'noSection' | 'noColour'
  /** `colors.comfy_base.bg-color`; empty for the palette itself. */
  readonly at: string
}

/** Whether the browser knows it as a colour, or as a shadow. */
export interface StyleChecks {
  isColour(text: string): boolean
  isShadow(text: string): boolean
}

const SECTIONS = ['node_slot', 'litegraph_base', 'comfy_base'] as const
/** Values that are no colours; pictures are taken only where they are part of the palette itself. */
const NUMBERS = new Set([
  'NODE_TEXT_SIZE',
  'NODE_SUBTEXT_SIZE',
  'NODE_DEFAULT_SHAPE',
  'DEFAULT_GROUP_FONT'
])
const PICTURES = new Set(['BACKGROUND_IMAGE', 'bg-img'])
const OWN_PICTURE = /^data:image\/[\w.+-]+[;,]/

/** What is wrong with a palette that somebody brings; empty when nothing is. */
export function findPaletteProblems(value: unknown, checks: StyleChecks): PaletteProblem[] {
  if (!isRecord(value)) return [{ kind: 'noObject', at: '' }]
  const problems: PaletteProblem[] = []
  if (!isName(value.id)) problems.push({ kind: 'noId', at: 'id' })
  if (!isName(value.name)) problems.push({ kind: 'noName', at: 'name' })
  const { colors } = value
  if (!isRecord(colors)) return [...problems, { kind: 'noColors', at: 'colors' }]
  for (const section of SECTIONS) {
    const values = colors[section] ?? {}
    const at = `colors.${section}`
    if (!isRecord(values)) problems.push({ kind: 'noSection', at })
    else
      for (const [key, text] of Object.entries(values))
        if (!isFit(key, text, checks)) problems.push({ kind: 'noColour', at: `${at}.${key}` })
  }
  return problems
}

/** A palette that is stored somewhere, with what of it is fit; null when that is no palette at all. */
export function readPalette(value: unknown, checks: StyleChecks): Palette | null {
  if (!isRecord(value) || !isName(value.id) || !isRecord(value.colors)) return null
  const { colors } = value
  const sections = SECTIONS.flatMap((section) => {
    const values = colors[section]
    if (!isRecord(values)) return []
    return [
      [
        section,
        Object.fromEntries(Object.entries(values).filter(([key, text]) => isFit(key, text, checks)))
      ] as const
    ]
  })
  return {
    id: value.id,
    name: isName(value.name) ? value.name : value.id,
    ...(typeof value.light_theme === 'boolean' && { light_theme: value.light_theme }),
    colors: Object.fromEntries(sections)
  }
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

function isFit(key: string, value: unknown, { isColour, isShadow }: StyleChecks): boolean {
  if (NUMBERS.has(key)) return typeof value === 'number' || typeof value === 'string'
  if (typeof value !== 'string') return false
  if (value === '' || PICTURES.has(key)) return value === '' || OWN_PICTURE.test(value)
  return key.endsWith('shadow') ? isShadow(value) : isColour(value)
}
