import { beforeEach, describe, expect, it } from 'vitest'
import type { PromptId, WorkflowId } from '@/domain/ids'
import { SECOND_LOOK } from '@/services/reconcile/look'
import { LOOK_INTERVAL } from '@/services/reconcile/reconcileService'
import { makeDrainedFrame, makeFrame, makeStatusFrame } from '../../builders/wireMessages'
import type { CoreHarness } from '../../harness/core'
import { createTestCore, makePrompt } from '../../harness/core'
import { makeResult } from '../../harness/coreServer'

let core: CoreHarness
let a: WorkflowId
let b: WorkflowId

beforeEach(async () => {
  core = createTestCore()
  a = await core.open('A')
  b = await core.open('B', {}, false)
})

const statusOf = (promptId: PromptId) => core.execution.getPrompt(promptId)?.status
const countRequests = (method: string) =>
  core.server.requests.filter((request) => request.method === method).length
const runOne = async (workflowId = a) => (await core.run(workflowId))[0]!

/** What happens while the socket says nothing. */
function unheard(happen: () => void): void {
  core.server.isMute = true
  happen()
  core.server.isMute = false
}

async function look(): Promise<void> {
  const looking = core.reconcile.lookNow()
  await core.settle()
  core.clock.advance(SECOND_LOOK)
  await looking
  await core.settle()
}

describe('a look at the server', () => {
  it('[B24] leaves a prompt that is in the queue as it is', async () => {
    const promptId = await runOne()
    await look()
    expect(statusOf(promptId)).toBe('pending')
    expect(countRequests('getJob')).toBe(0)
  })

  it('[B24] brings one up to date that started unheard', async () => {
    const promptId = await runOne()
    unheard(() => core.server.start(promptId))
    await look()
    expect(statusOf(promptId)).toBe('running')
  })

  for (const isInFront of [true, false]) {
    it(`[B24, B25] settles one that ended unheard, with its outputs, ${isInFront ? 'in front' : 'in the background'}`, async () => {
      const promptId = await runOne(isInFront ? a : b)
      const workflowId = isInFront ? a : b
      core.server.start(promptId)
      unheard(() => {
        core.server.finish(promptId, '9', makeResult('x.png'))
        core.server.succeed(promptId)
      })
      await look()
      expect(statusOf(promptId)).toBe('succeeded')
      expect(core.previews.getNodeOutput(workflowId, '9' as never)).toEqual(makeResult('x.png'))
      expect(core.graphs.executed).toEqual([
        { workflowId, locatorId: '9', output: makeResult('x.png') }
      ])
      expect(core.execution.getWorkflowResult(workflowId)).toMatchObject({ seen: isInFront })
    })
  }

  it('[B24] settles one that never seemed to start', async () => {
    const promptId = await runOne()
    unheard(() => core.server.play(promptId))
    await look()
    expect(statusOf(promptId)).toBe('succeeded')
    expect(core.execution.waitingPromptIds).toEqual([])
  })

  it('[B24] settles one that failed, with its reason on its node', async () => {
    const promptId = await runOne()
    unheard(() => {
      core.server.start(promptId)
      core.server.fail(promptId, '3', 'out of memory')
    })
    await look()
    expect(statusOf(promptId)).toBe('failed')
    expect(core.errors.getWorkflowErrors(a)).toEqual([
      expect.objectContaining({ locatorId: '3', message: 'out of memory' })
    ])
  })

  it('[B24] settles one that was interrupted', async () => {
    const promptId = await runOne()
    unheard(() => {
      core.server.start(promptId)
      core.server.interrupt(promptId)
    })
    await look()
    expect(statusOf(promptId)).toBe('interrupted')
  })

  it('files results that did arrive only once', async () => {
    const promptId = await runOne()
    core.server.start(promptId)
    core.server.finish(promptId, '9', makeResult('x.png'))
    unheard(() => core.server.succeed(promptId))
    await look()
    expect(core.graphs.executed).toHaveLength(1)
  })

  it('tells when it ended by the server’s word, not when it was looked up', async () => {
    const promptId = await runOne()
    core.clock.advance(1_000)
    const [startedAt, endedAt] = [core.clock.now(), core.clock.now() + 3_000]
    unheard(() => {
      core.server.start(promptId)
      core.clock.advance(3_000)
      core.server.succeed(promptId)
    })
    const heard: (number | null)[] = []
    core.execution.onPromptEnded((prompt) => heard.push(prompt.startedAt, prompt.endedAt))
    core.clock.advance(60_000)
    await look()
    expect(core.execution.getPrompt(promptId)).toMatchObject({ startedAt, endedAt })
    expect(heard).toEqual([startedAt, endedAt])
  })

  it('[B24] asks for one in neither list by id, twice, then marks it lost, says so, and it can be run again', async () => {
    const promptId = await runOne()
    unheard(() => core.server.restart())
    const looking = core.reconcile.lookNow()
    await core.settle()
    expect(statusOf(promptId)).toBe('pending')
    expect(countRequests('getJob')).toBe(1)
    core.clock.advance(SECOND_LOOK)
    await looking
    expect(countRequests('getJob')).toBe(2)
    expect(statusOf(promptId)).toBe('lost')
    expect(core.errors.getWorkflowErrors(a)).toEqual([
      expect.objectContaining({ kind: 'service', promptId })
    ])
    expect(await core.runs.runAgain(promptId)).toEqual({ accepted: 1, refused: 0 })
  })

  it('[B24] finds on the second look what was between the lists at the first', async () => {
    const promptId = await runOne()
    const prompt = core.server.get(promptId)
    core.server.prompts.delete(promptId)
    const looking = core.reconcile.lookNow()
    await core.settle()
    core.server.prompts.set(promptId, prompt)
    core.clock.advance(SECOND_LOOK)
    await looking
    expect(statusOf(promptId)).toBe('pending')
  })

  it('[B25] changes nothing when the server can’t be asked', async () => {
    const promptId = await runOne()
    core.server.start(promptId)
    core.server.isDown = true
    await look()
    expect(statusOf(promptId)).toBe('running')
  })

  it('[B25] changes nothing when it can be asked for the list and not for the prompt', async () => {
    const promptId = await runOne()
    core.server.prompts.delete(promptId)
    const release = core.server.hold('getJob')
    const looking = core.reconcile.lookNow()
    await core.settle()
    core.server.isDown = true
    await release()
    await core.settle()
    core.clock.advance(SECOND_LOOK)
    await looking
    expect(statusOf(promptId)).toBe('pending')
  })

  it('[B25] a terminal frame that comes during the look wins', async () => {
    const promptId = await runOne()
    core.server.start(promptId)
    const release = core.server.hold('listUnfinished')
    const looking = core.reconcile.lookNow()
    await core.settle()
    core.server.fail(promptId, '3')
    await release()
    await looking
    expect(statusOf(promptId)).toBe('failed')
    expect(core.errors.getWorkflowErrors(a)).toHaveLength(1)
  })

  it('[B25] a terminal frame that comes while it is asked for by id wins', async () => {
    const promptId = await runOne()
    unheard(() => core.server.start(promptId))
    const prompt = core.server.get(promptId)
    core.server.prompts.delete(promptId)
    const release = core.server.hold('getJob')
    const looking = core.reconcile.lookNow()
    await core.settle()
    core.server.prompts.set(promptId, prompt)
    core.server.interrupt(promptId)
    await release()
    core.clock.advance(SECOND_LOOK)
    await looking
    expect(statusOf(promptId)).toBe('interrupted')
  })

  it('leaves a prompt that is just being submitted to its own answer', async () => {
    const release = core.server.hold('submitPrompt', 'request')
    const pressed = core.runs.run(a)
    await core.settle()
    const [promptId] = core.listPrompts()
    await look()
    expect(statusOf(promptId!)).toBe('submitting')
    await release()
    await pressed
  })

  it('asks nothing about a prompt whose answer came after the list was made', async () => {
    await runOne(b)
    const releaseAnswer = core.server.hold('submitPrompt')
    const pressed = core.runs.run(a)
    await core.settle()
    const promptId = core.listPrompts()[1]!
    core.server.isMute = true
    const prompt = core.server.get(promptId)
    core.server.prompts.delete(promptId)
    const releaseList = core.server.hold('listUnfinished')
    const looking = core.reconcile.lookNow()
    await core.settle()
    core.server.prompts.set(promptId, prompt)
    await releaseAnswer()
    await pressed
    await releaseList()
    await looking
    expect(countRequests('getJob')).toBe(0)
    expect(statusOf(promptId)).toBe('pending')
  })

  it('one fault of a node that hears of its result keeps none of the other prompts from being settled', async () => {
    const [promptA, promptB] = [await runOne(a), await runOne(b)]
    unheard(() => {
      core.server.play(promptA)
      core.server.play(promptB)
    })
    core.graphs.failures.notifyExecuted = new Error('a pack’s own fault')
    await look()
    expect([statusOf(promptA), statusOf(promptB)]).toEqual(['succeeded', 'succeeded'])
  })
})

describe('when it looks', () => {
  it('[B25] after every connect, in one request, however many prompts there are', async () => {
    for (let n = 0; n < 3; n++) await runOne()
    core.server.requests.length = 0
    core.transport.drop()
    expect(core.connection.phase).toBe('reconnecting')
    core.transport.connect()
    await core.settle()
    expect(core.server.requests.map(({ method }) => method)).toEqual(['listUnfinished'])
  })

  it('[B25] a connect during a look causes another after it', async () => {
    const promptId = await runOne()
    core.server.start(promptId)
    const release = core.server.hold('listUnfinished')
    void core.reconcile.lookNow()
    await core.settle()
    core.transport.drop()
    unheard(() => core.server.succeed(promptId))
    core.transport.connect()
    await release()
    await core.settle()
    expect(statusOf(promptId)).toBe('succeeded')
  })

  it('[B24] soon after the server put a prompt aside without a word about its end', async () => {
    const promptId = await runOne()
    core.server.start(promptId)
    unheard(() => core.server.succeed(promptId))
    core.push(makeDrainedFrame(promptId))
    core.clock.advance(300)
    await core.settle()
    expect(statusOf(promptId)).toBe('succeeded')
  })

  it('[B24] when the server’s count stays below what we hold as unfinished', async () => {
    const promptId = await runOne()
    unheard(() => core.server.play(promptId))
    core.server.status()
    core.clock.advance(2_000)
    await core.settle()
    expect(statusOf(promptId)).toBe('succeeded')
  })

  it('[B15] not because counts come late, as they do in a burst of submissions', async () => {
    for (let n = 0; n < 10; n++) await runOne()
    core.server.requests.length = 0
    for (let n = 1; n <= 10; n++) {
      core.push(makeStatusFrame(n))
      core.clock.advance(30)
    }
    core.clock.advance(3_000)
    await core.settle()
    expect(core.server.requests).toEqual([])
  })

  it('[B24] every few seconds while a running prompt is silent, and not while it is heard', async () => {
    const promptId = await runOne()
    core.server.start(promptId)
    core.server.requests.length = 0
    for (let step = 1; step < 15; step++) {
      core.server.tick(promptId, '3', step)
      core.pass(1_000)
    }
    await core.settle()
    expect(core.server.requests).toEqual([])
    unheard(() => core.server.succeed(promptId))
    core.clock.advance(2 * LOOK_INTERVAL)
    await core.settle()
    expect(statusOf(promptId)).toBe('succeeded')
  })

  it('[B48] in a long queue at the first of those that wait, and at all of them once it has moved', async () => {
    const promptIds = [await runOne(), await runOne(), await runOne()]
    core.push(makeStatusFrame(1_000))
    core.server.requests.length = 0
    core.clock.advance(3 * LOOK_INTERVAL)
    await core.settle()
    const methods = core.server.requests.map(({ method }) => method)
    expect(methods).toEqual(['getJob', 'getJob', 'getJob'])
    unheard(() => {
      for (const promptId of promptIds) core.server.play(promptId)
    })
    core.clock.advance(LOOK_INTERVAL)
    await core.settle()
    expect(promptIds.map(statusOf)).toEqual(['succeeded', 'succeeded', 'succeeded'])
  })

  it('not at all while nothing of ours is unfinished', async () => {
    const promptId = await runOne()
    core.server.play(promptId)
    core.server.requests.length = 0
    core.clock.advance(20 * LOOK_INTERVAL)
    await core.settle()
    expect(core.server.requests).toEqual([])
  })

  it('no more once the page has ended', async () => {
    await runOne()
    core.dispose()
    core.server.requests.length = 0
    core.clock.advance(10 * LOOK_INTERVAL)
    await core.settle()
    expect(core.server.requests).toEqual([])
    expect(core.clock.pending).toBe(0)
  })
})

describe('prompts of others that were heard of', () => {
  const stranger = 'aaaaaaaa-0000-4000-8000-000000000001' as PromptId
  const hear = () => core.push(makeFrame('progress_state', { prompt_id: stranger, nodes: {} }))

  it('[B9] end with the server’s word, since their own end is told to others', async () => {
    core.server.submit({ prompt: makePrompt(), prompt_id: stranger })
    hear()
    core.pass(200)
    expect(statusOf(stranger)).toBe('running')
    unheard(() => core.server.play(stranger))
    core.clock.advance(3 * LOOK_INTERVAL)
    await core.settle()
    expect(statusOf(stranger)).toBe('succeeded')
    expect(core.previews.outputsByWorkflowId).toEqual({})
  })

  it('[B48] are forgotten when the server knows them no more, and stay away', async () => {
    hear()
    core.pass(200)
    core.clock.advance(3 * LOOK_INTERVAL)
    await core.settle()
    core.clock.advance(SECOND_LOOK)
    await core.settle()
    expect(core.listPrompts()).toEqual([])
    hear()
    core.pass(200)
    expect(core.listPrompts()).toEqual([])
  })

  it('are left alone while the server lists them', async () => {
    core.server.submit({ prompt: makePrompt(), prompt_id: stranger })
    hear()
    core.pass(200)
    core.clock.advance(3 * LOOK_INTERVAL)
    await core.settle()
    expect(statusOf(stranger)).toBe('running')
  })
})
