import type { ComputedRef, MaybeRefOrGetter } from 'vue'
import { computed, toValue } from 'vue'
import type { NodeLocatorId, WorkflowId } from '@/domain/ids'
import type { NodeProgress } from '@/domain/nodeProgress'
import { toPercent, getNodeFraction } from '@/domain/nodeProgress'
import type { ErrorRow } from '@/stores/executionErrorStore'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useExecutionStore } from '@/stores/execution/executionStore'

/** How a node of a workflow stands in that workflow's own run. */
export interface NodeExecutionState {
  /** Progress in the workflow's focus prompt; null when none runs, or it hasn't reached the node. */
  readonly progress: ComputedRef<NodeProgress | null>
  readonly isRunning: ComputedRef<boolean>
  /** Whole percent while it runs, else null. */
  readonly percent: ComputedRef<number | null>
  /** A run failed on it or inside it, or the server refused inputs of it, and neither was mended since. */
  readonly hasError: ComputedRef<boolean>
}

/**
 * Execution state of one node, in its own workflow and no other's: the same node id running elsewhere changes
 * nothing here [B5].
 */
export function useNodeExecutionState(
  workflowId: MaybeRefOrGetter<WorkflowId | null>,
  locatorId: MaybeRefOrGetter<NodeLocatorId>
): NodeExecutionState {
  const executionStore = useExecutionStore()
  const errorStore = useExecutionErrorStore()
  const progress = computed<NodeProgress | null>(() => {
    const id = toValue(workflowId)
    const promptId = id && executionStore.getActivePromptForWorkflow(id)
    const prompt = promptId ? executionStore.getPrompt(promptId) : undefined
    return prompt?.locatorStates[toValue(locatorId)] ?? null
  })
  const isRunning = computed(() => progress.value?.state === 'running')
  return {
    progress,
    isRunning,
    percent: computed(() =>
      isRunning.value && progress.value ? toPercent(getNodeFraction(progress.value)) : null
    ),
    hasError: computed(() => {
      const id = toValue(workflowId)
      const locator = toValue(locatorId)
      const rows = id ? errorStore.getWorkflowErrors(id) : []
      return rows.some((row) => row.kind !== 'blocked' && concerns(row, locator))
    })
  }
}

/** A subgraph node shows what went wrong inside, as it does on the canvas [B34]. */
function concerns(row: ErrorRow, locatorId: NodeLocatorId): boolean {
  return row.locatorId === locatorId || row.enclosingLocatorIds.includes(locatorId)
}
