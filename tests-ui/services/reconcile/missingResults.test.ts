import { beforeEach, describe, expect, it } from 'vitest'
import type { PromptId, WorkflowId } from '@/domain/ids'
import type { CoreHarness } from '../../harness/core'
import { createTestCore, makePrompt } from '../../harness/core'
import { makeResult } from '../../harness/coreServer'

let core: CoreHarness
let a: WorkflowId
let promptId: PromptId

beforeEach(async () => {
  core = createTestCore()
  a = await core.open('A')
  promptId = (await core.run(a))[0]!
  core.server.start(promptId)
  core.server.requests.length = 0
})

const outputOf = () => core.previews.getNodeOutput(a, '9' as never)
const methods = () => core.server.requests.map(({ method }) => method)
const wait = async () => {
  core.clock.advance(500)
  await core.settle()
}
/** Frames that get lost, as while the socket was away. */
function unheard(happen: () => void): void {
  core.server.isMute = true
  happen()
  core.server.isMute = false
}

describe('a prompt that ended without a word of one of its results', () => {
  it('[B25] is asked for once, and its result filed', async () => {
    unheard(() => core.server.finish(promptId, '9', makeResult('x.png')))
    core.server.succeed(promptId)
    await wait()
    expect(outputOf()).toEqual(makeResult('x.png'))
    expect(core.graphs.executed).toHaveLength(1)
    expect(methods()).toEqual(['getJob'])
  })

  it('[B25] also when it failed or was interrupted after that result', async () => {
    unheard(() => core.server.finish(promptId, '9', makeResult('x.png')))
    core.server.fail(promptId, '3')
    await wait()
    expect(outputOf()).toEqual(makeResult('x.png'))
    expect(core.execution.getPrompt(promptId)?.status).toBe('failed')
    expect(core.errors.getWorkflowErrors(a)).toHaveLength(1)
  })

  it('is not asked for when all results were heard, null ones too', async () => {
    core.server.finish(promptId, '9', makeResult('x.png'))
    core.server.succeed(promptId)
    await wait()
    expect(methods()).toEqual([])
  })

  it('is not asked for when the result comes right after the end', async () => {
    unheard(() => core.server.finish(promptId, '9'))
    core.server.succeed(promptId)
    core.server.finish(promptId, '9', makeResult('late.png'))
    await wait()
    expect([methods(), outputOf()]).toEqual([[], makeResult('late.png')])
  })

  it('is asked for later when the server can’t be asked now', async () => {
    unheard(() => core.server.finish(promptId, '9', makeResult('x.png')))
    core.server.succeed(promptId)
    core.server.isDown = true
    await wait()
    core.server.isDown = false
    await core.reconcile.lookNow()
    await wait()
    expect(outputOf()).toEqual(makeResult('x.png'))
  })

  it('a class of node that turns out to say nothing is not asked about again', async () => {
    core.server.finish(promptId, '9')
    core.server.succeed(promptId)
    await wait()
    expect(methods()).toEqual(['getJob'])
    for (let n = 0; n < 3; n++) {
      const [next] = await core.run(a)
      core.server.start(next!)
      core.server.succeed(next!)
      await wait()
    }
    expect(methods().filter((method) => method === 'getJob')).toHaveLength(1)
  })

  it('one that was settled by a look is complete', async () => {
    unheard(() => core.server.succeed(promptId))
    await core.reconcile.lookNow()
    await wait()
    expect(methods()).toEqual(['listUnfinished', 'getJob'])
  })

  it('one that never started is not asked for', async () => {
    core.server.refuse = () => ({ type: 'x', message: 'no', details: '', nodes: [] })
    await core.runs.run(a)
    await wait()
    expect(methods()).toEqual(['submitPrompt'])
  })

  it('outputs in the middle of the graph count too', async () => {
    const prompt = {
      ...makePrompt(),
      5: { class_type: 'PreviewImage', inputs: { images: ['3', 0] } },
      6: { class_type: 'SaveText', inputs: { text: ['5', 0] } }
    }
    const b = await core.open('B', { prompt: prompt as never })
    const [next] = await core.run(b)
    core.server.start(next!)
    unheard(() => core.server.finish(next!, '5', makeResult('middle.png')))
    core.server.finish(next!, '6', { text: ['x'] })
    core.server.finish(next!, '9', makeResult('end.png'))
    core.server.succeed(next!)
    await wait()
    expect(Object.keys(core.previews.outputsByWorkflowId[b]!)).toEqual(['5', '6', '9'])
  })
})
