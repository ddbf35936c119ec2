import type { ShallowReactive, ShallowRef } from 'vue'
import { shallowReactive, shallowRef } from 'vue'
import type { PromptId, WorkflowId } from '@/domain/ids'
import { FinishedPrompts } from './finishedPrompts'
import type { PromptExecution } from './promptExecution'
import { WorkflowRuns } from './workflowRuns'

/**
 * The store's containers. Each `raw` twin is the object behind the reactive one: writers look things up in it so
 * that no effect depends on a whole record.
 */
export interface ExecutionState {
  readonly rawStates: Record<PromptId, PromptExecution>
  readonly promptStates: ShallowReactive<Record<PromptId, PromptExecution>>
  readonly promptIdToWorkflowId: ShallowReactive<Record<PromptId, WorkflowId>>
  readonly rawRuns: Record<WorkflowId, WorkflowRuns>
  readonly runs: ShallowReactive<Record<WorkflowId, WorkflowRuns>>
  /** Own prompts that run, earliest start first. */
  readonly running: ShallowRef<readonly PromptId[]>
  /** Own prompts that wait, in order of submission. */
  readonly waiting: ShallowRef<readonly PromptId[]>
  /** Prompts of others that have not ended, as far as their frames told. */
  readonly foreign: ShallowRef<readonly PromptId[]>
  readonly finished: FinishedPrompts
  /** Told of each prompt that gets a state, moves through its life or takes another id, after all lists show it. */
  readonly changeListeners: Set<(prompt: PromptExecution) => void>
  /** Told of each prompt that ends, however, after all lists show it. */
  readonly endListeners: Set<(prompt: PromptExecution) => void>
}

export function createExecutionState(): ExecutionState {
  const rawStates: Record<PromptId, PromptExecution> = {}
  const rawRuns: Record<WorkflowId, WorkflowRuns> = {}
  return {
    rawStates,
    promptStates: shallowReactive(rawStates),
    promptIdToWorkflowId: shallowReactive<Record<PromptId, WorkflowId>>({}),
    rawRuns,
    runs: shallowReactive(rawRuns),
    running: shallowRef<readonly PromptId[]>([]),
    waiting: shallowRef<readonly PromptId[]>([]),
    foreign: shallowRef<readonly PromptId[]>([]),
    finished: new FinishedPrompts(),
    changeListeners: new Set(),
    endListeners: new Set()
  }
}

/** The runs of a workflow, made on first use. */
export function getOrCreateRuns(state: ExecutionState, workflowId: WorkflowId): WorkflowRuns {
  const known = state.rawRuns[workflowId]
  if (known) return known
  const runs = new WorkflowRuns()
  state.runs[workflowId] = runs
  return runs
}
