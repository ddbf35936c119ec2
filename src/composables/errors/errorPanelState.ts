import { createSharedComposable } from '@vueuse/core'
import { shallowReactive } from 'vue'
import type { WorkflowId } from '@/domain/ids'

/** Whose error panels are folded to their title; new errors unfold them again. */
export const useErrorPanelState = createSharedComposable(() => {
  const folded = shallowReactive(new Set<WorkflowId>())
  return {
    isFolded: (workflowId: WorkflowId): boolean => folded.has(workflowId),
    fold: (workflowId: WorkflowId): void => void folded.add(workflowId),
    expand: (workflowId: WorkflowId): void => void folded.delete(workflowId)
  }
})
