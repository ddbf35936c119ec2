import { LGraphCanvas, LiteGraph } from '@comfyorg/litegraph'
import type { Cancel } from '@/domain/time'
import { applyRunningColour } from '../execution/runningStyle'
import { makeBackgroundGrid } from './backgroundGrid'
import { SLOT_COLOURS } from './slotColours'
import type { WorkflowCanvas } from './workflowCanvas'

/** Canvas colours by the names of ComfyUI's palettes. */
export interface CanvasPalette {
  /** Colour of links and slots by type. */
  readonly node_slot?: Readonly<Record<string, string>>
  /** Constants of LiteGraph. */
  readonly litegraph_base?: Readonly<Record<string, string>>
}

/** Which of the page's colours each constant takes, unless a palette says otherwise. */
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

/** Applies the page's colours, and a palette's own over them. */
export function applyCanvasPalette(
  canvas: WorkflowCanvas,
  readColour: (name: string) => string,
  palette: CanvasPalette = {}
): void {
  const constants = LiteGraph as unknown as Record<string, unknown>
  for (const [key, name] of Object.entries(FROM_PAGE)) {
    const colour = readColour(name)
    if (colour) constants[key] = colour
  }
  for (const [key, colour] of Object.entries(palette.litegraph_base ?? {}))
    if (typeof colour === 'string' && key in LiteGraph) constants[key] = colour
  const slots = { ...SLOT_COLOURS, ...palette.node_slot }
  Object.assign(canvas.default_connection_color_byType, slots)
  Object.assign(LGraphCanvas.link_type_colors, slots)
  canvas.clear_background_color =
    palette.litegraph_base?.CLEAR_BACKGROUND_COLOR || readColour('--bg-color') || '#141518'
  canvas.background_image =
    palette.litegraph_base?.BACKGROUND_IMAGE ?? makeBackgroundGrid(readColour('--border-color'))
  // LiteGraph keeps the first pattern it made.
  delete canvas._pattern
  canvas.node_title_color = LiteGraph.NODE_TITLE_COLOR
  applyRunningColour(readColour('--accent-color') || '#5b95ff')
  canvas.setDirty(true, true)
}

/** Reads the colours from the style sheet as it stands. */
export function applyPaletteFromPage(canvas: WorkflowCanvas, palette?: CanvasPalette): void {
  const style = getComputedStyle(document.documentElement)
  canvas.isLight = style.colorScheme === 'light'
  applyCanvasPalette(canvas, (name) => style.getPropertyValue(name).trim(), palette)
}

/** Applies the page's colours again when its scheme changes. */
export function followPalette(canvas: WorkflowCanvas): Cancel {
  const observer = new MutationObserver(() => applyPaletteFromPage(canvas))
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-color-scheme', 'class', 'style']
  })
  return () => observer.disconnect()
}
