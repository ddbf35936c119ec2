import { createSharedComposable } from '@vueuse/core'
import { computed, shallowRef } from 'vue'
import { useMaskTarget } from '../mask/useMaskTarget'
import { useQuestion } from '../notices/useQuestion'
import { useResultViewer } from '../viewer/useResultViewer'

/** Dialogs that people open, as against questions, which the page asks. */
export type PageDialog = 'settings' | 'shortcuts' | 'commands' | 'templates' | 'help'

/** Which dialog of the page is open. */
export const usePageDialogs = createSharedComposable(() => {
  const current = shallowRef<PageDialog | null>(null)
  const question = useQuestion()
  const viewer = useResultViewer()
  const mask = useMaskTarget()
  return {
    current: computed(() => current.value),
    open: (dialog: PageDialog): void => void (current.value = dialog),
    close: (): void => void (current.value = null),
    /** Something modal has the keyboard. */
    isModal: computed(
      () =>
        current.value !== null ||
        question.current.value !== null ||
        viewer.isOpen.value ||
        mask.value !== null
    )
  }
})
