import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Palette } from '@/domain/palette'
import type { ColorScheme } from '@/domain/paletteTokens'

/** The page's own two palettes, which stand in the style sheet; by ComfyUI's ids. */
export const PAGE_PALETTES: readonly string[] = ['dark', 'light']

/** Which palette the page has. */
export const usePaletteStore = defineStore('palette', () => {
  const current = shallowRef<Palette | null>(null)
  const scheme = shallowRef<ColorScheme>('dark')
  return {
    /** Null for the page's own. */
    current,
    /** Whether it is dark or light, to which everything else conforms. */
    scheme,
    /** Once the page's style has it. */
    applyPalette(palette: Palette | null, has: ColorScheme): void {
      scheme.value = has
      current.value = palette
    }
  }
})
