import type {
  ExecutedWire,
  ExecutingWire,
  ExecutionErrorWire,
  NodeStateWire,
  ProgressStateWire,
  ProgressWire
} from '@/protocol/messages'

/** The prompt that builders speak of unless told otherwise. */
export const PROMPT = '3f0c1d7e-52ab-4c9e-9a51-0d7c9be1a001'
export const OTHER_PROMPT = '3f0c1d7e-52ab-4c9e-9a51-0d7c9be1a002'

/** A text frame as the server sends it. */
export function makeFrame(type: string, data: unknown): string {
  return JSON.stringify({ type, data })
}

export function makeStatusFrame(queueRemaining = 0, sid?: string): string {
  const status = { exec_info: { queue_remaining: queueRemaining } }
  return makeFrame('status', sid === undefined ? { status } : { status, sid })
}

export function makeFeatureFlagsFrame(flags: Readonly<Record<string, unknown>> = {}): string {
  return makeFrame('feature_flags', {
    supports_preview_metadata: true,
    max_upload_size: 104857600,
    ...flags
  })
}

export function makeStartFrame(prompt_id = PROMPT, timestamp = 1_790_000_000_000): string {
  return makeFrame('execution_start', { prompt_id, timestamp })
}

export function makeCachedFrame(nodes: readonly string[], prompt_id = PROMPT): string {
  return makeFrame('execution_cached', { nodes, prompt_id, timestamp: 1_790_000_000_002 })
}

export function makeNodeState(
  id: string,
  overrides: Partial<NodeStateWire> & { prompt_id?: string } = {}
): NodeStateWire {
  return {
    value: 0,
    max: 1,
    state: 'running',
    node_id: id,
    prompt_id: PROMPT,
    display_node_id: id,
    parent_node_id: null,
    real_node_id: id,
    ...overrides
  }
}

/** A snapshot from `{ node id: [value, max] }`; a node whose value is its max has finished. */
export function makeProgressState(
  nodes: Readonly<Record<string, readonly [value: number, max: number]>>,
  prompt_id = PROMPT
): ProgressStateWire {
  const entries = Object.entries(nodes).map(([id, [value, max]]) => {
    const state = value >= max ? 'finished' : 'running'
    return [id, makeNodeState(id, { value, max, state, prompt_id })]
  })
  return { prompt_id, nodes: Object.fromEntries(entries) as ProgressStateWire['nodes'] }
}

export function makeProgressStateFrame(
  nodes: Readonly<Record<string, readonly [value: number, max: number]>>,
  prompt_id = PROMPT
): string {
  return makeFrame('progress_state', makeProgressState(nodes, prompt_id))
}

export function makeProgressFrame(overrides: Partial<ProgressWire> = {}): string {
  return makeFrame('progress', { value: 5, max: 20, prompt_id: PROMPT, node: '3', ...overrides })
}

export function makeExecutingFrame(overrides: Partial<ExecutingWire> = {}): string {
  return makeFrame('executing', { node: '3', display_node: '3', prompt_id: PROMPT, ...overrides })
}

/** The server has put the prompt aside. */
export function makeDrainedFrame(prompt_id = PROMPT): string {
  return makeFrame('executing', { node: null, prompt_id })
}

/** What a client that comes back is told of its running prompt: a node, and nothing else. */
export function makeReplayedExecutingFrame(node = '3'): string {
  return makeFrame('executing', { node })
}

export function makeExecutedFrame(overrides: Partial<ExecutedWire> = {}): string {
  const image = { filename: 'render_00001_.png', subfolder: '', type: 'output' }
  return makeFrame('executed', {
    node: '9',
    display_node: '9',
    output: { images: [image] },
    prompt_id: PROMPT,
    ...overrides
  })
}

export function makeSuccessFrame(prompt_id = PROMPT): string {
  return makeFrame('execution_success', { prompt_id, timestamp: 1_790_000_009_000 })
}

export function makeErrorFrame(overrides: Partial<ExecutionErrorWire> = {}): string {
  return makeFrame('execution_error', {
    prompt_id: PROMPT,
    node_id: '3',
    node_type: 'KSampler',
    executed: ['4', '6'],
    exception_message: 'something went wrong\n',
    exception_type: 'ValueError',
    traceback: ['  File "a.py", line 1, in f\n'],
    current_inputs: { seed: [1] },
    current_outputs: ['3', '9', '4', '6'],
    timestamp: 1_790_000_000_500,
    ...overrides
  })
}

/** A blocker's message: the same type, no end. */
export function makeBlockedFrame(overrides: Partial<ExecutionErrorWire> = {}): string {
  return makeFrame('execution_error', {
    prompt_id: PROMPT,
    node_id: '9',
    node_type: 'SaveImage',
    executed: ['4'],
    exception_message: 'Execution Blocked: nothing selected',
    exception_type: 'ExecutionBlocked',
    traceback: [],
    current_inputs: [],
    current_outputs: [],
    ...overrides
  })
}

export function makeInterruptedFrame(prompt_id = PROMPT): string {
  return makeFrame('execution_interrupted', {
    prompt_id,
    node_id: '3',
    node_type: 'KSampler',
    executed: ['4'],
    timestamp: 1_790_000_000_700
  })
}
