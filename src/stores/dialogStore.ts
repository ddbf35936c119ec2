import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'

export type DialogAnswer = 'confirm' | 'alternative' | 'discard' | 'cancel'

/** A question over the page. */
export interface DialogQuestion {
  readonly title: string
  readonly message: string
  readonly confirmLabel: string
  readonly cancelLabel?: string
  /** Another way of doing what is asked about. */
  readonly alternativeLabel?: string
  /** An answer that gives something up, such as "Don't save". */
  readonly discardLabel?: string
  /** The confirming answer destroys something. */
  readonly isDestructive?: boolean
}

/** A question for a text. */
export interface TextQuestion extends DialogQuestion {
  /** What the text is. */
  readonly label: string
  /** What stands in the field at first. */
  readonly value: string
}

/** A question that waits for its answer. */
export interface OpenDialog extends DialogQuestion {
  readonly id: number
  /** The field of a question for a text. */
  readonly field: Pick<TextQuestion, 'label' | 'value'> | null
}

interface Answer {
  readonly kind: DialogAnswer
  readonly text: string
}

/** Questions waiting for an answer; the first is on show. */
export const useDialogStore = defineStore('dialog', () => {
  const dialogs = shallowRef<readonly OpenDialog[]>([])
  const waiting = new Map<number, (answer: Answer) => void>()
  let serial = 0
  function open(question: DialogQuestion, field: OpenDialog['field']): Promise<Answer> {
    const id = ++serial
    dialogs.value = [...dialogs.value, { ...question, id, field }]
    return new Promise((resolve) => waiting.set(id, resolve))
  }
  return {
    /** The question on show; null when there is none. */
    current: computed(() => dialogs.value[0] ?? null),
    /** Asks and waits. */
    ask: async (question: DialogQuestion): Promise<DialogAnswer> =>
      (await open(question, null)).kind,
    /** Asks for a text. @returns null when the user gives none */
    async askText({ label, value, ...question }: TextQuestion): Promise<string | null> {
      const { kind, text } = await open(question, { label, value })
      return kind === 'confirm' ? text : null
    },
    /** Answers a question; a second answer changes nothing. */
    answer(id: number, kind: DialogAnswer, text = ''): void {
      dialogs.value = dialogs.value.filter((dialog) => dialog.id !== id)
      waiting.get(id)?.({ kind, text })
      waiting.delete(id)
    }
  }
})
