import { describe, expect, it } from 'vitest'
import type { ExecutionEvent } from '@/events/executionEvent'
import { normaliseMessage } from '@/events/normalise'
import { decodeBinaryFrame } from '@/protocol/decodeBinaryFrame'
import { decodeTextFrame } from '@/protocol/decodeTextFrame'
import type { Frame } from '@/events/transport'
import { listRecordings, loadRecording } from '../harness/recording'
import {
  JPEG,
  PNG,
  makePreviewFrame,
  makePreviewWithMetadataFrame,
  makeProgressTextFrame
} from '../builders/wireBinary'
import {
  OTHER_PROMPT,
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
  makeProgressFrame,
  makeProgressState,
  makeProgressStateFrame,
  makeReplayedExecutingFrame,
  makeStartFrame,
  makeStatusFrame,
  makeSuccessFrame
} from '../builders/wireMessages'

function normalise(frame: Frame): ExecutionEvent | null {
  const message =
    typeof frame === 'string'
      ? decodeTextFrame(frame)
      : decodeBinaryFrame(new Uint8Array(frame), { supports_progress_text_metadata: true })
  if (message.type === 'malformed') throw new Error(`${message.kind}: ${message.reason}`)
  return normaliseMessage(message)
}

const promptId = PROMPT
const CASES: readonly [what: string, frame: string, event: Record<string, unknown>][] = [
  ['status', makeStatusFrame(3), { type: 'status', promptId: null, queueRemaining: 3, sid: null }],
  [
    'the first status of a connection',
    makeStatusFrame(0, 'tab'),
    { type: 'status', promptId: null, queueRemaining: 0, sid: 'tab' }
  ],
  [
    'a status without a count',
    makeFrame('status', {}),
    { type: 'status', promptId: null, queueRemaining: null, sid: null }
  ],
  [
    'feature flags',
    makeFeatureFlagsFrame({ assets: false }),
    {
      type: 'featureFlags',
      promptId: null,
      flags: { supports_preview_metadata: true, max_upload_size: 104857600, assets: false }
    }
  ],
  ['a start', makeStartFrame(), { type: 'started', promptId, at: 1_790_000_000_000 }],
  [
    'a start without a time',
    makeFrame('execution_start', { prompt_id: PROMPT }),
    { type: 'started', promptId, at: null }
  ],
  [
    'cached nodes',
    makeCachedFrame(['4', '5:6']),
    { type: 'cached', promptId, nodeIds: ['4', '5:6'] }
  ],
  [
    'a snapshot, its nodes as they came',
    makeProgressStateFrame({ 4: [1, 1], 3: [5, 20] }),
    { type: 'progressState', promptId, nodes: makeProgressState({ 4: [1, 1], 3: [5, 20] }).nodes }
  ],
  ['a step', makeProgressFrame(), { type: 'progress', promptId, nodeId: '3', value: 5, max: 20 }],
  [
    'a step of a server that names nothing',
    makeFrame('progress', { value: 1, max: 2 }),
    { type: 'progress', promptId: null, nodeId: null, value: 1, max: 2 }
  ],
  [
    'a node that starts',
    makeExecutingFrame({ node: '15.0.0.1', display_node: '15' }),
    { type: 'executing', promptId, nodeId: '15.0.0.1', displayNodeId: '15' }
  ],
  [
    'a node of a server without display nodes',
    makeFrame('executing', { node: 3, prompt_id: PROMPT }),
    { type: 'executing', promptId, nodeId: '3', displayNodeId: '3' }
  ],
  ['a prompt put aside', makeDrainedFrame(), { type: 'drained', promptId }],
  [
    'a node replayed on reconnect',
    makeReplayedExecutingFrame(),
    { type: 'executing', promptId: null, nodeId: '3', displayNodeId: '3' }
  ],
  [
    'a result',
    makeExecutedFrame(),
    {
      type: 'executed',
      promptId,
      nodeId: '9',
      displayNodeId: '9',
      output: { images: [{ filename: 'render_00001_.png', subfolder: '', type: 'output' }] },
      merge: false
    }
  ],
  [
    'a cached node without a result',
    makeExecutedFrame({ output: null, display_node: null }),
    { type: 'executed', promptId, nodeId: '9', displayNodeId: '9', output: null, merge: false }
  ],
  [
    'a result to merge',
    makeExecutedFrame({ output: { text: ['a'] }, merge: true }),
    {
      type: 'executed',
      promptId,
      nodeId: '9',
      displayNodeId: '9',
      output: { text: ['a'] },
      merge: true
    }
  ],
  ['success', makeSuccessFrame(), { type: 'succeeded', promptId, at: 1_790_000_009_000 }],
  [
    'an interruption',
    makeInterruptedFrame(),
    { type: 'interrupted', promptId, nodeId: '3', at: 1_790_000_000_700 }
  ],
  [
    'an error',
    makeErrorFrame(),
    {
      type: 'failed',
      promptId,
      at: 1_790_000_000_500,
      failure: {
        executionId: '3',
        classType: 'KSampler',
        exceptionType: 'ValueError',
        message: 'something went wrong',
        traceback: ['  File "a.py", line 1, in f\n']
      }
    }
  ],
  [
    'an error of a whole service',
    makeFrame('execution_error', {
      prompt_id: PROMPT,
      node_id: '',
      exception_message: '{"error": {"message": "Prompt has no outputs"}, "node_errors": {}}'
    }),
    {
      type: 'failed',
      promptId,
      at: null,
      failure: {
        executionId: null,
        classType: '',
        exceptionType: '',
        message: 'Prompt has no outputs',
        traceback: []
      }
    }
  ],
  [
    'a machine being made ready',
    makeFrame('notification', { value: 'Waiting for a machine', id: PROMPT }),
    { type: 'initializing', promptId, message: 'Waiting for a machine' }
  ],
  [
    'a notification of no prompt',
    makeFrame('notification', { value: 'Maintenance at noon' }),
    {
      type: 'custom',
      promptId: null,
      name: 'notification',
      detail: { value: 'Maintenance at noon' }
    }
  ],
  [
    'log lines',
    makeFrame('logs', { entries: [{ t: '2026-09-21', m: 'hello\n' }], size: null }),
    { type: 'logs', promptId: null, entries: [{ time: '2026-09-21', message: 'hello\n' }] }
  ],
  [
    'a message of a node pack',
    makeFrame('pack.tick', { node: '3' }),
    { type: 'custom', promptId: null, name: 'pack.tick', detail: { node: '3' } }
  ],
  [
    'a message of a node pack that names a prompt',
    makeFrame('pack.tick', { prompt_id: PROMPT }),
    { type: 'custom', promptId, name: 'pack.tick', detail: { prompt_id: PROMPT } }
  ],
  [
    'a scan of assets',
    makeFrame('assets.seed.paused', {}),
    { type: 'custom', promptId: null, name: 'assets.seed.paused', detail: {} }
  ]
]

describe('normaliseMessage', () => {
  it.each(CASES)('reads %s', (_what, frame, event) => {
    expect(normalise(frame)).toEqual(event)
  })

  it('[B28] takes a blocker’s message for a note on a node, not for an end', () => {
    expect(normalise(makeBlockedFrame())).toEqual({
      type: 'blocked',
      promptId,
      note: {
        executionId: '9',
        classType: 'SaveImage',
        message: 'Execution Blocked: nothing selected'
      }
    })
    expect(normalise(makeBlockedFrame({ node_id: null }))).toBeNull()
  })

  it('[B3] makes nothing of an end that names no prompt', () => {
    expect(normalise(makeFrame('executing', { node: null }))).toBeNull()
  })

  it('[B10] extra keys neither replace the prompt id nor disturb', () => {
    const hints: Record<string, unknown>[] = [
      {},
      { workflow_id: '' },
      { workflow_id: OTHER_PROMPT, metadata: { prompt_id: OTHER_PROMPT } },
      { workflow_metadata: null, promptId: OTHER_PROMPT, id: OTHER_PROMPT }
    ]
    for (const hint of hints) {
      const frame = makeExecutingFrame(hint)
      expect(normalise(frame)).toEqual(normalise(makeExecutingFrame()))
    }
  })

  it('reads pictures of both forms', async () => {
    const legacy = normalise(makePreviewFrame(PNG))
    expect(legacy).toMatchObject({ type: 'preview', promptId: null, nodeId: null })
    const named = normalise(
      makePreviewWithMetadataFrame({ node_id: '5.0.0.1', display_node_id: '5' })
    )
    expect(named).toMatchObject({ promptId, nodeId: '5.0.0.1', displayNodeId: '5' })
    const { blob } = (named as Extract<ExecutionEvent, { type: 'preview' }>).image
    expect(blob.type).toBe('image/jpeg')
    expect(new Uint8Array(await blob.arrayBuffer())).toEqual(JPEG)
  })

  it('[B32] reads progress text of both forms', () => {
    expect(normalise(makeProgressTextFrame('3', 'busy'))).toEqual({
      type: 'progressText',
      promptId: null,
      nodeId: '3',
      text: 'busy'
    })
    expect(normalise(makeProgressTextFrame('3', 'busy', PROMPT))).toMatchObject({ promptId })
  })

  it('makes an event of every frame of every recording', () => {
    for (const name of listRecordings()) {
      for (const entry of loadRecording(name).entries) {
        if (entry.kind === 'receive') expect(normalise(entry.frame), name).not.toBeNull()
      }
    }
  })
})
