import type { LabelKey } from '@/i18n/messageTypes'

/** Our pages of the settings, in their order; node packs' stand before the last. */
export const SETTING_PAGES = {
  general: 'settings.pageGeneral',
  canvas: 'settings.pageCanvas',
  appearance: 'settings.pageAppearance',
  keybindings: 'settings.pageKeybindings',
  user: 'users.section',
  about: 'settings.pageAbout'
} as const satisfies Record<string, LabelKey>

export type OwnPage = keyof typeof SETTING_PAGES

/** Ours, or a node pack's by its name. */
export type PageId = OwnPage | `pack:${string}`

/** What ComfyUI calls ours, for node packs that add to them. */
const COMFY_NAMES: Readonly<Record<string, OwnPage>> = {
  comfy: 'general',
  'lite graph': 'canvas',
  litegraph: 'canvas',
  appearance: 'appearance'
}

/** Where what a node pack adds to is shown. */
export function toPageId(name: string): PageId {
  return COMFY_NAMES[name.toLowerCase()] ?? `pack:${name}`
}
