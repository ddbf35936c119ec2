import { createSharedComposable } from '@vueuse/core'
import { computed, shallowRef } from 'vue'

/** Tabs of the panel at the bottom: the server's log, or a node pack's by its id. */
export type ConsoleTab = 'log' | `pack:${string}`

/** The panel at the bottom of the canvas. */
export const useConsole = createSharedComposable(() => {
  const current = shallowRef<ConsoleTab>('log')
  const isOpen = shallowRef(false)
  return {
    current: computed(() => current.value),
    isOpen: computed(() => isOpen.value),
    show: (tab: ConsoleTab): void => void (current.value = tab),
    /** Opens the panel at a tab; closes it when that is what it shows. */
    toggle(tab: ConsoleTab): void {
      isOpen.value = !(isOpen.value && current.value === tab)
      current.value = tab
    },
    close: (): void => void (isOpen.value = false)
  }
})
