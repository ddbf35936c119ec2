import type { ShallowRef } from 'vue'
import { callAll } from '@/domain/callAll'
import type { PromptId, WorkflowId } from '@/domain/ids'
import type { PromptTransition } from '@/domain/promptStatus'
import { isTerminal, isWaiting } from '@/domain/promptStatus'
import type { ExecutionState } from './executionState'
import { getOrCreateRuns } from './executionState'
import type { PromptOrigin } from './promptExecution'
import { PromptExecution } from './promptExecution'

/**
 * Makes the state of a prompt, or answers the one it has: registering is idempotent, and a prompt that has been
 * put away is never brought back (null). One that turns out to be ours takes the place of what its frames had made
 * of it as somebody else's.
 */
export function registerPrompt(
  state: ExecutionState,
  origin: PromptOrigin
): PromptExecution | null {
  const known = state.rawStates[origin.promptId]
  if (known && (known.isOwn || !origin.isOwn)) return known
  if (known) dropForeign(state, known)
  else if (state.finished.isPast(origin.promptId)) return null
  const prompt = new PromptExecution(origin)
  state.promptStates[origin.promptId] = prompt
  if (origin.workflowId) {
    state.promptIdToWorkflowId[origin.promptId] = origin.workflowId
    getOrCreateRuns(state, origin.workflowId)
  }
  index(state, prompt)
  tell(state.changeListeners, prompt)
  return prompt
}

/**
 * Moves a prompt through its lifecycle and keeps the lists that depend on it.
 * @param at ms since the epoch
 * @param seen its workflow is in front, so that its end needs no badge
 * @returns whether it moved; ended prompts don't.
 */
export function applyTransition(
  state: ExecutionState,
  promptId: PromptId,
  transition: PromptTransition,
  at: number,
  seen: boolean
): boolean {
  const prompt = state.rawStates[promptId]
  if (!prompt?.applyTransition(transition, at)) return false
  index(state, prompt)
  if (isTerminal(prompt.status)) putAside(state, prompt, seen)
  tell(state.changeListeners, prompt)
  return true
}

function tell(listeners: ExecutionState['changeListeners'], prompt: PromptExecution): void {
  callAll([...listeners].map((listener) => () => listener(prompt)))
}

/** Files the prompt under what it does now; costs one workflow's lists. */
function index(state: ExecutionState, prompt: PromptExecution): void {
  const { promptId, workflowId, status, isOwn } = prompt
  // A closed tab has no runs index any more; its prompts go on without one.
  const runs = workflowId && state.rawRuns[workflowId]
  if (!isOwn && !isTerminal(status)) include(state.foreign, promptId)
  if (isWaiting(status)) {
    runs?.applyWaiting(promptId)
    if (isOwn) include(state.waiting, promptId)
  } else if (status === 'running') {
    runs?.applyRunning(promptId)
    exclude(state.waiting, promptId)
    if (isOwn) include(state.running, promptId)
  }
}

function putAside(state: ExecutionState, prompt: PromptExecution, seen: boolean): void {
  const { promptId, workflowId, status } = prompt
  for (const list of [state.waiting, state.running, state.foreign]) exclude(list, promptId)
  if (workflowId && isTerminal(status)) state.rawRuns[workflowId]?.applyEnd(promptId, status, seen)
  const surplus = state.finished.add(promptId)
  const oldest = surplus && state.rawStates[surplus]
  if (oldest) {
    state.finished.compact(oldest)
    drop(state, oldest.promptId)
  }
  tell(state.endListeners, prompt)
}

/** The server chose another id than ours (older than 0.3.45): the state moves, with all it has. */
export function renamePrompt(state: ExecutionState, from: PromptId, to: PromptId): void {
  const prompt = state.rawStates[from]
  const other = state.rawStates[to]
  if (!prompt || from === to || other?.isOwn) return
  if (other) dropForeign(state, other)
  drop(state, from)
  prompt.applyRename(to)
  state.finished.rename(from, to)
  state.promptStates[to] = prompt
  if (prompt.workflowId) {
    state.promptIdToWorkflowId[to] = prompt.workflowId
    state.rawRuns[prompt.workflowId]?.applyRename(from, to)
  }
  for (const list of [state.waiting, state.running, state.foreign]) {
    if (list.value.includes(from)) list.value = list.value.map((id) => (id === from ? to : id))
  }
  tell(state.changeListeners, prompt)
}

/** Takes a prompt out of everything but the memory of ids: the user deleted its row. */
export function forgetPrompt(state: ExecutionState, promptId: PromptId): void {
  const workflowId = state.rawStates[promptId]?.workflowId
  if (workflowId) state.rawRuns[workflowId]?.applyRemoval(promptId)
  for (const list of [state.waiting, state.running, state.foreign]) exclude(list, promptId)
  drop(state, promptId)
  state.finished.forget(promptId)
}

/** The tab was closed: its prompts go on and stay listed, its runs index goes. */
export function forgetWorkflow(state: ExecutionState, workflowId: WorkflowId): void {
  delete state.runs[workflowId]
}

function dropForeign(state: ExecutionState, { promptId }: PromptExecution): void {
  state.finished.remove(promptId)
  exclude(state.foreign, promptId)
  drop(state, promptId)
}

function drop(state: ExecutionState, promptId: PromptId): void {
  delete state.promptStates[promptId]
  delete state.promptIdToWorkflowId[promptId]
}

function include(list: ShallowRef<readonly PromptId[]>, promptId: PromptId): void {
  if (!list.value.includes(promptId)) list.value = [...list.value, promptId]
}

function exclude(list: ShallowRef<readonly PromptId[]>, promptId: PromptId): void {
  if (list.value.includes(promptId)) list.value = list.value.filter((id) => id !== promptId)
}
