import { t } from '@/i18n/translate'
import type { PromptExecution } from '@/stores/execution/promptExecution'
import type { CoreStores } from './coreStores'

const LOST = 'lost'

/** A prompt of ours that nobody knows any more: its workflow says so, and what to do. */
export function tellLost(
  { errors, workflows }: Pick<CoreStores, 'errors' | 'workflows'>,
  { promptId, workflowId }: PromptExecution
): void {
  if (!workflowId || !workflows.getWorkflow(workflowId)) return
  errors.addErrors(workflowId, [
    {
      kind: 'service',
      workflowId,
      promptId,
      executionId: null,
      locatorId: null,
      enclosingLocatorIds: [],
      nodeTitle: '',
      inputName: null,
      message: t('services.lostJob'),
      details: t('services.lostJobDetail'),
      traceback: [],
      type: LOST
    }
  ])
}

/** Its real end was heard of after all: what was said of the loss no longer holds. */
export function takeBackLost(
  { errors }: Pick<CoreStores, 'errors'>,
  { promptId, workflowId, status }: PromptExecution
): void {
  if (!workflowId || status === 'lost') return
  for (const row of errors.getWorkflowErrors(workflowId))
    if (row.promptId === promptId && row.type === LOST) errors.dismissError(workflowId, row.key)
}
