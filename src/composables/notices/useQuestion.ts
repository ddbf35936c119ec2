import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { DialogAnswer, OpenDialog } from '@/stores/dialogStore'
import { useDialogStore } from '@/stores/dialogStore'

/** The dialog on show, and how it is answered. */
export interface Question {
  /** The question on show; null when there is none. */
  readonly current: ComputedRef<OpenDialog | null>
  /** @param text what was written, where a text is asked for */
  answer(answer: DialogAnswer, text?: string): void
}

/** The question the page asks at the moment. */
export function useQuestion(): Question {
  const store = useDialogStore()
  return {
    current: computed(() => store.current),
    answer: (answer, text) => void (store.current && store.answer(store.current.id, answer, text))
  }
}
