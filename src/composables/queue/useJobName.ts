import { t } from '@/i18n/translate'
import { useWorkflowStore } from '@/stores/workflowStore'
import type { ListedPrompt } from './listedPrompt'

/** Names jobs: by their workflow's name as it is now, else as it was at submission, else by their id. */
export function useJobName(): (
  listed: Pick<ListedPrompt, 'promptId' | 'workflowId' | 'workflowName'>
) => string {
  const workflowStore = useWorkflowStore()
  return ({ promptId, workflowId, workflowName }) => {
    const open = workflowId ? workflowStore.getWorkflow(workflowId) : undefined
    return open?.name || workflowName || t('jobs.named', { id: promptId.slice(0, 8) })
  }
}
