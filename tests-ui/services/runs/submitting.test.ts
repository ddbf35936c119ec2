import { beforeEach, describe, expect, it } from 'vitest'
import type { PromptId, WorkflowId } from '@/domain/ids'
import { toExecutionId } from '@/domain/ids'
import type { NodeValidation, PromptRefusal } from '@/domain/promptError'
import { ORIGIN_KEY } from '@/services/runs/submitPrompt'
import type { CoreHarness } from '../../harness/core'
import type { TestDocument } from '../../harness/coreGraphs'
import { createMemoryRecords, createTestCore, makePrompt } from '../../harness/core'
import { ScriptedServer } from '../../harness/coreServer'
import { createManualClock } from '../../harness/clock'

let core: CoreHarness
let a: WorkflowId
let b: WorkflowId

beforeEach(async () => {
  core = createTestCore()
  a = await core.open('A')
  b = await core.open('B', {}, false)
})

const statusOf = (promptId: PromptId) => core.execution.getPrompt(promptId)?.status
const posted = () => [...core.server.prompts.values()]
const seedsPosted = () => posted().map(({ prompt }) => prompt[3]!.inputs.seed)
const seeded: Partial<TestDocument> = {
  controls: [{ node: '3', input: 'seed', mode: 'increment' }]
}

const makeIssue = (inputName: string | null) => ({
  type: 'value_bigger_than_max',
  message: 'Value 200 bigger than max of 100',
  details: 'steps',
  inputName
})
const makeValidation = (node = '3', inputName: string | null = 'steps'): NodeValidation => ({
  executionId: toExecutionId(node),
  classType: 'KSampler',
  issues: [makeIssue(inputName)]
})
const makeRefusal = (overrides: Partial<PromptRefusal> = {}): PromptRefusal => ({
  type: 'prompt_outputs_failed_validation',
  message: 'Prompt outputs failed validation',
  details: '',
  nodes: [makeValidation()],
  ...overrides
})

describe('a press of Run', () => {
  it('[B11] registers the prompt under an id of ours before it is posted, and posts under it', async () => {
    const release = core.server.hold('submitPrompt', 'request')
    const pressed = core.runs.run(a)
    await core.settle()
    const [promptId] = core.listPrompts()
    expect(statusOf(promptId!)).toBe('submitting')
    expect(promptId).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    )
    expect(posted()).toEqual([])
    await release()
    expect(await pressed).toEqual({ accepted: 1, refused: 0 })
    expect(posted().map(({ id }) => id)).toEqual([promptId])
    expect(core.execution.getPrompt(promptId!)).toMatchObject({ status: 'pending', queueNumber: 1 })
  })

  it('[B11] start, steps, results and even success may come before the answer', async () => {
    const release = core.server.hold('submitPrompt')
    const pressed = core.runs.run(a)
    await core.settle()
    const [promptId] = core.listPrompts()
    core.server.start(promptId!)
    expect(statusOf(promptId!)).toBe('running')
    core.server.finish(promptId!, '9', { images: [{ filename: 'early.png' }] })
    core.server.succeed(promptId!)
    await release()
    await pressed
    expect(statusOf(promptId!)).toBe('succeeded')
    expect(core.previews.getNodeOutput(a, '9' as never)).toMatchObject({
      images: [{ filename: 'early.png' }]
    })
    expect(core.execution.waitingPromptIds).toEqual([])
  })

  it('[B12] switching tabs before the answer leaves the prompt with the tab that submitted', async () => {
    const release = core.server.hold('submitPrompt')
    const pressed = core.runs.run(a)
    core.workflowService.activate(b)
    await release()
    await pressed
    const [promptId] = core.listPrompts()
    expect(core.execution.promptIdToWorkflowId[promptId!]).toBe(a)
    expect(core.execution.getWorkflowWaitingPromptIds(b)).toEqual([])
  })

  it('names its client, its workflow and its document', async () => {
    await core.runs.run(a, { front: true })
    const [prompt] = posted()
    expect([prompt!.clientId, prompt!.number]).toEqual(['this-tab', -1])
    expect(prompt!.extraData).toMatchObject({
      extra_pnginfo: { workflow: { id: core.workflows.getWorkflow(a)!.documentId } },
      [ORIGIN_KEY]: { workflow_id: a, workflow_name: 'A' }
    })
  })

  it('takes an explicit number', async () => {
    await core.runs.run(a, { number: 0.5 })
    expect(posted()[0]?.number).toBe(0.5)
  })

  const counts: [number, number][] = [
    [0, 1],
    [-3, 1],
    [2.4, 2],
    [1e9, 100],
    [Number.NaN, 1]
  ]
  for (const [count, made] of counts) {
    it(`a count of ${count} makes ${made}`, async () => {
      expect(await core.runs.run(a, { count })).toEqual({ accepted: made, refused: 0 })
    })
  }

  it('says so when the workflow can’t be run, and submits nothing', async () => {
    core.graphs.failures.takeSnapshot = new Error('Node 7 has no value')
    expect(await core.runs.run(a)).toEqual({ accepted: 0, refused: 0 })
    expect(core.notices.notices).toEqual([
      expect.objectContaining({ kind: 'error', detail: 'Node 7 has no value' })
    ])
    expect(core.server.requests).toEqual([])
  })
})

describe('what a press of Run takes [B13]', () => {
  it('[B13] edits after the click change nothing, even while a pack still computes a value', async () => {
    let go = () => {}
    core.graphs.beforeSnapshot = () => new Promise((resolve) => (go = resolve))
    const pressed = core.runs.run(a)
    core.graphs.edit(a, ({ prompt }) => void (prompt[3]!.inputs.steps = 99))
    go()
    await pressed
    expect(posted()[0]?.prompt[3]?.inputs.steps).toBe(20)
  })

  it('[B13] a hundred runs are all of A as it was, each with its own seed, while B is in front and A is edited and closed', async () => {
    const c = await core.open('C', { prompt: makePrompt(7), ...seeded })
    const release = core.server.hold('submitPrompt')
    const pressed = core.runs.run(c, { count: 100 })
    await core.settle()
    core.workflowService.activate(b)
    core.graphs.edit(c, ({ prompt }) => void (prompt[3]!.inputs.steps = 99))
    core.graphs.edit(b, ({ prompt }) => void (prompt[3]!.inputs.steps = 5))
    core.workflows.patchWorkflow(c, { isModified: false })
    await core.workflowService.close(c)
    await release()
    expect(await pressed).toEqual({ accepted: 100, refused: 0 })
    expect(seedsPosted()).toEqual(Array.from({ length: 100 }, (_, run) => 7 + run))
    expect(new Set(posted().map(({ prompt }) => prompt[3]!.inputs.steps))).toEqual(new Set([20]))
    const documents = posted().map(({ extraData }) => JSON.stringify(extraData.extra_pnginfo))
    expect(documents[41]).toContain('"seed":48')
    for (const { id } of posted()) expect(core.execution.promptIdToWorkflowId[id]).toBe(c)
  })

  it('[B13] the widget shows the next seed at once, as if all runs were made', async () => {
    const c = await core.open('C', { prompt: makePrompt(7), ...seeded })
    const release = core.server.hold('submitPrompt')
    const pressed = core.runs.run(c, { count: 3 })
    await core.settle()
    expect(core.graphs.getDocument(c).prompt[3]!.inputs.seed).toBe(10)
    await release()
    await pressed
  })

  it('[B13] two presses in a row go on from each other, also while the first is still being taken', async () => {
    const c = await core.open('C', { prompt: makePrompt(7), ...seeded })
    const gates: (() => void)[] = []
    core.graphs.beforeSnapshot = () => new Promise((resolve) => gates.push(resolve))
    const presses = [core.runs.run(c, { count: 2 }), core.runs.run(c), core.runs.run(c)]
    while (gates.length > 0) {
      gates.shift()!()
      await core.settle()
    }
    await Promise.all(presses)
    expect(seedsPosted().toSorted()).toEqual([10, 7, 8, 9])
    expect(core.graphs.getDocument(c).prompt[3]!.inputs.seed).toBe(11)
  })

  it('[B13] run again submits what a job was made of, seed included, under a new id', async () => {
    const c = await core.open('C', { prompt: makePrompt(7), ...seeded })
    const [first, second] = await core.run(c, 2)
    core.graphs.edit(c, ({ prompt }) => void (prompt[3]!.inputs.steps = 99))
    expect(await core.runs.runAgain(second!)).toEqual({ accepted: 1, refused: 0 })
    expect(seedsPosted()).toEqual([7, 8, 8])
    expect(new Set([first, second, core.listPrompts()[2]]).size).toBe(3)
    expect(posted()[2]?.prompt[3]?.inputs.steps).toBe(20)
  })

  it('run again takes away what was said of the job, and of no other', async () => {
    const failed = await core.run(a, 2)
    for (const promptId of failed) {
      core.server.start(promptId)
      core.server.fail(promptId, '3')
    }
    await core.runs.runAgain(failed[0]!)
    expect(core.errors.getWorkflowErrors(a).map((row) => row.promptId)).toEqual([failed[1]])
  })

  it('run again says so when what the job was made of is gone', async () => {
    expect(await core.runs.runAgain('gone' as PromptId)).toEqual({ accepted: 0, refused: 0 })
    expect(core.notices.notices[0]).toMatchObject({ kind: 'warning' })
  })
})

describe('the cost of submitting [B15]', () => {
  const countCost = async (queued: number) => {
    const clock = createManualClock()
    const server = new ScriptedServer({ clock })
    for (let n = 0; n < queued; n++) server.submit({ prompt: makePrompt(n), client_id: 'someone' })
    const one = createTestCore({ clock, server })
    const workflowId = await one.open('A', seeded)
    await one.settle()
    server.requests.length = 0
    await one.runs.run(workflowId, { count: 100 })
    one.pass(3_000)
    await one.settle()
    one.dispose()
    return {
      requests: server.requests.map(({ method }) => method),
      received: server.requests.reduce((sum, request) => sum + request.received, 0)
    }
  }

  it('[B15] a hundred submissions are a hundred requests and nothing else, with a thousand queued as with none', async () => {
    const [alone, behind] = [await countCost(0), await countCost(1_000)]
    expect(alone.requests).toEqual(Array.from({ length: 100 }, () => 'submitPrompt'))
    expect(behind.requests).toEqual(alone.requests)
    expect(behind.received).toBeLessThan(alone.received * 1.1)
  })
})

describe('a refusal [B30]', () => {
  it('[B30] marks the right nodes of the right workflow, also when another tab is in front by then', async () => {
    core.server.refuse = () => makeRefusal()
    const release = core.server.hold('submitPrompt')
    const pressed = core.runs.run(a)
    core.workflowService.activate(b)
    await release()
    expect(await pressed).toEqual({ accepted: 0, refused: 1 })
    const [promptId] = core.listPrompts()
    expect(core.errors.getWorkflowErrors(b)).toEqual([])
    expect(core.errors.getWorkflowErrors(a)).toEqual([
      expect.objectContaining({
        kind: 'validation',
        promptId,
        locatorId: '3',
        nodeTitle: 'Sampler',
        inputName: 'steps',
        message: 'Value 200 bigger than max of 100'
      })
    ])
    expect(core.execution.getWorkflowResult(a)).toMatchObject({ status: 'failed', seen: false })
  })

  it('[B30] goes away when the input is mended, and with the next press of Run', async () => {
    core.server.refuse = () => makeRefusal({ nodes: [makeValidation(), makeValidation('9', null)] })
    await core.runs.run(a)
    expect(core.errors.getWorkflowErrors(a)).toHaveLength(2)
    core.errors.clearInput(a, '3' as never, 'steps')
    expect(core.errors.getWorkflowErrors(a).map((row) => row.locatorId)).toEqual(['9'])
    core.server.refuse = () => null
    await core.runs.run(a)
    expect(core.errors.getWorkflowErrors(a)).toEqual([])
  })

  it('without a node at fault is said all the same', async () => {
    core.server.refuse = () =>
      makeRefusal({ type: 'prompt_no_outputs', message: 'Prompt has no outputs', nodes: [] })
    await core.runs.run(a)
    const [promptId] = core.listPrompts()
    expect(core.errors.getWorkflowErrors(a)).toEqual([
      expect.objectContaining({ message: 'Prompt has no outputs', locatorId: null })
    ])
    expect(core.errors.getPromptFailure(promptId!)).toMatchObject({
      exceptionType: 'prompt_no_outputs'
    })
  })

  it('[B41] whoever hears of the end finds the reason there already', async () => {
    const heard: (string | undefined)[] = []
    core.execution.onPromptEnded(({ promptId }) =>
      heard.push(core.errors.getPromptFailure(promptId)?.message)
    )
    core.server.refuse = () => makeRefusal()
    await core.runs.run(a)
    expect(heard).toEqual(['Prompt outputs failed validation'])
  })

  it('of one run is that of all: the rest of the batch is not sent', async () => {
    core.server.refuse = () => makeRefusal()
    expect(await core.runs.run(a, { count: 50 })).toEqual({ accepted: 0, refused: 1 })
    expect(core.listPrompts()).toHaveLength(1)
  })

  it('of a tab that was closed meanwhile leaves nothing behind', async () => {
    core.server.refuse = () => makeRefusal()
    const release = core.server.hold('submitPrompt')
    const pressed = core.runs.run(a)
    await core.settle()
    await core.workflowService.close(a)
    await release()
    await pressed
    expect(core.errors.errorsByWorkflowId).toEqual({})
  })
})

describe('an acceptance with errors [B29]', () => {
  it('[B29] the run goes on, and the dropped outputs are shown as such on their nodes', async () => {
    core.server.dropped = [makeValidation('9', 'images')]
    const [promptId] = await core.run(a)
    expect(statusOf(promptId!)).toBe('pending')
    expect(core.errors.getWorkflowErrors(a)).toEqual([
      expect.objectContaining({ kind: 'dropped', locatorId: '9', nodeTitle: 'Save' })
    ])
    core.server.play(promptId!)
    expect(statusOf(promptId!)).toBe('succeeded')
    expect(core.errors.getPromptFailure(promptId!)).toBeUndefined()
  })
})

describe('no answer', () => {
  it('[B24] the prompt is looked up before anyone calls it lost, and found', async () => {
    const release = core.server.hold('submitPrompt')
    const pressed = core.runs.run(a)
    await core.settle()
    core.server.isDown = true
    await release()
    expect(await pressed).toEqual({ accepted: 0, refused: 0 })
    expect(core.notices.notices).toEqual([expect.objectContaining({ kind: 'warning' })])
    const [promptId] = core.listPrompts()
    core.clock.advance(1_000)
    await core.settle()
    expect(statusOf(promptId!)).toBe('submitting')
    core.server.isDown = false
    core.clock.advance(6_000)
    await core.settle()
    expect(statusOf(promptId!)).toBe('pending')
  })

  it('ends the batch: what follows would be lost too', async () => {
    core.server.isDown = true
    await core.runs.run(a, { count: 20 })
    expect(core.listPrompts()).toHaveLength(1)
  })

  it('an interface that throws counts as no answer', async () => {
    const one = createTestCore({
      api: { ...core.api, submitPrompt: () => Promise.reject(new Error('a fault of ours')) }
    })
    const workflowId = await one.open('A')
    expect(await one.runs.run(workflowId)).toEqual({ accepted: 0, refused: 0 })
    expect(one.execution.getPrompt(one.listPrompts()[0]!)?.status).toBe('submitting')
  })
})

describe('records', () => {
  it('[B22] are written before the post, and say when the server took it', async () => {
    const records = createMemoryRecords()
    const one = createTestCore({ records })
    const workflowId = await one.open('A')
    const release = one.server.hold('submitPrompt', 'request')
    const pressed = one.runs.run(workflowId)
    await one.settle()
    const [promptId] = one.listPrompts()
    expect(records.saved.has(promptId!)).toBe(true)
    expect(records.accepted.has(promptId!)).toBe(false)
    await release()
    await pressed
    expect(records.accepted.has(promptId!)).toBe(true)
  })
})
