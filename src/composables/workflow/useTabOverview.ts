import type { WorkflowId } from '@/domain/ids'
import { t } from '@/i18n/translate'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useWorkflowStore } from '@/stores/workflowStore'

/** One open workflow in a list that doesn't change while it is open. */
export interface OverviewEntry {
  readonly id: WorkflowId
  readonly name: string
  /** What it does at the moment, in words; empty when nothing. */
  readonly note: string
  readonly isActive: boolean
}

/** Lists the open workflows as they are when asked; for menus. */
export function useTabOverview(): {
  list(): readonly OverviewEntry[]
  nameOf(id: WorkflowId): string
} {
  const workflowStore = useWorkflowStore()
  const executionStore = useExecutionStore()
  const nameOf = (id: WorkflowId): string => workflowStore.getWorkflow(id)?.name ?? ''
  const noteOf = (id: WorkflowId): string => {
    const running = executionStore.getWorkflowRunningPromptIds(id).length
    const waiting = executionStore.getWorkflowWaitingPromptIds(id).length
    return [
      running > 0 && t('tabs.runningCount', { count: running }),
      waiting > 0 && t('tabs.waiting', { count: waiting })
    ]
      .filter(Boolean)
      .join(t('common.listSeparator'))
  }
  return {
    nameOf,
    list: () =>
      workflowStore.order.map((id) => ({
        id,
        name: nameOf(id),
        note: noteOf(id),
        isActive: id === workflowStore.activeId
      }))
  }
}
