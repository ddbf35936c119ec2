import type { PromptId, WorkflowId } from '@/domain/ids'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'

/** Why a job failed, in one line; null where nothing is known of it. */
export function useJobErrorText(): (job: {
  readonly promptId: PromptId
  readonly workflowId: WorkflowId | null
}) => string | null {
  const errorStore = useExecutionErrorStore()
  return ({ promptId, workflowId }) => {
    // Of a job that was refused, what is wrong with which node says more than that something is.
    const rows = workflowId ? errorStore.getWorkflowErrors(workflowId) : []
    const refused = rows.find((row) => row.promptId === promptId && row.kind === 'validation')
    if (refused) return [refused.nodeTitle, refused.message].filter(Boolean).join(': ')
    return errorStore.getPromptFailure(promptId)?.message ?? null
  }
}
