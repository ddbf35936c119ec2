import { createSharedComposable, useLocalStorage } from '@vueuse/core'
import type { ComputedRef } from 'vue'
import { computed } from 'vue'

/** px; less would show no line */
export const LEAST_HEIGHT = 96
/** px that are left to the canvas above */
export const LEFT_ABOVE = 120

export interface ConsoleHeight {
  /** In CSS, within what the page has room for; null while nobody chose. */
  readonly css: ComputedRef<string | null>
  /** @param height px @param room px of the stage */
  set(height: number, room: number): void
  /** Gives it its usual height again. */
  reset(): void
}

/** How high the panel at the bottom is; kept in this browser, since screens differ. */
export const useConsoleHeight = createSharedComposable((): ConsoleHeight => {
  // 0: nobody chose.
  const chosen = useLocalStorage('parallel.console.height', 0)
  return {
    css: computed(() =>
      chosen.value > 0
        ? `clamp(${LEAST_HEIGHT}px, ${chosen.value}px, max(${LEAST_HEIGHT}px, 100% - ${LEFT_ABOVE}px))`
        : null
    ),
    set(height, room) {
      const most = getMostHeight(room)
      chosen.value = Math.round(Math.min(most, Math.max(LEAST_HEIGHT, height)))
    },
    reset: () => void (chosen.value = 0)
  }
})

/** @param room px of the stage @returns px */
export function getMostHeight(room: number): number {
  return Math.max(LEAST_HEIGHT, room - LEFT_ABOVE)
}
