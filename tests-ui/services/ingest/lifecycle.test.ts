import { beforeEach, describe, expect, it } from 'vitest'
import type { PromptId, WorkflowId } from '@/domain/ids'
import { makeProgressTextFrame } from '../../builders/wireBinary'
import {
  makeBlockedFrame,
  makeDrainedFrame,
  makeErrorFrame,
  makeExecutedFrame,
  makeFeatureFlagsFrame,
  makeFrame,
  makeProgressStateFrame,
  makeReplayedExecutingFrame,
  makeStartFrame,
  makeSuccessFrame
} from '../../builders/wireMessages'
import type { CoreHarness } from '../../harness/core'
import { createTestCore, makePrompt } from '../../harness/core'

let core: CoreHarness
let a: WorkflowId
let b: WorkflowId
let promptA: PromptId
let promptB: PromptId

beforeEach(async () => {
  core = createTestCore()
  a = await core.open('A')
  b = await core.open('B', {}, false)
  ;[promptA, promptB] = [(await core.run(a))[0]!, (await core.run(b))[0]!]
})

const statusOf = (promptId: PromptId) => core.execution.getPrompt(promptId)?.status

describe('order of events', () => {
  it('[B11] a late "running" never overwrites an end, and a duplicated end changes nothing', () => {
    core.server.play(promptA)
    const endedAt = core.execution.getPrompt(promptA)!.endedAt
    core.clock.advance(1_000)
    core.push(
      makeStartFrame(promptA),
      makeProgressStateFrame({ 3: [1, 20] }, promptA),
      makeSuccessFrame(promptA),
      makeErrorFrame({ prompt_id: promptA })
    )
    core.pass(200)
    expect(core.execution.getPrompt(promptA)).toMatchObject({ status: 'succeeded', endedAt })
    expect(core.errors.getWorkflowErrors(a)).toEqual([])
    expect(core.execution.runningPromptIds).toEqual([])
  })

  it('[B11] a prompt whose start was lost runs with the first that is heard of its work', () => {
    core.push(makeProgressStateFrame({ 3: [4, 20] }, promptA))
    core.pass(200)
    expect(statusOf(promptA)).toBe('running')
    expect(core.execution.getPromptProgress(promptA).percent).toBe(10)
  })

  it('[B11] a result, a preview or a note shows that its prompt runs, too', () => {
    core.push(makeExecutedFrame({ prompt_id: promptA }))
    core.server.preview(promptB, '3')
    core.pass(200)
    expect([statusOf(promptA), statusOf(promptB)]).toEqual(['running', 'running'])
  })

  it('[B22] a reconnect’s lone "executing" is the one own prompt’s that runs', () => {
    core.server.start(promptA)
    core.push(makeReplayedExecutingFrame('3'))
    expect(core.execution.getPrompt(promptA)?.runningNodeIds).toEqual(['3'])
  })

  it('[B3] the last words of a prompt nobody knows make no row', () => {
    core.push(makeDrainedFrame('never-heard-of'))
    expect(core.listPrompts()).toEqual([promptA, promptB])
  })
})

describe('errors', () => {
  it('[B31] a failed run shows on its node, in its own workflow, and says why in the list', () => {
    core.server.start(promptB)
    core.server.fail(promptB, '3', 'out of memory')
    expect(core.errors.getWorkflowErrors(a)).toEqual([])
    expect(core.errors.getWorkflowErrors(b)).toEqual([
      expect.objectContaining({
        kind: 'execution',
        promptId: promptB,
        locatorId: '3',
        nodeTitle: 'Sampler',
        message: 'out of memory'
      })
    ])
    expect(core.errors.getPromptFailure(promptB)?.message).toBe('out of memory')
    expect(core.execution.getPrompt(promptB)?.locatorStates['3' as never]?.state).toBe('error')
  })

  it('[B41] whoever hears of the end finds the reason there already', () => {
    const heard: (string | undefined)[] = []
    core.execution.onPromptEnded(({ promptId }) =>
      heard.push(core.errors.getPromptFailure(promptId)?.message)
    )
    core.server.start(promptA)
    core.server.fail(promptA, '3', 'out of memory')
    expect(heard).toEqual(['out of memory'])
  })

  it('[B34] an error inside a subgraph is found with the subgraph node around it', async () => {
    const prompt = { '5:3': makePrompt()[3]!, 9: makePrompt()[9]! }
    const c = await core.open('C', { prompt, subgraphs: { 5: 'sub' } })
    const [inner] = await core.run(c)
    core.server.start(inner!)
    core.server.fail(inner!, '5:3')
    expect(core.errors.getWorkflowErrors(c)[0]).toMatchObject({
      locatorId: 'sub:3',
      enclosingLocatorIds: ['5'],
      nodeTitle: 'Subgraph 5 › Sampler'
    })
    expect(core.execution.getPrompt(inner!)?.locatorStates['5' as never]?.state).toBe('error')
  })

  it('a failure of the service blames no node', () => {
    core.push(makeErrorFrame({ prompt_id: promptA, node_id: null, node_type: null }))
    expect(core.errors.getWorkflowErrors(a)[0]).toMatchObject({
      kind: 'service',
      locatorId: null,
      nodeTitle: ''
    })
  })

  it('[B28] a blocker’s message is a note on its node; the run goes on, and saying it twice makes one note', () => {
    core.server.start(promptA)
    core.push(makeBlockedFrame({ prompt_id: promptA }), makeBlockedFrame({ prompt_id: promptA }))
    expect(statusOf(promptA)).toBe('running')
    expect(core.errors.getWorkflowErrors(a)).toEqual([
      expect.objectContaining({ kind: 'blocked', locatorId: '9', nodeTitle: 'Save' })
    ])
    expect(core.errors.getPromptFailure(promptA)).toBeUndefined()
    core.server.succeed(promptA)
    expect(statusOf(promptA)).toBe('succeeded')
  })

  it('[B31] an interrupted job leaves the running set and no error', () => {
    core.server.start(promptA)
    core.server.tick(promptA, '3', 5)
    core.pass(200)
    core.server.interrupt(promptA)
    expect(statusOf(promptA)).toBe('interrupted')
    expect(core.execution.getWorkflowRunningPromptIds(a)).toEqual([])
    expect(core.execution.getPrompt(promptA)?.locatorStates['3' as never]).toBeUndefined()
    expect(core.errors.getWorkflowErrors(a)).toEqual([])
    expect(core.execution.getPromptProgress(promptA).percent).toBe(13)
  })
})

describe('progress text [B32]', () => {
  const textsOf = (promptId: PromptId) => core.execution.getPrompt(promptId)?.texts

  it('[B32] of the released form is the one running prompt’s that has the node, and goes with it', () => {
    core.server.start(promptA)
    core.push(makeProgressTextFrame('3', 'loading'))
    expect(textsOf(promptA)).toEqual({ 3: 'loading' })
    core.push(makeProgressTextFrame('77', 'of somebody else'))
    expect(textsOf(promptA)).toEqual({ 3: 'loading' })
    core.server.succeed(promptA)
    expect(textsOf(promptA)).toEqual({})
  })

  it('[B32] of the released form is dropped while two prompts that run have the node', () => {
    core.server.start(promptA)
    core.server.start(promptB)
    core.push(makeProgressTextFrame('3', 'whose?'))
    expect([textsOf(promptA), textsOf(promptB)]).toEqual([{}, {}])
  })

  it('[B32] of the prefixed form, which the server’s flag announces, names its prompt', () => {
    core.push(makeFeatureFlagsFrame({ supports_progress_text_metadata: true }))
    core.server.start(promptA)
    core.server.start(promptB)
    core.push(makeProgressTextFrame('3', 'of B', promptB))
    expect([textsOf(promptA), textsOf(promptB)]).toEqual([{}, { 3: 'of B' }])
  })

  it('[B32] malformed frames are dropped with one warning', () => {
    for (let n = 0; n < 5; n++) core.push(new ArrayBuffer(3))
    for (let n = 0; n < 5; n++) core.push(makeFrame('executed', { node: '9' }))
    expect(core.warnings).toHaveLength(2)
  })
})

describe('waiting for a machine [B33]', () => {
  it('[B33] is set and cleared for its prompt only', () => {
    core.push(makeFrame('notification', { value: 'Waiting for a machine', id: promptA }))
    expect(statusOf(promptA)).toBe('initializing')
    expect(core.execution.getPrompt(promptA)?.waitingFor).toBe('Waiting for a machine')
    expect(statusOf(promptB)).toBe('pending')
    core.push(makeFrame('notification', { value: 'Nearly there', id: promptA }))
    expect(core.execution.getPrompt(promptA)?.waitingFor).toBe('Nearly there')
    core.server.start(promptA)
    expect(core.execution.getPrompt(promptA)).toMatchObject({ status: 'running', waitingFor: null })
    core.push(makeFrame('notification', { value: 'Too late', id: promptA }))
    expect(core.execution.getPrompt(promptA)?.waitingFor).toBeNull()
  })
})

describe('what the server says of itself', () => {
  it('reaches the connection store: its flags and its count', () => {
    core.push(makeFeatureFlagsFrame({ assets: true }))
    expect(core.connection.hasServerFlag('assets')).toBe(true)
    core.server.status()
    expect(core.connection.queueRemaining).toBe(2)
    expect(core.connection.phase).toBe('connected')
  })
})
