import { describe, expect, it } from 'vitest'
import { decodeTextFrame } from '@/protocol/decodeTextFrame'
import {
  PROMPT,
  makeBlockedFrame,
  makeCachedFrame,
  makeDrainedFrame,
  makeErrorFrame,
  makeExecutedFrame,
  makeExecutingFrame,
  makeFeatureFlagsFrame,
  makeFrame,
  makeInterruptedFrame,
  makeNodeState,
  makeProgressFrame,
  makeProgressStateFrame,
  makeReplayedExecutingFrame,
  makeStartFrame,
  makeStatusFrame,
  makeSuccessFrame
} from '../builders/wireMessages'

const WELL_FORMED: readonly [what: string, frame: string, type: string][] = [
  ['status', makeStatusFrame(3), 'status'],
  ['status on connect', makeStatusFrame(0, 'tab-7c1f'), 'status'],
  ['status without a count', makeFrame('status', { status: null }), 'status'],
  ['feature flags', makeFeatureFlagsFrame(), 'feature_flags'],
  ['execution_start', makeStartFrame(), 'execution_start'],
  ['execution_start of 2023', makeFrame('execution_start', { prompt_id: 'x' }), 'execution_start'],
  ['execution_cached', makeCachedFrame(['4', '6']), 'execution_cached'],
  ['progress_state', makeProgressStateFrame({ 4: [1, 1], 3: [5, 20] }), 'progress_state'],
  ['an empty progress_state', makeProgressStateFrame({}), 'progress_state'],
  ['executing', makeExecutingFrame(), 'executing'],
  ['executing, end', makeDrainedFrame(), 'executing'],
  ['executing, replayed', makeReplayedExecutingFrame(), 'executing'],
  ['executing with a number for an id', makeExecutingFrame({ node: 3 }), 'executing'],
  ['progress', makeProgressFrame(), 'progress'],
  ['progress of 2023', makeFrame('progress', { value: 1, max: 2 }), 'progress'],
  ['executed', makeExecutedFrame(), 'executed'],
  ['executed, cached without UI', makeExecutedFrame({ output: null }), 'executed'],
  ['executed, to be merged', makeExecutedFrame({ merge: true }), 'executed'],
  ['execution_success', makeSuccessFrame(), 'execution_success'],
  ['execution_error', makeErrorFrame(), 'execution_error'],
  ['execution_error, blocked', makeBlockedFrame(), 'execution_error'],
  [
    'execution_error of a service',
    makeFrame('execution_error', { prompt_id: PROMPT, exception_message: 'no machine' }),
    'execution_error'
  ],
  ['execution_interrupted', makeInterruptedFrame(), 'execution_interrupted'],
  ['logs', makeFrame('logs', { entries: [{ t: '2026', m: 'hello\n' }], size: null }), 'logs'],
  ['notification', makeFrame('notification', { value: 'Waiting', id: PROMPT }), 'notification'],
  ['an assets scan', makeFrame('assets.seed.progress', { phase: 'fast', scanned: 1 }), 'custom'],
  ['a type of a node pack', makeFrame('my-pack.tick', { at: 1 }), 'custom'],
  ['a type named like ours', makeFrame('malformed', { reason: 'none' }), 'custom'],
  ['a type named like an object’s own', makeFrame('toString', null), 'custom']
]

describe('decodeTextFrame', () => {
  it.each(WELL_FORMED)('understands %s', (_what, frame, type) => {
    expect(decodeTextFrame(frame)).toMatchObject({ type })
  })

  it('hands on the data as it came, extra keys included', () => {
    const data = { prompt_id: PROMPT, node: '3', display_node: '3', workflow_id: '' }
    expect(decodeTextFrame(makeFrame('executing', data))).toEqual({ type: 'executing', data })
  })

  it('gives other types under their name with whatever they carry', () => {
    for (const data of [{ a: 1 }, [1], 'text', null]) {
      const frame = makeFrame('pack.event', data)
      expect(decodeTextFrame(frame)).toEqual({ type: 'custom', name: 'pack.event', data })
    }
    expect(decodeTextFrame('{"type":"bare"}')).toMatchObject({ type: 'custom', name: 'bare' })
  })

  it('reads non-finite numbers of a Python server', () => {
    const frame = '{"type": "pack.value", "data": {"node": "3", "value": NaN}}'
    expect(decodeTextFrame(frame)).toMatchObject({ data: { node: '3', value: NaN } })
  })
})

const state = (overrides: Record<string, unknown>) =>
  makeFrame('progress_state', {
    prompt_id: PROMPT,
    nodes: { 3: { ...makeNodeState('3'), ...overrides } }
  })

const MALFORMED: readonly [what: string, frame: string, kind: string][] = [
  ['no JSON', 'hello', 'text'],
  ['an empty frame', '', 'text'],
  ['half a frame', makeSuccessFrame().slice(0, 30), 'text'],
  ['a list', '[]', 'text'],
  ['a number', '7', 'text'],
  ['no type', '{"data":{}}', 'text'],
  ['a type that is no text', '{"type":3,"data":{}}', 'text'],
  ['no data', '{"type":"status"}', 'status'],
  ['data that is a list', '{"type":"status","data":[]}', 'status'],
  ['a status that is no object', makeFrame('status', { status: 'busy' }), 'status'],
  ['a sid that is no text', makeFrame('status', { sid: 7 }), 'status'],
  ['flags that are a list', makeFrame('feature_flags', ['a']), 'feature_flags'],
  ['a start of no prompt', makeFrame('execution_start', {}), 'execution_start'],
  [
    'a start of a numbered prompt',
    makeFrame('execution_start', { prompt_id: 7 }),
    'execution_start'
  ],
  ['a success of an empty id', makeSuccessFrame(''), 'execution_success'],
  ['an id out of Object.prototype', makeSuccessFrame('__proto__'), 'execution_success'],
  [
    'cached nodes that are no list',
    makeFrame('execution_cached', { prompt_id: PROMPT, nodes: {} }),
    'execution_cached'
  ],
  [
    'a cached node that is no id',
    makeFrame('execution_cached', { prompt_id: PROMPT, nodes: [null] }),
    'execution_cached'
  ],
  [
    'nodes that are a list',
    makeFrame('progress_state', { prompt_id: PROMPT, nodes: [] }),
    'progress_state'
  ],
  ['a snapshot of no prompt', makeFrame('progress_state', { nodes: {} }), 'progress_state'],
  [
    'a node that is null',
    makeFrame('progress_state', { prompt_id: PROMPT, nodes: { 3: null } }),
    'progress_state'
  ],
  ['a value that is text', state({ value: '5' }), 'progress_state'],
  ['a max that is null', state({ max: null }), 'progress_state'],
  ['no state', state({ state: undefined }), 'progress_state'],
  ['a display node that is an object', state({ display_node_id: {} }), 'progress_state'],
  [
    'a node named __proto__',
    `{"type":"progress_state","data":{"prompt_id":"${PROMPT}","nodes":{"__proto__":{"value":0,"max":1,"state":"running"}}}}`,
    'progress_state'
  ],
  ['executing an object', makeFrame('executing', { node: {}, prompt_id: PROMPT }), 'executing'],
  ['executing nothing at all', makeFrame('executing', { prompt_id: PROMPT }), 'executing'],
  [
    'executing for a numbered prompt',
    makeFrame('executing', { node: '3', prompt_id: 7 }),
    'executing'
  ],
  ['progress of text', makeProgressFrame({ value: 'half' as never }), 'progress'],
  ['progress without max', makeProgressFrame({ max: undefined as never }), 'progress'],
  ['an output that is a list', makeExecutedFrame({ output: [] as never }), 'executed'],
  ['a result of no node', makeExecutedFrame({ node: null as never }), 'executed'],
  ['a result of no prompt', makeExecutedFrame({ prompt_id: undefined as never }), 'executed'],
  ['an error of no prompt', makeErrorFrame({ prompt_id: null as never }), 'execution_error'],
  ['an error of an impossible node', makeErrorFrame({ node_id: [] as never }), 'execution_error'],
  ['logs that are text', makeFrame('logs', { entries: 'line' }), 'logs'],
  ['log lines without text', makeFrame('logs', { entries: [{ t: '2026' }] }), 'logs'],
  ['a notification of nothing', makeFrame('notification', { id: PROMPT }), 'notification']
]

describe('decodeTextFrame, of malformed frames', () => {
  it.each(MALFORMED)('says what is wrong with %s', (_what, frame, kind) => {
    const message = decodeTextFrame(frame)
    expect(message).toMatchObject({ type: 'malformed', kind })
    expect((message as { reason: string }).reason).not.toBe('')
  })
})
