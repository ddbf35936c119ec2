import { LGraphCanvas, LiteGraph } from '@comfyorg/litegraph'
import { watch } from 'vue'
import type { Palette } from '@/domain/palette'
import { makeNodeColours } from '@/domain/paletteTokens'
import type { Cancel } from '@/domain/time'
import type { usePaletteStore } from '@/stores/paletteStore'
import { applyRunningColour } from '../execution/runningStyle'
import { SLOT_COLOURS } from './slotColours'
import type { WorkflowCanvas } from './workflowCanvas'

type Constants = Record<string, unknown>

/** Which of the page's colours each constant of LiteGraph takes, unless a palette says otherwise. */
const FROM_PAGE: Readonly<Record<string, string>> = {
  NODE_TITLE_COLOR: '--descrip-text',
  NODE_SELECTED_TITLE_COLOR: '--fg-color',
  NODE_TEXT_COLOR: '--descrip-text',
  NODE_TEXT_HIGHLIGHT_COLOR: '--fg-color',
  NODE_DEFAULT_COLOR: '--node-title-bg',
  NODE_DEFAULT_BGCOLOR: '--node-bg',
  NODE_DEFAULT_BOXCOLOR: '--node-box',
  NODE_BOX_OUTLINE_COLOR: '--accent-color',
  NODE_ERROR_COLOUR: '--error-text',
  WIDGET_BGCOLOR: '--widget-bg',
  WIDGET_OUTLINE_COLOR: '--widget-outline',
  WIDGET_TEXT_COLOR: '--input-text',
  WIDGET_SECONDARY_TEXT_COLOR: '--descrip-text',
  WIDGET_DISABLED_TEXT_COLOR: '--widget-outline'
}

/** Constants that a palette may set besides, as LiteGraph had them before the first did. */
const originals = new Map<string, unknown>()
/** Types that have a colour by a palette alone; those of node packs stay. */
let ownSlots: readonly string[] = []

/**
 * Applies the page's colours, and a palette's own over them.
 * @param readColour the page's custom properties
 */
export function applyCanvasPalette(
  canvas: WorkflowCanvas,
  readColour: (name: string) => string,
  palette: Palette | null = null
): void {
  const page = Object.entries(FROM_PAGE).map(([key, name]) => [key, readColour(name)] as const)
  const base = Object.fromEntries(page.filter(([, colour]) => colour !== ''))
  const chosen = palette ? makeNodeColours(palette, base) : base
  applyConstants(chosen)
  applySlots(canvas, palette?.colors.node_slot ?? {})
  const { CLEAR_BACKGROUND_COLOR: ground, BACKGROUND_IMAGE: image, LINK_COLOR: link } = chosen
  canvas.clear_background_color = String(ground || readColour('--bg-color') || '#141518')
  canvas.gridColour = readColour('--border-color')
  canvas.background_image = String(image ?? '')
  canvas.default_link_color = String(link ?? LiteGraph.LINK_COLOR)
  // LiteGraph keeps the first pattern it made.
  delete canvas._pattern
  canvas.node_title_color = LiteGraph.NODE_TITLE_COLOR
  applyRunningColour(readColour('--accent-color') || '#5b95ff')
  canvas.setDirty(true, true)
}

function applyConstants(chosen: Readonly<Record<string, string | number>>): void {
  const constants = LiteGraph as unknown as Constants
  for (const [key, value] of originals) if (!(key in chosen)) constants[key] = value
  for (const [key, value] of Object.entries(chosen)) {
    if (!(key in LiteGraph)) continue
    if (!(key in FROM_PAGE) && !originals.has(key)) originals.set(key, constants[key])
    constants[key] = value
  }
}

function applySlots(canvas: WorkflowCanvas, slots: Readonly<Record<string, string>>): void {
  const tables = [canvas.default_connection_color_byType, LGraphCanvas.link_type_colors] as const
  for (const table of tables) {
    for (const type of ownSlots) delete (table as Record<string, string>)[type]
    Object.assign(table, SLOT_COLOURS, slots)
  }
  ownSlots = Object.keys(slots).filter((type) => !(type in SLOT_COLOURS))
}

/** The colours of the graph as they stand, by the names of ComfyUI's palettes. */
export function readCanvasPalette(
  canvas: WorkflowCanvas | null
): Pick<Palette['colors'], 'node_slot' | 'litegraph_base'> {
  const constants = LiteGraph as unknown as Record<string, string | number>
  if (!canvas) return {}
  return {
    node_slot: Object.fromEntries(
      Object.keys(SLOT_COLOURS).map((type) => [
        type,
        String(canvas.default_connection_color_byType[type as 'CLIP'])
      ])
    ),
    litegraph_base: {
      BACKGROUND_IMAGE: canvas.background_image,
      CLEAR_BACKGROUND_COLOR: String(canvas.clear_background_color),
      ...Object.fromEntries(PALETTE_KEYS.map((key) => [key, constants[key] ?? '']))
    }
  }
}

/** Constants that ComfyUI's palettes hold. */
const PALETTE_KEYS = [
  ...Object.keys(FROM_PAGE),
  'NODE_TEXT_SIZE',
  'NODE_SUBTEXT_SIZE',
  'NODE_DEFAULT_SHAPE',
  'NODE_BYPASS_BGCOLOR',
  'DEFAULT_SHADOW_COLOR',
  'DEFAULT_GROUP_FONT',
  'LINK_COLOR',
  'EVENT_LINK_COLOR',
  'CONNECTING_LINK_COLOR',
  'BADGE_FG_COLOR',
  'BADGE_BG_COLOR'
] as const

type PaletteStore = ReturnType<typeof usePaletteStore>

/** Applies the colours that the page has, now and whenever they change. */
export function followPalette(canvas: WorkflowCanvas, palettes: PaletteStore): Cancel {
  const apply = (): void => {
    const style = getComputedStyle(document.documentElement)
    canvas.isLight = palettes.scheme === 'light'
    applyCanvasPalette(canvas, (name) => style.getPropertyValue(name).trim(), palettes.current)
  }
  apply()
  // The store is written once the page has the colours.
  const stop = watch([() => palettes.current, () => palettes.scheme], apply, { flush: 'sync' })
  return stop
}
