import type { ComputedRef, WritableComputedRef } from 'vue'
import { computed } from 'vue'
import { isMine } from '@/domain/clientPolicy'
import { isWaiting } from '@/domain/promptStatus'
import { t } from '@/i18n/translate'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useQueueStore } from '@/stores/queueStore'
import type { RunOptions } from '@/services/services'
import type { RunMode } from '@/stores/workflowStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { useAttempt } from '../notices/useAttempt'
import { usePromptListing } from '../queue/usePromptListing'
import { useServices } from '../useServices'

/** Run, its settings, and the stops; each is enabled exactly when it would do something. */
export interface ActionBar {
  readonly hasWorkflow: ComputedRef<boolean>
  /** Of the workflow in front [B14]. */
  readonly batchCount: WritableComputedRef<number>
  readonly runMode: WritableComputedRef<RunMode>
  /** The workflow in front has a job that waits or runs. */
  readonly canStopWorkflow: ComputedRef<boolean>
  /** This browser has a job that waits or runs. */
  readonly canStopAll: ComputedRef<boolean>
  /** This browser has a job that waits. */
  readonly canClearPending: ComputedRef<boolean>
  readonly isPanelOpen: ComputedRef<boolean>
  run(): void
  /** Before everything queued so far. */
  runFront(): void
  /** The outputs among the nodes that are selected, and what they need. */
  runSelected(): void
  stopWorkflow(): void
  stopAll(): void
  clearPending(): void
  togglePanel(): void
}

/** Running and stopping, each meaning exactly what it says [B39]. */
export function useActionBar(): ActionBar {
  const workflowStore = useWorkflowStore()
  const queueStore = useQueueStore()
  return {
    hasWorkflow: computed(() => workflowStore.activeId !== null),
    ...useRunSettings(),
    ...useStoppable(),
    isPanelOpen: computed(() => queueStore.isPanelOpen),
    ...useActions(),
    togglePanel: () => queueStore.applyPanelOpen(!queueStore.isPanelOpen)
  }
}

function useRunSettings(): Pick<ActionBar, 'batchCount' | 'runMode'> {
  const store = useWorkflowStore()
  const patch = (fields: { batchCount?: number; runMode?: RunMode }): void => {
    if (store.activeId) store.patchWorkflow(store.activeId, fields)
  }
  return {
    batchCount: computed({
      get: () => store.active?.batchCount ?? 1,
      set: (batchCount) => patch({ batchCount })
    }),
    runMode: computed({
      get: () => store.active?.runMode ?? 'once',
      set: (runMode) => patch({ runMode })
    })
  }
}

function useStoppable(): Pick<ActionBar, 'canStopWorkflow' | 'canStopAll' | 'canClearPending'> {
  const workflowStore = useWorkflowStore()
  const executionStore = useExecutionStore()
  const { othersUnfinished } = usePromptListing()
  // Stopping reaches this page's prompts and those that other tabs told of, so it is offered for just these.
  const siblings = computed(() =>
    othersUnfinished.value.filter(
      ({ submitter, source }) => isMine(submitter) && source.kind !== 'server'
    )
  )
  const canClearSiblings = computed(() => siblings.value.some(({ status }) => isWaiting(status)))
  return {
    canStopWorkflow: computed(() => {
      const id = workflowStore.activeId
      if (id === null) return false
      const running = executionStore.getWorkflowRunningPromptIds(id).length
      return running + executionStore.getWorkflowWaitingPromptIds(id).length > 0
    }),
    canStopAll: computed(() => {
      const { runningPromptIds, waitingPromptIds } = executionStore
      return runningPromptIds.length + waitingPromptIds.length + siblings.value.length > 0
    }),
    canClearPending: computed(
      () => executionStore.waitingPromptIds.length > 0 || canClearSiblings.value
    )
  }
}

function useActions() {
  const { runs, stops, canvas } = useServices()
  const workflowStore = useWorkflowStore()
  const attempt = useAttempt()
  const run = (options: RunOptions): void => {
    const id = workflowStore.activeId
    if (id) void attempt(t('runs.runFailed'), () => runs.run(id, options))
  }
  return {
    run: () => run({}),
    runFront: () => run({ front: true }),
    runSelected: () => run({ only: canvas.listSelected() }),
    stopWorkflow() {
      const id = workflowStore.activeId
      if (id) void attempt(t('runs.stopFailed'), () => stops.stopWorkflow(id))
    },
    stopAll: () => void attempt(t('runs.stopAllFailed'), () => stops.stopAll()),
    clearPending: () => void attempt(t('runs.clearFailed'), () => stops.clearPending())
  }
}
