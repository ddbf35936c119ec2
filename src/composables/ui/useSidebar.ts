import { createSharedComposable } from '@vueuse/core'
import { computed, shallowRef } from 'vue'

/** Surfaces that open beside the icon rail: ours, or a node pack's by its id. */
export type SidebarSurface = 'workflows' | 'nodes' | 'models' | 'assets' | `pack:${string}`

/** Which sidebar is open; one at a time. */
export const useSidebar = createSharedComposable(() => {
  const current = shallowRef<SidebarSurface | null>(null)
  return {
    current: computed(() => current.value),
    toggle: (surface: SidebarSurface): void =>
      void (current.value = current.value === surface ? null : surface),
    close: (): void => void (current.value = null)
  }
})
