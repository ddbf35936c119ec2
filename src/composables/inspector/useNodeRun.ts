import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { ExecutionId, NodeLocatorId, PromptId, WorkflowId } from '@/domain/ids'
import { getNodeFraction, toPercent } from '@/domain/nodeProgress'
import { isTerminal } from '@/domain/promptStatus'
import type { NodeTime } from '@/stores/execution/nodeTimes'
import type { PromptExecution } from '@/stores/execution/promptExecution'
import type { ErrorRow } from '@/stores/executionErrorStore'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useExecutionStore } from '@/stores/execution/executionStore'

/** How a node stands in a run: `cached` took part without working, `unreached` did not get its turn. */
export type NodeRunState =
  | 'queued'
  | 'waiting'
  | 'running'
  | 'done'
  | 'cached'
  | 'failed'
  | 'unreached'

/** A node in its workflow's last run: the one that runs, else the one that ended last. */
export interface NodeRun {
  readonly promptId: PromptId
  readonly state: NodeRunState
  /** Whole percent while it runs, else null. */
  readonly percent: number | null
}

/** What became of one node, in its own workflow's runs and no other's. */
export function useNodeRun(
  place: () => { readonly workflowId: WorkflowId; readonly locatorId: NodeLocatorId } | null
): {
  /** Null before the first run, and for a node that had no part in it. */
  readonly run: ComputedRef<NodeRun | null>
  /** From the first of the nodes inside to the last; null when it was not seen at work. */
  readonly time: ComputedRef<NodeTime | null>
  readonly errors: ComputedRef<readonly ErrorRow[]>
} {
  const store = useExecutionStore()
  const errorStore = useExecutionErrorStore()
  const prompt = computed(() => {
    const id = place()?.workflowId
    if (!id) return null
    const promptId =
      store.getActivePromptForWorkflow(id) ??
      store.getWorkflowWaitingPromptIds(id).at(0) ??
      store.getWorkflowResult(id)?.promptId
    return (promptId && store.getPrompt(promptId)) || null
  })
  const parts = computed(() => {
    const at = place()
    return at && prompt.value ? listParts(prompt.value, at.locatorId) : []
  })
  return {
    run: computed(() => {
      const at = place()
      if (!at || !prompt.value || parts.value.length === 0) return null
      return readRun(prompt.value, at.locatorId)
    }),
    time: computed(() => prompt.value && sumUp(prompt.value, parts.value)),
    errors: computed(() => {
      const at = place()
      if (!at) return []
      return errorStore
        .getWorkflowErrors(at.workflowId)
        .filter(
          (row) => row.locatorId === at.locatorId || row.enclosingLocatorIds.includes(at.locatorId)
        )
    })
  }
}

/** The nodes of a prompt that a node of the document stands for. */
function listParts({ manifest }: PromptExecution, locatorId: NodeLocatorId): ExecutionId[] {
  return [...manifest.nodes.values()]
    .filter((node) => node.locatorId === locatorId || node.enclosingLocatorIds.includes(locatorId))
    .map(({ executionId }) => executionId)
}

function readRun(prompt: PromptExecution, locatorId: NodeLocatorId): NodeRun {
  const { promptId, status } = prompt
  const node = prompt.locatorStates[locatorId]
  const percent =
    node?.state === 'running' && !isTerminal(status) ? toPercent(getNodeFraction(node)) : null
  return { promptId, state: getState(status, node?.state), percent }
}

function getState(
  status: PromptExecution['status'],
  node: 'pending' | 'running' | 'finished' | 'error' | undefined
): NodeRunState {
  if (node === 'error') return 'failed'
  if (node === 'finished') return 'done'
  if (isTerminal(status)) return status === 'succeeded' ? 'cached' : 'unreached'
  if (node === 'running') return 'running'
  return status === 'running' ? 'waiting' : 'queued'
}

function sumUp({ nodeTimes }: PromptExecution, ids: readonly ExecutionId[]): NodeTime | null {
  const times = ids.flatMap((id) => nodeTimes[id] ?? [])
  if (times.length === 0) return null
  const ends = times.map(({ endedAt }) => endedAt)
  return {
    startedAt: Math.min(...times.map(({ startedAt }) => startedAt)),
    endedAt: ends.includes(null) ? null : Math.max(...(ends as number[]))
  }
}
