import { beforeEach, describe, expect, it } from 'vitest'
import { toNodeLocatorId, toPromptId } from '@/domain/ids'
import type { PromptId, WorkflowId } from '@/domain/ids'
import { OTHER_PROMPT, makeFrame, makeNodeState } from '../../builders/wireMessages'
import type { CoreHarness } from '../../harness/core'
import { createTestCore } from '../../harness/core'
import { makeResult } from '../../harness/coreServer'

const SAMPLER = toNodeLocatorId('3')
const SAVER = toNodeLocatorId('9')

let core: CoreHarness
let a: WorkflowId
let b: WorkflowId

beforeEach(async () => {
  core = createTestCore()
  a = await core.open('A')
  b = await core.open('B', {}, false)
})

async function runBoth(): Promise<[PromptId, PromptId]> {
  const [promptA] = await core.run(a)
  const [promptB] = await core.run(b)
  return [promptA!, promptB!]
}

const statusOf = (promptId: PromptId) => core.execution.getPrompt(promptId)?.status
const percentOf = (promptId: PromptId) => core.execution.getPromptProgress(promptId).percent
/** What the workflow's node shows: its state in the workflow's own running prompt. */
const shownOn = (workflowId: WorkflowId) => {
  const promptId = core.execution.getActivePromptForWorkflow(workflowId)
  return promptId ? core.execution.getPrompt(promptId)!.locatorStates[SAMPLER] : undefined
}

describe('two workflows that run at once', () => {
  it('[B1] both run, and the start of B leaves A as it was', async () => {
    const [promptA, promptB] = await runBoth()
    core.server.start(promptA)
    core.server.tick(promptA, '3', 5)
    core.pass(200)
    const before = core.execution.getPromptNodeProgressStates(promptA)['3' as never]
    core.server.start(promptB)
    core.server.tick(promptB, '3', 1)
    core.pass(200)
    expect(core.execution.runningPromptIds).toEqual([promptA, promptB])
    expect(core.execution.getWorkflowRunningPromptIds(a)).toEqual([promptA])
    expect(core.execution.getWorkflowRunningPromptIds(b)).toEqual([promptB])
    expect(core.execution.getPromptNodeProgressStates(promptA)['3' as never]).toBe(before)
    expect([percentOf(promptA), percentOf(promptB)]).toEqual([13, 3])
    expect(core.execution.isIdle).toBe(false)
  })

  it('[B2] results and cached nodes of B are not counted for A', async () => {
    const [promptA, promptB] = await runBoth()
    core.server.start(promptA)
    core.server.start(promptB, ['3'])
    core.server.finish(promptB, '9', makeResult('b.png'))
    core.pass(200)
    expect(core.execution.getPromptProgress(promptA)).toMatchObject({ done: 0, total: 2 })
    expect(core.execution.getPromptProgress(promptB)).toMatchObject({ done: 2, total: 2 })
  })

  const ends = {
    success: (id: PromptId) => core.server.succeed(id),
    'an error': (id: PromptId) => core.server.fail(id, '3'),
    'an interruption': (id: PromptId) => core.server.interrupt(id),
    'executing without a node': (id: PromptId) =>
      core.push(makeFrame('executing', { node: null, prompt_id: id }))
  }
  for (const [name, end] of Object.entries(ends)) {
    it(`[B3] ${name} of B ends, idles and blanks nothing of A`, async () => {
      const [promptA, promptB] = await runBoth()
      core.server.start(promptA)
      core.server.tick(promptA, '3', 5)
      core.server.preview(promptA, '3')
      core.server.start(promptB)
      core.pass(200)
      end(promptB)
      core.pass(200)
      expect(statusOf(promptA)).toBe('running')
      expect(core.execution.isIdle).toBe(false)
      expect(shownOn(a)).toMatchObject({ state: 'running', value: 5 })
      expect(core.previews.getNodePreview(a, SAMPLER)?.promptId).toBe(promptA)
      expect(core.errors.getWorkflowErrors(a)).toEqual([])
    })
  }

  it('[B4] a workflow that ends in the background has its result on its own tab, unseen until it comes to the front', async () => {
    const [promptA, promptB] = await runBoth()
    core.server.start(promptA)
    core.server.play(promptB)
    core.pass(200)
    expect(core.execution.getWorkflowResult(b)).toEqual({
      promptId: promptB,
      status: 'succeeded',
      seen: false
    })
    expect(core.execution.getWorkflowResult(a)).toBeNull()
    expect(core.execution.getWorkflowRunningPromptIds(b)).toEqual([])
    core.workflowService.activate(b)
    expect(core.execution.getWorkflowResult(b)?.seen).toBe(true)
    expect(shownOn(b)).toBeUndefined()
  })

  it('[B5] the same node id in the other workflow shows nothing, waiting or idle, after ten switches', async () => {
    const [promptA] = await core.run(a)
    core.server.start(promptA!)
    core.server.tick(promptA!, '3', 5)
    core.pass(200)
    const [promptB] = await core.run(b)
    for (let turn = 0; turn < 10; turn++) {
      core.workflowService.activate(turn % 2 === 0 ? b : a)
      core.server.tick(promptA!, '3', 6 + turn)
      core.pass(50)
      expect(shownOn(b)).toBeUndefined()
    }
    expect(statusOf(promptB!)).toBe('pending')
    expect(core.previews.previewsByWorkflowId[b]).toBeUndefined()
  })

  it('[B6] a workflow shows on return how far it has come meanwhile', async () => {
    const [promptA] = await core.run(a)
    core.server.start(promptA!)
    core.server.tick(promptA!, '3', 5)
    core.pass(200)
    core.workflowService.activate(b)
    core.server.tick(promptA!, '3', 15)
    core.pass(200)
    core.workflowService.activate(a)
    expect(shownOn(a)).toMatchObject({ value: 15, max: 20 })
  })

  it('[B6] also on a page whose frames stopped meanwhile', async () => {
    const [promptA] = await core.run(a)
    core.server.start(promptA!)
    core.server.tick(promptA!, '3', 5)
    core.pass(200)
    core.server.tick(promptA!, '3', 15)
    core.server.succeed(promptA!)
    expect(statusOf(promptA!)).toBe('succeeded')
  })
})

describe('two tabs with one document', () => {
  it('[B7] outputs, previews, progress and errors go only to the tab that submitted', async () => {
    const document = core.graphs.getDocument(a)
    const copy = await core.open('A again', document)
    expect(core.workflows.getWorkflow(copy)?.documentId).toBe(
      core.workflows.getWorkflow(a)?.documentId
    )
    const [promptId] = await core.run(a)
    core.server.start(promptId!)
    core.server.tick(promptId!, '3', 5)
    core.server.preview(promptId!, '3')
    core.server.finish(promptId!, '9', makeResult('a.png'))
    core.server.fail(promptId!, '3')
    core.pass(200)
    expect(core.previews.getNodeOutput(a, SAVER)).toEqual(makeResult('a.png'))
    expect(core.previews.getNodePreview(a, SAMPLER)).toBeDefined()
    expect(core.errors.getWorkflowErrors(a)).toHaveLength(1)
    expect(core.execution.getWorkflowResult(a)?.status).toBe('failed')
    expect(core.previews.outputsByWorkflowId[copy]).toBeUndefined()
    expect(core.previews.previewsByWorkflowId[copy]).toBeUndefined()
    expect(core.errors.getWorkflowErrors(copy)).toEqual([])
    expect(core.execution.getWorkflowResult(copy)).toBeNull()
    expect(core.graphs.executed.map((call) => call.workflowId)).toEqual([a])
  })
})

describe('a prompt of unknown origin', () => {
  const stranger = toPromptId(OTHER_PROMPT)
  const frames = () => [
    makeFrame('progress_state', {
      prompt_id: stranger,
      nodes: { 3: makeNodeState('3', { value: 4, max: 8, prompt_id: stranger }) }
    }),
    makeFrame('executed', {
      prompt_id: stranger,
      node: '9',
      display_node: '9',
      output: makeResult('theirs.png')
    })
  ]

  it('[B9] is listed as somebody else’s and paints no canvas', async () => {
    const [promptA] = await core.run(a)
    core.server.start(promptA!)
    core.push(...frames())
    core.pass(200)
    const prompt = core.execution.getPrompt(stranger)!
    expect(prompt).toMatchObject({ isOwn: false, workflowId: null, status: 'running' })
    expect(core.execution.runningPromptIds).toEqual([promptA])
    expect(core.previews.outputsByWorkflowId).toEqual({})
    expect(core.graphs.executed).toEqual([])
  })

  it('[B10] a workflow id on the frame is a hint that neither moves a prompt nor claims one', async () => {
    const [promptA] = await core.run(a)
    core.push(
      makeFrame('execution_start', { prompt_id: promptA, workflow_id: b, timestamp: 1 }),
      makeFrame('executed', {
        prompt_id: promptA,
        node: '9',
        output: makeResult('a.png'),
        workflow_id: '',
        workflow_metadata: { prompt_id: stranger }
      }),
      makeFrame('executed', {
        prompt_id: stranger,
        node: '9',
        output: makeResult('theirs.png'),
        workflow_id: a
      })
    )
    core.pass(200)
    expect(core.execution.promptIdToWorkflowId[promptA!]).toBe(a)
    expect(core.previews.getNodeOutput(a, SAVER)).toEqual(makeResult('a.png'))
    expect(core.previews.outputsByWorkflowId[b]).toBeUndefined()
  })
})
