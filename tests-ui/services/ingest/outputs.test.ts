import { beforeEach, describe, expect, it } from 'vitest'
import type { PromptId, WorkflowId } from '@/domain/ids'
import { toExecutionId, toNodeLocatorId } from '@/domain/ids'
import { makePreviewFrame } from '../../builders/wireBinary'
import { makeExecutedFrame, makeFrame } from '../../builders/wireMessages'
import type { CoreHarness } from '../../harness/core'
import { createTestCore, makePrompt } from '../../harness/core'
import { makeResult } from '../../harness/coreServer'

const SAMPLER = toNodeLocatorId('3')
const SAVER = toNodeLocatorId('9')

let core: CoreHarness
let a: WorkflowId
let b: WorkflowId
let promptId: PromptId

beforeEach(async () => {
  core = createTestCore()
  b = await core.open('B')
  a = await core.open('A')
  const [made] = await core.run(a)
  promptId = made!
  core.server.start(promptId)
})

const previewOf = (workflowId: WorkflowId) => core.previews.getNodePreview(workflowId, SAMPLER)
const showPreview = () => {
  core.server.preview(promptId, '3')
  core.pass(200)
}

describe('live previews', () => {
  it('[B16] of a background prompt are on its own node and in the list, not on the front graph', () => {
    core.workflowService.activate(b)
    core.server.tick(promptId, '3', 1)
    showPreview()
    expect(previewOf(a)?.promptId).toBe(promptId)
    expect(core.previews.previewsByWorkflowId[b]).toBeUndefined()
    expect(core.execution.getPrompt(promptId)?.preview).toBe(previewOf(a)?.image)
  })

  it('[B18] survive ten switches as the same image', () => {
    showPreview()
    const image = previewOf(a)?.image
    for (let turn = 0; turn < 10; turn++) core.workflowService.activate(turn % 2 ? a : b)
    expect(previewOf(a)?.image).toBe(image)
  })

  it('[B19] a node that begins loses its old one once, not with each of its steps', async () => {
    core.server.tick(promptId, '3', 1)
    showPreview()
    core.server.tick(promptId, '3', 2)
    core.pass(200)
    expect(previewOf(a)).toBeDefined()
    core.server.succeed(promptId)
    const [next] = await core.run(a)
    core.server.start(next!)
    expect(previewOf(a)?.promptId).toBe(promptId)
    core.server.tick(next!, '3', 0)
    core.pass(200)
    expect(previewOf(a)).toBeUndefined()
  })

  it('[B19] one that comes with the node’s first steps, all within one frame, stays', () => {
    core.server.tick(promptId, '3', 0)
    core.server.preview(promptId, '3')
    core.server.tick(promptId, '3', 1)
    core.pass(200)
    expect(previewOf(a)?.promptId).toBe(promptId)
  })

  it('[B19] the node of a foreign prompt takes none away', () => {
    showPreview()
    core.push(
      makeFrame('executing', { node: '3', display_node: '3', prompt_id: 'foreign' }),
      makeFrame('progress_state', { prompt_id: 'foreign', nodes: {} }),
      makeFrame('execution_success', { prompt_id: 'foreign' })
    )
    core.pass(200)
    expect(previewOf(a)?.promptId).toBe(promptId)
  })

  it('[B16] that name no prompt are of the one that runs', () => {
    core.server.tick(promptId, '3', 1)
    core.push(makePreviewFrame())
    core.pass(200)
    expect(previewOf(a)?.promptId).toBe(promptId)
  })

  it('[B16] that name no prompt are dropped while two run', async () => {
    const [other] = await core.run(b)
    core.server.start(other!)
    core.server.tick(promptId, '3', 1)
    core.server.tick(other!, '3', 1)
    core.push(makePreviewFrame())
    core.pass(200)
    expect([previewOf(a), previewOf(b)]).toEqual([undefined, undefined])
  })

  it('that come after the end change nothing', () => {
    core.server.succeed(promptId)
    showPreview()
    expect(previewOf(a)).toBeUndefined()
    expect(core.execution.getPrompt(promptId)?.preview).toBeNull()
  })

  it('of several runs of one workflow: its nodes show those of the one that started last', async () => {
    core.server.tick(promptId, '3', 1)
    showPreview()
    const [newer] = await core.run(a)
    core.server.start(newer!)
    core.server.preview(newer!, '3')
    core.pass(200)
    expect(previewOf(a)?.promptId).toBe(newer)
    showPreview()
    core.server.tick(promptId, '9', 1)
    core.pass(200)
    expect(previewOf(a)?.promptId).toBe(newer)
    expect(core.execution.getPrompt(promptId)?.preview).not.toBeNull()
    core.server.succeed(newer!)
    showPreview()
    expect(previewOf(a)?.promptId).toBe(promptId)
  })

  it('of the newer run stay when an older one of the workflow tells its result on that node', async () => {
    const [newer] = await core.run(a)
    core.server.start(newer!)
    core.server.preview(newer!, '9')
    core.pass(200)
    const tell = (prompt_id: string, file: string) =>
      core.push(
        makeExecutedFrame({ prompt_id, node: '9', display_node: '9', output: makeResult(file) })
      )
    tell(promptId, 'older.png')
    expect(core.previews.getNodePreview(a, SAVER)?.promptId).toBe(newer)
    expect(core.previews.getNodeOutput(a, SAVER)).toEqual(makeResult('older.png'))
    tell(newer!, 'newer.png')
    expect(core.previews.getNodePreview(a, SAVER)).toBeUndefined()
    expect(core.previews.getNodeOutput(a, SAVER)).toEqual(makeResult('newer.png'))
  })

  it('[B17] stand on the subgraph nodes around theirs too', async () => {
    const prompt = { '5:3': makePrompt()[3]!, 9: makePrompt()[9]! }
    const c = await core.open('C', { prompt, subgraphs: { 5: 'sub' } })
    const [inner] = await core.run(c)
    core.server.start(inner!)
    core.server.preview(inner!, '5:3')
    core.pass(200)
    expect(Object.keys(core.previews.previewsByWorkflowId[c]!)).toEqual(['5', 'sub:3'])
  })

  it('[B17, B19] on a subgraph node stays while other nodes inside begin, and goes when another run begins there', async () => {
    const { 3: sampler, 9: saver } = makePrompt()
    const prompt = { '5:3': sampler!, '5:4': sampler!, 9: saver! }
    const c = await core.open('C', { prompt, subgraphs: { 5: 'sub' } })
    const onSubgraph = () => core.previews.getNodePreview(c, toNodeLocatorId('5'))?.promptId
    const [first, second] = (await core.run(c, 2)) as [PromptId, PromptId]
    core.server.start(first)
    core.server.tick(first, '5:3', 1)
    core.server.preview(first, '5:3')
    core.pass(200)
    core.server.tick(first, '5:4', 1)
    core.pass(200)
    expect(onSubgraph()).toBe(first)
    core.server.succeed(first)
    core.server.start(second)
    core.server.tick(second, '5:3', 1)
    core.pass(200)
    expect(onSubgraph()).toBeUndefined()
  })
})

describe('results', () => {
  it('[B21, B45] of a background prompt are called on its own live graph at once, and kept for its nodes', () => {
    core.workflowService.activate(b)
    core.server.finish(promptId, '9', makeResult('a.png'))
    expect(core.graphs.executed).toEqual([
      { workflowId: a, locatorId: '9', output: makeResult('a.png') }
    ])
    expect(core.previews.getNodeOutput(a, SAVER)).toEqual(makeResult('a.png'))
    expect(core.previews.outputsByWorkflowId[b]).toBeUndefined()
    expect(core.execution.getPrompt(promptId)?.outputs[toExecutionId('9')]).toEqual(
      makeResult('a.png')
    )
  })

  it('[B20] a cached node without UI data says null: nothing is written, nobody is called', () => {
    core.push(makeExecutedFrame({ prompt_id: promptId, output: null }))
    expect(core.previews.outputsByWorkflowId[a]).toBeUndefined()
    expect(core.graphs.executed).toEqual([])
    expect(core.execution.getPromptProgress(promptId).done).toBe(1)
  })

  it('[B20] arrays concatenate where the server says merge, and what a view holds stays as it was', () => {
    core.server.finish(promptId, '9', makeResult('1.png'))
    const held = core.previews.getNodeOutput(a, SAVER)
    core.push(makeExecutedFrame({ prompt_id: promptId, output: makeResult('2.png'), merge: true }))
    expect(core.previews.getNodeOutput(a, SAVER)).toMatchObject({
      images: [{ filename: '1.png' }, { filename: '2.png' }]
    })
    expect(held).toEqual(makeResult('1.png'))
  })

  it('[B21] that come after the terminal frame are filed, and resurrect nothing', () => {
    core.server.succeed(promptId)
    core.push(makeExecutedFrame({ prompt_id: promptId, output: makeResult('late.png') }))
    expect(core.previews.getNodeOutput(a, SAVER)).toEqual(makeResult('late.png'))
    expect(core.execution.getPrompt(promptId)?.status).toBe('succeeded')
    expect(core.execution.isIdle).toBe(true)
  })

  it('[B20] merging appends to the same run’s result, and replaces another run’s', async () => {
    core.server.finish(promptId, '9', makeResult('old.png'))
    core.server.succeed(promptId)
    const [next] = await core.run(a)
    core.server.start(next!)
    core.push(makeExecutedFrame({ prompt_id: next!, output: makeResult('1.png'), merge: true }))
    core.push(makeExecutedFrame({ prompt_id: next!, output: makeResult('2.png'), merge: true }))
    expect(core.previews.getNodeOutput(a, SAVER)).toMatchObject({
      images: [{ filename: '1.png' }, { filename: '2.png' }]
    })
  })

  it('[B21] that come late do not cover those of a run that began after theirs', async () => {
    core.server.succeed(promptId)
    core.clock.advance(1_000)
    const [next] = await core.run(a)
    core.server.start(next!)
    core.server.finish(next!, '9', makeResult('new.png'))
    core.push(makeExecutedFrame({ prompt_id: promptId, output: makeResult('late.png') }))
    expect(core.previews.getNodeOutput(a, SAVER)).toEqual(makeResult('new.png'))
    expect(core.execution.getPrompt(promptId)?.outputs).toEqual({ 9: makeResult('late.png') })
  })

  it('[B21] of nodes that a node expanded into are shown on that node', () => {
    core.push(
      makeExecutedFrame({
        prompt_id: promptId,
        node: '9.0.0.1',
        display_node: '9',
        output: makeResult('inner.png')
      })
    )
    expect(core.previews.getNodeOutput(a, SAVER)).toEqual(makeResult('inner.png'))
    expect(core.graphs.executed.map((call) => call.locatorId)).toEqual(['9'])
  })

  it('[B39] of a workflow that was closed meanwhile stay with the job alone', async () => {
    await core.workflowService.close(a)
    core.server.finish(promptId, '9', makeResult('a.png'))
    core.server.preview(promptId, '3')
    core.server.fail(promptId, '3')
    core.pass(200)
    expect(core.execution.getPrompt(promptId)).toMatchObject({ status: 'failed' })
    expect(Object.keys(core.execution.getPrompt(promptId)!.outputs)).toEqual(['9'])
    expect(core.previews.outputsByWorkflowId).toEqual({})
    expect(core.errors.errorsByWorkflowId).toEqual({})
    expect(core.graphs.executed).toEqual([])
  })

  it('[B43] a node that throws in onExecuted harms neither the stores, nor those who listen, nor later events', () => {
    core.graphs.failures.notifyExecuted = new Error('a pack’s own fault')
    const heard: string[] = []
    core.ingest.tap((event) => heard.push(event.type))
    core.server.finish(promptId, '9', makeResult('a.png'))
    core.server.finish(promptId, '9', makeResult('b.png'))
    core.server.succeed(promptId)
    expect(core.previews.getNodeOutput(a, SAVER)).toEqual(makeResult('b.png'))
    expect(heard.filter((type) => type === 'executed')).toHaveLength(2)
    expect(core.execution.getPrompt(promptId)?.status).toBe('succeeded')
    expect(core.warnings).toHaveLength(1)
  })
})

describe('those who listen to applied events', () => {
  it('[B43] one that throws keeps none of the others from hearing; each hears after the stores show it', () => {
    const heard: (string | undefined)[] = []
    core.ingest.tap(() => {
      throw new Error('mine')
    })
    const remove = core.ingest.tap(() => heard.push(core.execution.getPrompt(promptId)?.status))
    core.server.succeed(promptId)
    expect(heard[0]).toBe('succeeded')
    remove()
    const count = heard.length
    core.server.status()
    expect(heard).toHaveLength(count)
  })
})
