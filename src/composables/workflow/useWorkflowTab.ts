import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { WorkflowId } from '@/domain/ids'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import type { TabState } from './tabState'
import { getTabState } from './tabState'

/** What one workflow's tab shows. */
export interface WorkflowTab {
  readonly id: WorkflowId
  readonly name: ComputedRef<string>
  readonly state: ComputedRef<TabState>
  /** Whole percent of the focus prompt, the one that started last; null when none runs. */
  readonly percent: ComputedRef<number | null>
  /** Jobs submitted and not started. */
  readonly pending: ComputedRef<number>
  /** Jobs between start and end. */
  readonly running: ComputedRef<number>
  /** A run ended while another workflow was in front, and nobody has looked since. */
  readonly isUnseen: ComputedRef<boolean>
  readonly isActive: ComputedRef<boolean>
  readonly isUnsaved: ComputedRef<boolean>
}

/** View model of one tab; follows its own workflow's runs alone. */
export function useWorkflowTab(id: WorkflowId): WorkflowTab {
  const executionStore = useExecutionStore()
  const workflowStore = useWorkflowStore()
  const running = computed(() => executionStore.getWorkflowRunningPromptIds(id).length)
  const pending = computed(() => executionStore.getWorkflowWaitingPromptIds(id).length)
  const result = computed(() => executionStore.getWorkflowResult(id))
  const state = computed(() =>
    getTabState(running.value, pending.value, result.value?.status ?? null)
  )
  return {
    id,
    name: computed(() => workflowStore.getWorkflow(id)?.name ?? ''),
    state,
    percent: computed(() => {
      const promptId = executionStore.getActivePromptForWorkflow(id)
      return promptId && executionStore.getPromptProgress(promptId).percent
    }),
    pending,
    running,
    isUnseen: computed(
      () =>
        (state.value === 'succeeded' || state.value === 'failed') && result.value?.seen === false
    ),
    isActive: computed(() => workflowStore.activeId === id),
    isUnsaved: computed(() => workflowStore.getWorkflow(id)?.isModified ?? false)
  }
}
