import { beforeEach, describe, expect, it } from 'vitest'
import type { PromptId } from '@/domain/ids'
import type { CoreHarness } from '../../harness/core'
import type { TestDocument } from '../../harness/coreGraphs'
import { createTestCore } from '../../harness/core'

let core: CoreHarness
beforeEach(() => {
  core = createTestCore()
})

const statusOf = (promptId: PromptId) => core.execution.getPrompt(promptId)?.status
const posted = () => [...core.server.prompts.values()]
const seedsPosted = () => posted().map(({ prompt }) => prompt[3]!.inputs.seed)
const seeded: Partial<TestDocument> = {
  controls: [{ node: '3', input: 'seed', mode: 'increment' }]
}

describe('a batch [B15]', () => {
  it('[B15] sends the next run once the server has the last, and reads what it said meanwhile', async () => {
    const tab = await core.open('C', seeded)
    const release = core.server.hold('submitPrompt', 'rest')
    const pressed = core.runs.run(tab, { count: 3 })
    await core.settle()
    // The first is in the queue and so is the second; the third waits until the first one's answer is there.
    expect(posted()).toHaveLength(2)
    expect(core.listPrompts().map(statusOf)).toEqual(['submitting', 'submitting'])
    await release()
    expect(await pressed).toEqual({ accepted: 3, refused: 0 })
    expect(posted().map(({ id }) => id)).toEqual(core.listPrompts())
    expect(core.listPrompts().map(statusOf)).toEqual(['pending', 'pending', 'pending'])
  })

  it('[B15] waits with the next run while the server does not have the last', async () => {
    const tab = await core.open('C', seeded)
    const release = core.server.hold('submitPrompt', 'request')
    const pressed = core.runs.run(tab, { count: 3 })
    await core.settle()
    expect(core.server.requests).toHaveLength(1)
    await release()
    expect(await pressed).toEqual({ accepted: 3, refused: 0 })
  })
})

describe('presses of Run', () => {
  it('[B13] are sent in their order: the second waits until the first batch is, one that says its place does not', async () => {
    const tab = await core.open('C', seeded)
    const release = core.server.hold('submitPrompt', 'request')
    const presses = [core.runs.run(tab, { count: 2 }), core.runs.run(tab, { count: 2 })]
    await core.settle()
    expect(core.server.requests).toHaveLength(1)
    // Each shows by its first run, though only one is on its way.
    expect(core.listPrompts().map(statusOf)).toEqual(['submitting', 'submitting'])
    presses.push(core.runs.run(tab, { front: true, count: 1 }))
    presses.push(core.runs.run(tab, { number: -5, count: 1 }))
    await core.settle()
    expect(core.server.requests).toHaveLength(3)
    await release()
    expect((await Promise.all(presses)).map(({ accepted }) => accepted)).toEqual([2, 2, 1, 1])
    expect(seedsPosted()).toEqual([1, 5, 6, 2, 3, 4])
  })

  it('[B37] are of one moment each, so that the list has all runs of one before those of the next', async () => {
    const tab = await core.open('C', seeded)
    const release = core.server.hold('submitPrompt', 'request')
    const presses = [core.runs.run(tab, { count: 2 })]
    await core.settle()
    core.pass(50)
    presses.push(core.runs.run(tab, { count: 2 }))
    await core.settle()
    core.pass(500)
    await release()
    await Promise.all(presses)
    const moments = posted().map(({ id }) => core.execution.getPrompt(id)!.createdAt)
    expect(moments.map((moment) => Math.round(moment - moments[0]!))).toEqual([0, 0, 50, 50])
  })

  it('are taken back by a stop while they wait', async () => {
    const tab = await core.open('C', seeded)
    const release = core.server.hold('submitPrompt', 'request')
    const presses = [core.runs.run(tab, { count: 2 }), core.runs.run(tab, { count: 2 })]
    await core.settle()
    core.runs.dropUnsent(tab)
    expect(await presses[1]).toEqual({ accepted: 0, refused: 0 })
    await release()
    expect(await presses[0]).toEqual({ accepted: 1, refused: 0 })
    expect(core.listPrompts().map(statusOf)).toEqual(['pending', 'cancelled'])
    expect(posted()).toHaveLength(1)
  })

  it('lose only the run that is stopped by its row while it waits', async () => {
    const tab = await core.open('C', seeded)
    const release = core.server.hold('submitPrompt', 'request')
    const presses = [core.runs.run(tab, { count: 1 }), core.runs.run(tab, { count: 2 })]
    await core.settle()
    await core.stops.stopPrompt(core.listPrompts()[1]!)
    await release()
    expect((await Promise.all(presses)).map(({ accepted }) => accepted)).toEqual([1, 1])
    expect(seedsPosted()).toEqual([1, 3])
    expect(core.listPrompts().map(statusOf)).toEqual(['pending', 'cancelled', 'pending'])
  })

  it('wait for none that was stopped, though its request hangs', async () => {
    const tab = await core.open('C', seeded)
    const release = core.server.hold('submitPrompt', 'request')
    const hung = core.runs.run(tab)
    await core.settle()
    await core.stops.stopWorkflow(tab)
    const next = core.runs.run(tab)
    await core.settle()
    expect(core.server.requests.filter(({ method }) => method === 'submitPrompt')).toHaveLength(2)
    await release()
    await Promise.all([hung, next])
  })
})
