import { createSharedComposable } from '@vueuse/core'
import { shallowRef } from 'vue'

/** Nothing but the canvas and what lies over it: no tabs, no rail. */
export const useFocusMode = createSharedComposable(() => {
  const isOn = shallowRef(false)
  return { isOn, toggle: (): void => void (isOn.value = !isOn.value) }
})
