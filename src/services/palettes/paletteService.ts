import { watch } from 'vue'
import type { Palette } from '@/domain/palette'
import { readPalette } from '@/domain/palette'
import type { ColorScheme } from '@/domain/paletteTokens'
import { makePaletteTokens, READ_TOKENS } from '@/domain/paletteTokens'
import { isRecord } from '@/protocol/guards'
import type { usePaletteStore } from '@/stores/paletteStore'
import type { useSettingStore } from '@/stores/settingStore'
import type { PageStyle } from './pageStyle'

/** The system's preference, as `matchMedia('(prefers-color-scheme: dark)')` gives it. */
export interface SystemScheme {
  readonly matches: boolean
  addEventListener(type: 'change', listener: () => void): void
}

export interface PaletteContext {
  readonly settings: ReturnType<typeof useSettingStore>
  readonly palettes: ReturnType<typeof usePaletteStore>
  readonly style: PageStyle
  readonly prefersDark: SystemScheme
}

/** What `Comfy.ColorPalette` names: a palette, or the page's own for a scheme. */
type Chosen = Palette | ColorScheme

/** Palettes of the user's own, by their ids (`Comfy.CustomColorPalettes`). */
export function listOwnPalettes(stored: unknown, { checks }: PageStyle): readonly Palette[] {
  if (!isRecord(stored)) return []
  return Object.values(stored).flatMap((value) => readPalette(value, checks) ?? [])
}

/** Keeps the page in the colours that `Comfy.ColorPalette` names. @returns settled when the first are applied */
export function followPalette(context: PaletteContext): Promise<void> {
  const { settings, prefersDark } = context
  let latest = 0
  const apply = async (): Promise<void> => {
    const turn = ++latest
    const chosen = await findPalette(context)
    // What was chosen meanwhile must not be followed by what was slow to load.
    if (turn === latest) applyChosen(context, chosen)
  }
  watch(
    [settings.useSetting('Comfy.ColorPalette'), settings.useSetting('Comfy.CustomColorPalettes')],
    () => void apply()
  )
  prefersDark.addEventListener('change', () => void apply())
  return apply()
}

/** Any name that nobody knows is dark, as ComfyUI's own palettes are but one. */
async function findPalette({ settings, style, prefersDark }: PaletteContext): Promise<Chosen> {
  // Older versions of ComfyUI marked the user's own.
  const id = settings.getSetting('Comfy.ColorPalette').replace(/^custom_/, '')
  if (id === 'system') return prefersDark.matches ? 'dark' : 'light'
  if (id === 'dark' || id === 'light') return id
  const own = listOwnPalettes(settings.getSetting('Comfy.CustomColorPalettes'), style)
  const found = own.find((palette) => palette.id === id)
  if (found) return found
  const { BUILT_IN_PALETTES } = await import('@/domain/builtInPalettes')
  return BUILT_IN_PALETTES.find((palette) => palette.id === id) ?? 'dark'
}

function applyChosen({ settings, palettes, style }: PaletteContext, chosen: Chosen): void {
  const followsSystem = settings.getSetting('Comfy.ColorPalette') === 'system'
  if (typeof chosen === 'string') {
    style.apply({ scheme: chosen, properties: {} }, followsSystem)
    palettes.applyPalette(null, chosen)
    return
  }
  const tokens = makePaletteTokens(
    chosen,
    (scheme) => style.readBase(scheme, READ_TOKENS),
    style.resolveColour
  )
  style.apply(tokens, false)
  palettes.applyPalette(chosen, tokens.scheme)
}
