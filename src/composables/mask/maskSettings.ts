import { createSharedComposable, useLocalStorage } from '@vueuse/core'
import type { Ref } from 'vue'
import type { MaskLayerName } from '@/domain/mask/maskHistory'

export type MaskTool = 'brush' | 'paint' | 'eraser' | 'fill' | 'colour'

/** How the mask is shown; the last is a colour of one's own. */
export type MaskLook = 'black' | 'white' | 'negative' | 'own'

export interface MaskSettings {
  tool: MaskTool
  /** What the eraser erases: what was drawn on last. */
  layer: MaskLayerName
  /** Diameter of the brush, px of the picture. */
  size: number
  /** 0..1 */
  hardness: number
  /** 0..1, of a stroke */
  opacity: number
  /** 0..255, of fill and colour selection */
  tolerance: number
  /** Colour selection takes what matches anywhere. */
  isEverywhere: boolean
  /** `#rrggbb` */
  paintColour: string
  look: MaskLook
  /** `#rrggbb` */
  ownColour: string
  /** 0..1, of the mask on show; the mask itself stays as it is. */
  shownOpacity: number
}

/** px */
export const LARGEST_BRUSH = 1000

const DEFAULTS: MaskSettings = {
  tool: 'brush',
  layer: 'mask',
  size: 40,
  hardness: 1,
  opacity: 1,
  tolerance: 32,
  isEverywhere: false,
  paintColour: '#e5484d',
  look: 'black',
  ownColour: '#e5484d',
  shownOpacity: 0.7
}

/** Kept in this browser, as the brush in one's hand. */
export const useMaskSettings = createSharedComposable((): Ref<MaskSettings> =>
  useLocalStorage('Parallel.MaskEditor', { ...DEFAULTS }, { mergeDefaults: true })
)

/** A larger or smaller brush, by a tenth. */
export function stepSize(size: number, by: 1 | -1): number {
  return clampSize(size + by * Math.max(1, Math.round(size * 0.1)))
}

export function clampSize(size: number): number {
  return Math.min(LARGEST_BRUSH, Math.max(1, Math.round(size)))
}

/** `#rrggbb` as three bytes. */
export function readColour(hex: string): readonly [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16)
  return Number.isNaN(value) ? [0, 0, 0] : [value >> 16, (value >> 8) & 255, value & 255]
}
