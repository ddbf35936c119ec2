import type { PromptId } from '@/domain/ids'
import { toClientId, toWorkflowId } from '@/domain/ids'
import type { PromptTransition } from '@/domain/promptStatus'
import type { NodeStateWire } from '@/protocol/messages'
import { useExecutionStore } from '@/stores/execution/executionStore'
import type { PromptExecution, PromptOrigin } from '@/stores/execution/promptExecution'
import type { OpenWorkflowInit } from '@/stores/workflowStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { TEST_DAY, makePromptId } from './promptJobs'
import { makeManifest } from './promptManifest'

/** A prompt as it is when Run was pressed in workflow `a` of this tab. */
export function makePromptOrigin(overrides: Partial<PromptOrigin> = {}): PromptOrigin {
  return {
    promptId: makePromptId(1),
    workflowId: toWorkflowId('a'),
    clientId: toClientId('this-tab'),
    isOwn: true,
    workflowName: 'Portrait',
    manifest: makeManifest(),
    createdAt: TEST_DAY,
    ...overrides
  }
}

export interface PromptScript extends Partial<PromptOrigin> {
  /** What moved it, in order; by default it was accepted and started. */
  readonly transitions?: readonly PromptTransition[]
  /** ms since the epoch of the first transition; the following are a second apart. */
  readonly at?: number
  readonly queueNumber?: number
}

/** Registers a prompt in the store and takes it through its lifecycle. */
export function addPrompt(script: PromptScript = {}): PromptExecution {
  const { transitions = ['accepted', 'started'], queueNumber, ...rest } = script
  const store = useExecutionStore()
  const origin = makePromptOrigin(rest)
  const prompt = store.registerPrompt(origin)
  if (!prompt) throw new Error(`${origin.promptId} was put away already`)
  if (queueNumber !== undefined) prompt.applyQueueNumber(queueNumber)
  const at = script.at ?? origin.createdAt
  transitions.forEach((transition, index) =>
    store.applyTransition(origin.promptId, transition, at + index * 1_000)
  )
  return prompt
}

/** One node of a `progress_state` message. */
export function makeNodeState(
  promptId: PromptId,
  nodeId: string,
  overrides: Partial<NodeStateWire> = {}
): NodeStateWire {
  return {
    value: 5,
    max: 20,
    state: 'running',
    node_id: nodeId,
    prompt_id: promptId,
    display_node_id: nodeId,
    parent_node_id: null,
    real_node_id: nodeId,
    ...overrides
  }
}

/** A tick of the sampler (node 3) of a prompt, with the nodes before it finished. */
export function tick(prompt: PromptExecution, value: number, max = 20): void {
  const done = ['4', '6', '7', '5'].map((id) =>
    makeNodeState(prompt.promptId, id, { value: 1, max: 1, state: 'finished' })
  )
  const nodes = [...done, makeNodeState(prompt.promptId, '3', { value, max })]
  prompt.applyProgressState(Object.fromEntries(nodes.map((node) => [node.node_id, node])))
}

/** Opens a workflow's tab, and brings the first that is opened to the front. */
export function addWorkflow(id: string, overrides: Partial<OpenWorkflowInit> = {}) {
  const store = useWorkflowStore()
  const workflow = store.addWorkflow({
    documentId: `document-${id}`,
    name: id.toUpperCase(),
    ...overrides,
    id: toWorkflowId(id)
  })
  if (store.activeId === null) store.activate(workflow.id)
  return workflow
}
