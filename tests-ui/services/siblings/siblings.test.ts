import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { PromptId, WorkflowId } from '@/domain/ids'
import { DEAD_AFTER } from '@/services/siblings/siblingService'
import { createBroadcastSiblingChannel } from '@/services/siblings/siblingChannel'
import { TELL_INTERVAL } from '@/services/siblings/tellPrompts'
import type { ManualClock } from '../../harness/clock'
import { createManualClock } from '../../harness/clock'
import type { CoreHarness } from '../../harness/core'
import { createTestCore } from '../../harness/core'
import type { TestBrowser } from '../../harness/coreBrowser'
import { createTestBrowser } from '../../harness/coreBrowser'
import { ScriptedServer, makeResult } from '../../harness/coreServer'

let clock: ManualClock
let server: ScriptedServer
let browser: TestBrowser
let first: CoreHarness
let second: CoreHarness
let a: WorkflowId

const openTab = (clientId: string) =>
  createTestCore({ clock, server, clientId, channel: browser.openChannel() })

beforeEach(async () => {
  clock = createManualClock()
  server = new ScriptedServer({ clock })
  browser = createTestBrowser()
  first = openTab('first')
  second = openTab('second')
  a = await first.open('A')
})

const tell = async () => {
  await first.settle()
  clock.advance(TELL_INTERVAL)
}
const seen = (promptId: PromptId) => second.queue.siblings.get(promptId)
const run = async (count = 1) => {
  const promptIds = await first.run(a, count)
  await tell()
  return promptIds as [PromptId, ...PromptId[]]
}

describe('two tabs of one browser [B40]', () => {
  it('[B40] each lists the other’s jobs, from the press of Run on', async () => {
    const release = server.hold('submitPrompt')
    const pressed = first.runs.run(a)
    await tell()
    const [promptId] = first.listPrompts()
    expect(seen(promptId!)).toMatchObject({
      clientId: 'first',
      workflowName: 'A',
      status: 'submitting'
    })
    await release()
    await pressed
    await tell()
    expect(seen(promptId!)?.status).toBe('pending')
    expect(first.queue.siblings.size).toBe(0)
  })

  it('[B40] hears of progress twice a second at most, and of the end', async () => {
    const [promptId] = await run()
    server.start(promptId)
    const before = browser.messages.length
    for (let step = 1; step <= 20; step++) {
      server.tick(promptId, '3', step)
      first.pass(50)
    }
    expect(browser.messages.length - before).toBeLessThanOrEqual(3)
    expect(seen(promptId)?.percent).toBeGreaterThan(30)
    expect(seen(promptId)?.node).toEqual({ title: 'Sampler', steps: '18/20', others: 0 })
    server.succeed(promptId)
    await tell()
    expect(seen(promptId)).toMatchObject({ status: 'succeeded', percent: 100 })
  })

  it('[B40] no cross-talk: the other’s jobs paint nothing here and are none of ours', async () => {
    const b = await second.open('B')
    const [promptId] = await run()
    server.start(promptId)
    server.tick(promptId, '3', 5)
    server.finish(promptId, '9', makeResult('a.png'))
    first.pass(1_000)
    second.pass(1_000)
    expect(second.previews.outputsByWorkflowId).toEqual({})
    expect(second.execution.promptStates).toEqual({})
    expect(second.execution.isIdle).toBe(true)
    expect(second.execution.getWorkflowResult(b)).toBeNull()
    expect(second.graphs.executed).toEqual([])
  })

  it('[B40] a tab that opens later is told of all there is, finished jobs too', async () => {
    const [done, running] = await run(2)
    server.play(done)
    server.start(running!)
    const third = openTab('third')
    await tell()
    expect(third.queue.siblings.get(done)?.status).toBe('succeeded')
    expect(third.queue.siblings.get(running!)?.status).toBe('running')
  })

  it('[B40] jobs of a tab that says goodbye go', async () => {
    const [promptId] = await run()
    first.siblings.leave()
    first.dispose()
    expect(seen(promptId)).toBeUndefined()
  })

  it('[B40] unfinished jobs of a tab that crashed go after a while, finished ones stay', async () => {
    const [done, running] = await run(2)
    server.play(done)
    server.start(running!)
    await tell()
    first.dispose()
    clock.advance(DEAD_AFTER + 60_000)
    expect(seen(running!)).toBeUndefined()
    expect(seen(done)?.status).toBe('succeeded')
  })

  it('[B40] jobs of a tab that is alive and has nothing to tell stay', async () => {
    const [promptId] = await run()
    clock.advance(10 * DEAD_AFTER)
    expect(seen(promptId)?.status).toBe('pending')
  })

  it('a deleted job goes from the other’s list', async () => {
    const [promptId] = await run()
    server.play(promptId)
    await tell()
    await first.jobs.deleteJobs([promptId])
    await tell()
    expect(seen(promptId)).toBeUndefined()
  })

  it('[B11] a job whose id the server chose is listed once', async () => {
    server = new ScriptedServer({ clock, choosesIds: true })
    const old = openTab('old')
    const workflowId = await old.open('Old')
    const release = server.hold('submitPrompt')
    const pressed = old.runs.run(workflowId)
    await tell()
    await release()
    await pressed
    await tell()
    const listed = [...second.queue.siblings.values()].filter((one) => one.clientId === 'old')
    expect(listed.map(({ promptId, status }) => [promptId, status])).toEqual([
      [[...server.prompts.keys()][0], 'pending']
    ])
  })
})

describe('stopping across tabs [B39]', () => {
  it('[B27] a waiting job that another tab cancels ends here as cancelled at once', async () => {
    const [promptId] = await run()
    await second.stops.stopPrompt(promptId)
    expect(first.execution.getPrompt(promptId)?.status).toBe('cancelled')
  })

  it('[B39] a running one ends when the server says so', async () => {
    const [promptId] = await run()
    server.start(promptId)
    server.isMute = true
    await second.stops.stopPrompt(promptId)
    expect(first.execution.getPrompt(promptId)?.status).toBe('running')
  })

  it('[B39] "stop all" reaches the other tab’s endless run and what its batch has not sent', async () => {
    first.workflows.patchWorkflow(a, { runMode: 'endless', batchCount: 40 })
    const release = server.hold('submitPrompt')
    const pressed = first.runs.run(a)
    await tell()
    await second.stops.stopAll()
    await release()
    await pressed
    await first.settle()
    clock.advance(5_000)
    await first.settle()
    expect(server.listUnfinished()).toEqual([])
    expect(first.listPrompts()).toHaveLength(1)
  })

  it('[B39] clearing pending ones here leaves what runs there, endless too', async () => {
    const c = await first.open('C', {
      controls: [{ node: '3', input: 'seed', mode: 'increment' }]
    })
    first.workflows.patchWorkflow(c, { runMode: 'endless' })
    const [running] = await first.run(c)
    server.start(running!)
    await tell()
    await second.stops.clearPending()
    server.succeed(running!)
    await first.settle()
    expect(server.listUnfinished()).toHaveLength(1)
  })
})

describe('showing a job of another tab', () => {
  it('brings its workflow to the front there', async () => {
    const [promptId] = await run()
    await first.open('B')
    await second.jobs.openJob(promptId)
    expect(first.workflows.activeId).toBe(a)
    expect(second.notices.notices).toHaveLength(1)
  })

  it('also when the job ended so long ago that little is left of it', async () => {
    const [promptId] = await run()
    server.play(promptId)
    for (let n = 0; n < 2; n++) for (const id of await first.run(a, 100)) server.play(id)
    expect(first.execution.getPrompt(promptId)).toBeUndefined()
    await first.open('B')
    second.siblings.askToShow(promptId)
    await first.settle()
    expect(first.workflows.activeId).toBe(a)
  })

  it('says there why it could not be shown', async () => {
    const [promptId] = await run()
    await first.workflowService.close(a)
    first.graphs.failures.openGraph = new Error('no room left')
    second.siblings.askToShow(promptId)
    await first.settle()
    expect(first.notices.notices.at(-1)).toMatchObject({
      title: 'Could not open the workflow',
      detail: 'no room left'
    })
  })

  it('asks nothing of a tab whose job it is not', async () => {
    await first.open('B')
    second.siblings.askToShow('nobody’s' as PromptId)
    expect(first.notices.notices).toEqual([])
  })
})

describe('the browser’s channel', () => {
  it('is silent where the browser has none', () => {
    vi.stubGlobal('BroadcastChannel', undefined)
    const channel = createBroadcastSiblingChannel()
    expect(() => channel.listen(() => {})()).not.toThrow()
    channel.post({ type: 'bye', from: 'x' as never })
    vi.unstubAllGlobals()
  })
})
