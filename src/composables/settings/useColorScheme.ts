import { usePreferredDark } from '@vueuse/core'
import type { ComputedRef } from 'vue'
import { computed, watch } from 'vue'
import { useSettingStore } from '@/stores/settingStore'

export type ColorScheme = 'dark' | 'light'

/**
 * What `Comfy.ColorPalette` says of the scheme: one of the two, or `system` for what the system has. Any palette we
 * don't know is dark, as ComfyUI's own are but one.
 */
export function useColorScheme(): ComputedRef<ColorScheme> {
  const palette = useSettingStore().useSetting('Comfy.ColorPalette')
  const prefersDark = usePreferredDark()
  return computed(() => {
    if (palette.value === 'system') return prefersDark.value ? 'dark' : 'light'
    return palette.value === 'light' ? 'light' : 'dark'
  })
}

/** Puts the scheme on the document, where the style sheet and node packs (`dark-theme`) look for it. */
export function useColorSchemeOnPage(): void {
  watch(
    useColorScheme(),
    (scheme) => {
      const { classList, dataset } = document.documentElement
      dataset.colorScheme = scheme
      classList.toggle('dark-theme', scheme === 'dark')
    },
    { immediate: true }
  )
}
