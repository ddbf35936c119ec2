import type { NamedSpec } from './inputSpec'

export const DYNAMIC_COMBO = 'COMFY_DYNAMICCOMBO_V3'
export const AUTOGROW = 'COMFY_AUTOGROW_V3'
export const MATCH_TYPE = 'COMFY_MATCHTYPE_V3'
export const DYNAMIC_SLOT = 'COMFY_DYNAMICSLOT_V3'

/** Types whose inputs are widgets, as far as the core knows them; node packs add their own. */
const CORE_WIDGETS = new Set([
  'INT',
  'FLOAT',
  'STRING',
  'BOOLEAN',
  'COMBO',
  'COLOR',
  'COLORS',
  'BOUNDING_BOX',
  'BOUNDING_BOXES',
  'CURVE',
  'RANGE',
  'IMAGECOMPARE',
  'WEBCAM',
  'AUDIO_RECORD',
  'AUDIO_UI',
  'COMPOSITOR',
  'LOAD_3D',
  'PREVIEW_3D',
  'PAINTER',
  'UPLOAD',
  'FOLDER_UPLOAD',
  'DISPLAY_TEXT',
  'VIDEO_EDIT',
  'RESOLUTION_PREVIEW',
  DYNAMIC_COMBO
])

/** The kind of widget an input is edited with; null when it is a socket only. */
export function getWidgetType({ spec, isOptional }: NamedSpec): string | null {
  const { options } = spec
  if (options.forceInput === true || (isOptional && options.defaultInput === true)) return null
  const type = typeof options.widgetType === 'string' ? options.widgetType : spec.type
  return CORE_WIDGETS.has(type) ? type : null
}

/** Widgets that only show something: documents hold no value of theirs. */
const UNSTORED = new Set(['IMAGECOMPARE', 'DISPLAY_TEXT', 'AUDIO_UI', 'FOLDER_UPLOAD'])

export function isStoredWidget(widgetType: string): boolean {
  return !UNSTORED.has(widgetType)
}

/** Seeds had their companion before definitions could ask for one. */
const SEEDS = new Set(['seed', 'noise_seed'])

/** What a definition says of `control_after_generate`: false for none, else `true` or the first mode. */
export function getControlOption(
  name: string,
  widgetType: string,
  options: Readonly<Record<string, unknown>>
): unknown {
  if (widgetType !== 'INT' && widgetType !== 'COMBO') return false
  return options.control_after_generate ?? (widgetType === 'INT' && SEEDS.has(name))
}

/** A list of the server's that can be read anew: a switch and a button stand behind it. */
export function hasRefresh(
  widgetType: string,
  { remote }: Readonly<Record<string, unknown>>
): boolean {
  return (
    widgetType === 'COMBO' &&
    (remote as { refresh_button?: unknown } | null | undefined)?.refresh_button === true
  )
}

/** How many values of companions a document holds before and after an input's own. */
export function countCompanions(
  name: string,
  widgetType: string,
  options: Readonly<Record<string, unknown>>
): { readonly before: number; readonly after: number } {
  if (widgetType === 'LOAD_3D') return { before: 3, after: 0 }
  const refresh = hasRefresh(widgetType, options) ? 2 : 0
  if (getControlOption(name, widgetType, options) === false) return { before: 0, after: refresh }
  return { before: 0, after: refresh + (widgetType === 'COMBO' ? 2 : 1) }
}
