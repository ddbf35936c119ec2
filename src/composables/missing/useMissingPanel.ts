import { createSharedComposable } from '@vueuse/core'
import { shallowReactive } from 'vue'
import type { WorkflowId } from '@/domain/ids'

/** Whose lists of what is missing are folded to their title, and whose are closed. */
export const useMissingPanel = createSharedComposable(() => {
  const folded = shallowReactive(new Set<WorkflowId>())
  const closed = shallowReactive(new Set<WorkflowId>())
  return {
    isFolded: (workflowId: WorkflowId): boolean => folded.has(workflowId),
    isClosed: (workflowId: WorkflowId): boolean => closed.has(workflowId),
    toggle(workflowId: WorkflowId): void {
      if (!folded.delete(workflowId)) folded.add(workflowId)
    },
    close: (workflowId: WorkflowId): void => void closed.add(workflowId),
    /** Shows it as a whole. */
    open(workflowId: WorkflowId): void {
      closed.delete(workflowId)
      folded.delete(workflowId)
    }
  }
})
