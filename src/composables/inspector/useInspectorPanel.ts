import { createSharedComposable } from '@vueuse/core'
import { shallowRef } from 'vue'

export type InspectorTab = 'fields' | 'run' | 'look' | 'help'

/** Whether the inspector is open, and what it shows. */
export const useInspectorPanel = createSharedComposable(() => {
  const isOpen = shallowRef(false)
  const tab = shallowRef<InspectorTab>('fields')
  return {
    isOpen,
    tab,
    toggle: (): void => void (isOpen.value = !isOpen.value),
    openAt(wanted: InspectorTab): void {
      isOpen.value = true
      tab.value = wanted
    },
    close: (): void => void (isOpen.value = false),
    /** Opens it at one of its tabs; once more closes it. */
    toggleAt(wanted: InspectorTab): void {
      isOpen.value = !isOpen.value || tab.value !== wanted
      tab.value = wanted
    }
  }
})
