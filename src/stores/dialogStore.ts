import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'

export type DialogAnswer = 'confirm' | 'discard' | 'cancel'

/** A question over the page. */
export interface DialogQuestion {
  readonly title: string
  readonly message: string
  readonly confirmLabel: string
  readonly cancelLabel?: string
  /** A third answer, such as "Don't save". */
  readonly discardLabel?: string
  /** The confirming answer destroys something. */
  readonly isDestructive?: boolean
}

/** A question that waits for its answer. */
export interface OpenDialog extends DialogQuestion {
  readonly id: number
}

/** Questions waiting for an answer; the first is on show. */
export const useDialogStore = defineStore('dialog', () => {
  const dialogs = shallowRef<readonly OpenDialog[]>([])
  const waiting = new Map<number, (answer: DialogAnswer) => void>()
  let serial = 0
  return {
    /** The question on show; null when there is none. */
    current: computed(() => dialogs.value[0] ?? null),
    /** Asks and waits. */
    ask(question: DialogQuestion): Promise<DialogAnswer> {
      const id = ++serial
      dialogs.value = [...dialogs.value, { ...question, id }]
      return new Promise((resolve) => waiting.set(id, resolve))
    },
    /** Answers a question; a second answer changes nothing. */
    answer(id: number, answer: DialogAnswer): void {
      dialogs.value = dialogs.value.filter((dialog) => dialog.id !== id)
      waiting.get(id)?.(answer)
      waiting.delete(id)
    }
  }
})
