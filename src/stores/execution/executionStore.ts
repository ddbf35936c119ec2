import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { ExecutionId, PromptId, WorkflowId } from '@/domain/ids'
import type { NodeProgress } from '@/domain/nodeProgress'
import type { PromptProgress } from '@/domain/promptProgress'
import { NO_PROGRESS } from '@/domain/promptProgress'
import type { PromptTransition } from '@/domain/promptStatus'
import type { PromptSummary } from '@/domain/promptSummary'
import type { Cancel } from '@/domain/time'
import { useWorkflowStore } from '../workflowStore'
import type { ExecutionState } from './executionState'
import { createExecutionState, getOrCreateRuns } from './executionState'
import type { PromptExecution, PromptOrigin } from './promptExecution'
import {
  applyTransition,
  forgetPrompt,
  forgetWorkflow,
  registerPrompt,
  renamePrompt
} from './promptLifecycle'
import { makeSingleRunGetters } from './singleRunGetters'
import type { WorkflowResult, WorkflowRuns } from './workflowRuns'

const NO_STATES: Readonly<Record<ExecutionId, NodeProgress>> = Object.freeze({})
const NO_PROMPTS: readonly PromptId[] = Object.freeze([])

/**
 * State of every prompt this page knows, each in an object of its own. There is no "active" prompt: a selector
 * takes the prompt or the workflow it speaks of, reads through the record, and so tracks exactly that one.
 */
export const useExecutionStore = defineStore('execution', () => {
  const state = createExecutionState()
  const workflowStore = useWorkflowStore()
  return {
    /** All prompts with a full state, by id. */
    promptStates: state.promptStates,
    /** Which in-app tab each prompt belongs to: the routing map. */
    promptIdToWorkflowId: state.promptIdToWorkflowId,
    /** Own prompts between start and end, earliest start first. Changes with lifecycles only, never with progress. */
    runningPromptIds: computed(() => state.running.value),
    /** Own prompts submitted and not started, in order of submission. */
    waitingPromptIds: computed(() => state.waiting.value),
    /** Prompts of others that have a state and have not ended, as far as their frames told. */
    foreignPromptIds: computed(() => state.foreign.value),
    /** True while no own prompt runs. */
    isIdle: computed(() => state.running.value.length === 0),
    /** Finished prompts whose full state has gone, oldest end first. */
    finishedSummaries: state.finished.summaries,
    ...makeSelectors(state),
    ...makeActions(state),
    ...makeSingleRunGetters(state, () => workflowStore.activeId)
  }
})

function makeSelectors(state: ExecutionState) {
  const { promptStates, runs, rawStates, finished } = state
  const getRuns = (workflowId: WorkflowId): WorkflowRuns | undefined => runs[workflowId]
  const getRunning = (workflowId: WorkflowId) => getRuns(workflowId)?.running ?? NO_PROMPTS
  return {
    /** Undefined for a prompt nobody heard of, and for one that was put away. */
    getPrompt: (promptId: PromptId): PromptExecution | undefined => promptStates[promptId],
    /** The same without tracking; for writers. */
    peekPrompt: (promptId: PromptId): PromptExecution | undefined => rawStates[promptId],
    /** How far the prompt is; zeros for one without a state. Tracks its progress alone. */
    getPromptProgress: (promptId: PromptId): PromptProgress =>
      promptStates[promptId]?.progress ?? NO_PROGRESS,
    /** States of the prompt's nodes by execution id (protocol.md §5.3); reading one key tracks that node alone. */
    getPromptNodeProgressStates: (promptId: PromptId) =>
      promptStates[promptId]?.nodeStates ?? NO_STATES,
    /** Prompts of a workflow between start and end, earliest start first. */
    getWorkflowRunningPromptIds: getRunning,
    /** Prompts of a workflow submitted and not started, in order of submission. */
    getWorkflowWaitingPromptIds: (workflowId: WorkflowId) =>
      getRuns(workflowId)?.waiting ?? NO_PROMPTS,
    /** The workflow's focus prompt: of those that run, the one that started last; null when none runs. */
    getActivePromptForWorkflow: (workflowId: WorkflowId): PromptId | null =>
      getRunning(workflowId).at(-1) ?? null,
    /** How the workflow's last ended run ended; null before the first. */
    getWorkflowResult: (workflowId: WorkflowId): WorkflowResult | null =>
      getRuns(workflowId)?.result ?? null,
    /** True for a prompt that ended so long ago that nothing but its id or summary is left. */
    isPast: (promptId: PromptId): boolean => finished.isPast(promptId)
  }
}

function makeActions(state: ExecutionState) {
  return {
    /** Makes the prompt's state, or answers the one it has; null for a prompt that was put away. */
    registerPrompt: (origin: PromptOrigin) => registerPrompt(state, origin),
    /** Moves a prompt through its life. @param at ms since the epoch @returns whether it moved; ended ones don't */
    applyTransition: (promptId: PromptId, transition: PromptTransition, at: number, seen = false) =>
      applyTransition(state, promptId, transition, at, seen),
    /** The server chose another id (protocol.md §3.2): the state moves to it. */
    renamePrompt: (from: PromptId, to: PromptId) => renamePrompt(state, from, to),
    /** The user deleted it: gone from all lists, and late frames don't bring it back. */
    forgetPrompt: (promptId: PromptId) => forgetPrompt(state, promptId),
    /** Its tab was closed; its prompts go on. */
    forgetWorkflow: (workflowId: WorkflowId) => forgetWorkflow(state, workflowId),
    /** Registers a listener for prompts that get a state, move through their life or take another id. */
    onPromptChanged(listener: (prompt: PromptExecution) => void): Cancel {
      state.changeListeners.add(listener)
      return () => state.changeListeners.delete(listener)
    },
    /** Registers a listener for the end of prompts, however they end; called when all lists show it. */
    onPromptEnded(listener: (prompt: PromptExecution) => void): Cancel {
      state.endListeners.add(listener)
      return () => state.endListeners.delete(listener)
    },
    /** Restores a finished prompt of an earlier page load. */
    restoreSummary: (summary: PromptSummary) => state.finished.addSummary(summary),
    /** The workflow came to the front: its result needs no badge any more. */
    applySeen: (workflowId: WorkflowId) => state.rawRuns[workflowId]?.applySeen(),
    /** Brings back how a workflow's last run ended, after a reload. */
    restoreResult: (workflowId: WorkflowId, result: WorkflowResult | null) =>
      getOrCreateRuns(state, workflowId).applyResult(result)
  }
}
