import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { useSettingStore } from '@/stores/settingStore'
import { useSettingField } from '../settings/useSettings'

/** LiteGraph's number for links that are not drawn. */
const HIDDEN = -1
const SPLINE = 2
/** How links may be drawn. */
export const LINK_STYLES = { straight: 0, linear: 1, spline: 2 } as const

export const useMinimapShown = (): ComputedRef<boolean> =>
  useSettingStore().useSetting('Comfy.Minimap.Visible')

/** What the buttons at the bottom right, and their commands, turn on and off. */
export function useCanvasSettings() {
  const isMinimapShown = useSettingField('Comfy.Minimap.Visible')
  const mode = useSettingField('Comfy.LinkRenderMode')
  /** How links were drawn before they were hidden. */
  let shownMode = SPLINE
  return {
    isMinimapShown,
    areLinksShown: computed(() => mode.value !== HIDDEN),
    setLinkStyle: (style: keyof typeof LINK_STYLES) => void (mode.value = LINK_STYLES[style]),
    toggleMinimap: () => void (isMinimapShown.value = !isMinimapShown.value),
    toggleLinks() {
      if (mode.value === HIDDEN) mode.value = shownMode
      else {
        shownMode = mode.value
        mode.value = HIDDEN
      }
    }
  }
}
