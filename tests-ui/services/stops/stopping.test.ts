import { beforeEach, describe, expect, it } from 'vitest'
import type { PromptId, WorkflowId } from '@/domain/ids'
import type { CoreHarness } from '../../harness/core'
import { createTestCore, makePrompt } from '../../harness/core'
import { makeResult } from '../../harness/coreServer'
import { makeSibling } from '../../builders/promptJobs'

let core: CoreHarness
let a: WorkflowId
let b: WorkflowId

beforeEach(async () => {
  core = createTestCore()
  a = await core.open('A')
  b = await core.open('B', {}, false)
})

const statusOf = (promptId: PromptId) => core.execution.getPrompt(promptId)?.status
const serverStatusOf = (promptId: PromptId) => core.server.prompts.get(promptId)?.status
const methods = () => core.server.requests.map(({ method }) => method)

/** One prompt of A that runs, one that waits, one of B that waits, one of somebody else. */
async function fill() {
  const [running, waiting] = await core.run(a, 2)
  const [other] = await core.run(b)
  const foreign = core.server.submit({ prompt: makePrompt(), client_id: 'someone' }).id
  core.server.start(running!)
  core.server.requests.length = 0
  return { running: running!, waiting: waiting!, other: other!, foreign }
}

describe('stopping [B39]', () => {
  it('[B39] one job: this one and no other, by its id', async () => {
    const { running, waiting, other } = await fill()
    await core.stops.stopPrompt(running)
    expect([statusOf(running), statusOf(waiting), statusOf(other)]).toEqual([
      'interrupted',
      'pending',
      'pending'
    ])
    expect(methods()).toEqual(['cancelPrompts'])
  })

  it('[B27] a pending job ends as cancelled at once: the server sends no event for it', async () => {
    const { waiting } = await fill()
    await core.stops.stopPrompt(waiting)
    expect(statusOf(waiting)).toBe('cancelled')
    expect(serverStatusOf(waiting)).toBeUndefined()
  })

  it('a running job ends when the server says so: it may finish first', async () => {
    const { running } = await fill()
    core.server.isMute = true
    await core.stops.stopPrompt(running)
    expect(statusOf(running)).toBe('running')
  })

  it('[B39] a workflow: its running and waiting jobs, in one request, and what it has not sent yet', async () => {
    const { running, waiting, other, foreign } = await fill()
    await core.stops.stopWorkflow(a)
    expect([running, waiting].map(statusOf)).toEqual(['interrupted', 'cancelled'])
    expect([statusOf(other), serverStatusOf(foreign)]).toEqual(['pending', 'pending'])
    expect(methods()).toEqual(['cancelPrompts'])
  })

  it('[B39] a workflow in the middle of a batch: nothing more of it is sent', async () => {
    const release = core.server.hold('submitPrompt')
    const pressed = core.runs.run(a, { count: 50 })
    await core.settle()
    const stopped = core.stops.stopWorkflow(a)
    await release()
    await stopped
    await pressed
    await core.settle()
    expect(core.listPrompts()).toHaveLength(1)
    expect(core.server.listUnfinished()).toEqual([])
  })

  it('[B39] all: those of this browser, and none of anybody else', async () => {
    const { running, waiting, other, foreign } = await fill()
    const sibling = core.server.submit({ prompt: makePrompt(), client_id: 'other-tab' }).id
    core.queue.applySibling(makeSibling({ promptId: sibling, status: 'pending' }))
    await core.stops.stopAll()
    expect([running, waiting, other].map(statusOf)).toEqual([
      'interrupted',
      'cancelled',
      'cancelled'
    ])
    expect(serverStatusOf(sibling)).toBeUndefined()
    expect(serverStatusOf(foreign)).toBe('pending')
  })

  it('[B39] clearing pending ones leaves what runs', async () => {
    const { running, waiting, other, foreign } = await fill()
    await core.stops.clearPending()
    expect([running, waiting, other].map(statusOf)).toEqual(['running', 'cancelled', 'cancelled'])
    expect(serverStatusOf(foreign)).toBe('pending')
  })

  it('[B39] clearing pending ones lets endless rest whose next run was cleared', async () => {
    const c = await core.open('C', {
      controls: [{ node: '3', input: 'seed', mode: 'increment' }]
    })
    core.workflows.patchWorkflow(c, { runMode: 'endless' })
    await core.run(c)
    await core.stops.clearPending()
    core.pass(2_000)
    await core.settle()
    expect(core.server.listUnfinished()).toEqual([])
  })

  it('asks for nothing when there is nothing to stop', async () => {
    await core.stops.stopWorkflow(a)
    await core.stops.stopAll()
    await core.stops.clearPending()
    expect(core.server.requests).toEqual([])
  })

  it('says so when the server can’t be reached, and changes nothing', async () => {
    const { running, waiting } = await fill()
    core.server.isDown = true
    await core.stops.stopWorkflow(a)
    expect([running, waiting].map(statusOf)).toEqual(['running', 'pending'])
    expect(core.notices.notices).toEqual([expect.objectContaining({ kind: 'error' })])
  })

  it('[B39] closing a workflow interrupts nothing', async () => {
    const { running, waiting } = await fill()
    await core.workflowService.close(a)
    expect([running, waiting].map(serverStatusOf)).toEqual(['running', 'pending'])
    expect([running, waiting].map(statusOf)).toEqual(['running', 'pending'])
  })
})

describe('stopping what is on its way', () => {
  it('[B27] a job the server has taken without us knowing is stopped when the answer tells', async () => {
    const release = core.server.hold('submitPrompt', 'request')
    const pressed = core.runs.run(a)
    await core.settle()
    const [promptId] = core.listPrompts()
    await core.stops.stopPrompt(promptId!)
    expect(statusOf(promptId!)).toBe('cancelled')
    await release()
    await pressed
    await core.settle()
    expect(core.server.prompts.size).toBe(0)
    expect(statusOf(promptId!)).toBe('cancelled')
  })

  it('[B24] a job that has finished unheard keeps its result: the server had nothing to stop', async () => {
    const { waiting } = await fill()
    core.server.isMute = true
    core.server.start(waiting)
    core.server.finish(waiting, '9', makeResult('x.png'))
    core.server.succeed(waiting)
    core.server.isMute = false
    await core.stops.stopPrompt(waiting)
    expect(statusOf(waiting)).toBe('succeeded')
    expect(core.previews.getNodeOutput(a, '9' as never)).toEqual(makeResult('x.png'))
  })

  it('a job the server knows no more ends as cancelled, since that was asked for', async () => {
    const { waiting } = await fill()
    core.server.prompts.delete(waiting)
    await core.stops.stopPrompt(waiting)
    expect(statusOf(waiting)).toBe('cancelled')
  })
})
