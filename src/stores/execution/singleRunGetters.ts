import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { ExecutionId, PromptId, WorkflowId } from '@/domain/ids'
import { getNodeFraction } from '@/domain/nodeProgress'
import type { ExecutionState } from './executionState'

/** A prompt as single-run code knows it: its nodes, true when done. */
interface SingleRunPrompt {
  readonly nodes: Readonly<Record<ExecutionId, boolean>>
}

/**
 * The getters of the time when there was one run, for node packs and scripts. They speak of the active workflow's
 * focus prompt, else of the prompt that started last. Our own code may not read them (lint rule
 * `house/no-single-run`); each names what to read instead.
 */
export function makeSingleRunGetters(
  state: ExecutionState,
  getActiveWorkflowId: () => WorkflowId | null
) {
  const focusId = computed<PromptId | null>(() => {
    const workflowId = getActiveWorkflowId()
    const own = workflowId ? state.runs[workflowId]?.running.at(-1) : undefined
    return own ?? state.running.value.at(-1) ?? null
  })
  const focus = computed(() => (focusId.value ? state.promptStates[focusId.value] : undefined))
  const runningNodeIds = computed(() => focus.value?.runningNodeIds ?? [])
  const runningNode = computed(() => {
    const id = runningNodeIds.value[0]
    return id ? { id, progress: focus.value?.nodeStates[id] } : null
  })
  const focusNodes = computed<SingleRunPrompt | null>(() =>
    focusId.value ? listNodes(state, focusId.value) : null
  )
  const queued = computed(() => listQueued(state))
  return {
    ...makePromptGetters(focusId, focusNodes, queued),
    /** @deprecated read `getPrompt(promptId).runningNodeIds` */
    executingNodeId: computed(() => runningNodeIds.value[0] ?? null),
    /** @deprecated read `getPrompt(promptId).runningNodeIds` */
    executingNodeIds: runningNodeIds,
    /** @deprecated read `getPromptNodeProgressStates(promptId)[nodeId]` */
    _executingNodeProgress: computed(() => runningNode.value?.progress ?? null),
    /** @deprecated read `getPromptNodeProgressStates(promptId)[nodeId]`. 0..1 */
    executingNodeProgress: computed(() =>
      runningNode.value?.progress ? getNodeFraction(runningNode.value.progress) : null
    ),
    /** @deprecated read `getPromptProgress(promptId).fraction`. 0..1 */
    executionProgress: computed(() => focus.value?.progress.fraction ?? 0),
    /** @deprecated read `getPromptNodeProgressStates(promptId)` */
    nodeProgressStates: computed(() => focus.value?.nodeStates ?? {}),
    /** @deprecated read `getPrompt(promptId).locatorStates` */
    nodeLocationProgressStates: computed(() => focus.value?.locatorStates ?? {}),
    /** @deprecated read `getPromptProgress(promptId).total` */
    totalNodesToExecute: computed(() => focus.value?.progress.total ?? 0),
    /** @deprecated read `getPromptProgress(promptId).done` */
    nodesExecuted: computed(() => focus.value?.progress.done ?? 0)
  }
}

function makePromptGetters(
  focusId: ComputedRef<PromptId | null>,
  focusNodes: ComputedRef<SingleRunPrompt | null>,
  queued: ComputedRef<Record<PromptId, SingleRunPrompt>>
) {
  return {
    /** @deprecated read `getActivePromptForWorkflow(workflowId)` */
    activePromptId: focusId,
    /** @deprecated read `getActivePromptForWorkflow(workflowId)` */
    activeJobId: focusId,
    /** @deprecated read `getPrompt(promptId)` */
    activePrompt: focusNodes,
    /** @deprecated read `getPrompt(promptId)` */
    activeJob: focusNodes,
    /** @deprecated read `waitingPromptIds` and `runningPromptIds` */
    queuedPrompts: queued,
    /** @deprecated read `waitingPromptIds` and `runningPromptIds` */
    queuedJobs: queued
  }
}

function listNodes(state: ExecutionState, promptId: PromptId): SingleRunPrompt {
  const prompt = state.promptStates[promptId]
  const nodes: Record<ExecutionId, boolean> = {}
  if (!prompt) return { nodes }
  for (const id of prompt.manifest.nodes.keys())
    nodes[id] = prompt.nodeStates[id]?.state === 'finished'
  return { nodes }
}

function listQueued(state: ExecutionState): Record<PromptId, SingleRunPrompt> {
  const queued: Record<PromptId, SingleRunPrompt> = {}
  for (const id of [...state.waiting.value, ...state.running.value])
    queued[id] = listNodes(state, id)
  return queued
}
