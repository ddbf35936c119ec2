import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { NodeLocatorId, WorkflowId } from '@/domain/ids'
import type { OutputFile } from '@/domain/nodeOutput'

/** A picture to draw a mask on, and the node that is to have the result. */
export interface MaskTarget {
  readonly file: OutputFile
  /** Null: a picture of no node; a new node gets the result. */
  readonly node: { readonly workflowId: WorkflowId; readonly locatorId: NodeLocatorId } | null
}

/** What the mask editor is open for. */
export const useMaskEditorStore = defineStore('maskEditor', () => {
  const target = shallowRef<MaskTarget | null>(null)
  return {
    /** Null while the editor is closed. */
    target: computed(() => target.value),
    /** Opens the editor; a drawing that is under way is never replaced. */
    open(next: MaskTarget): void {
      target.value ??= next
    },
    close: (): void => void (target.value = null)
  }
})
