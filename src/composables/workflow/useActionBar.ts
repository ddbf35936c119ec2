import type { ComputedRef, WritableComputedRef } from 'vue'
import { computed } from 'vue'
import { isMine } from '@/domain/clientPolicy'
import { isWaiting } from '@/domain/promptStatus'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useQueueStore } from '@/stores/queueStore'
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
  const { unfinished } = usePromptListing()
  // Stopping reaches this page's prompts and those that other tabs told of, so it is offered for just these.
  const mine = computed(() =>
    unfinished.value.filter(
      ({ submitter, source }) => isMine(submitter) && source.kind !== 'server'
    )
  )
  return {
    canStopWorkflow: computed(() => {
      const id = workflowStore.activeId
      if (id === null) return false
      const running = executionStore.getWorkflowRunningPromptIds(id).length
      return running + executionStore.getWorkflowWaitingPromptIds(id).length > 0
    }),
    canStopAll: computed(() => mine.value.length > 0),
    canClearPending: computed(() => mine.value.some(({ status }) => isWaiting(status)))
  }
}

function useActions() {
  const { runs, stops } = useServices()
  const workflowStore = useWorkflowStore()
  const attempt = useAttempt()
  const run = (front: boolean): void => {
    const id = workflowStore.activeId
    if (id) void attempt('Could not run the workflow', () => runs.run(id, front ? { front } : {}))
  }
  return {
    run: () => run(false),
    runFront: () => run(true),
    stopWorkflow() {
      const id = workflowStore.activeId
      if (id) void attempt('Could not stop the workflow', () => stops.stopWorkflow(id))
    },
    stopAll: () => void attempt('Could not stop all jobs', () => stops.stopAll()),
    clearPending: () => void attempt('Could not clear the pending jobs', () => stops.clearPending())
  }
}
