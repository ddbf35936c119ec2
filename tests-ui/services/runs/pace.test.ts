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
  it('[B13] are sent in their order: the second waits until the first batch is, one for the front does not', async () => {
    const tab = await core.open('C', seeded)
    const release = core.server.hold('submitPrompt', 'request')
    const presses = [core.runs.run(tab, { count: 2 }), core.runs.run(tab, { count: 2 })]
    await core.settle()
    expect(core.server.requests).toHaveLength(1)
    presses.push(core.runs.run(tab, { front: true }))
    await core.settle()
    expect(core.server.requests).toHaveLength(2)
    await release()
    expect((await Promise.all(presses)).map(({ accepted }) => accepted)).toEqual([2, 2, 1])
    expect(seedsPosted()).toEqual([1, 5, 2, 3, 4])
  })

  it('are taken back by a stop while they wait', async () => {
    const tab = await core.open('C', seeded)
    const release = core.server.hold('submitPrompt', 'request')
    const presses = [core.runs.run(tab, { count: 2 }), core.runs.run(tab, { count: 2 })]
    await core.settle()
    core.runs.dropUnsent(tab)
    await release()
    expect((await Promise.all(presses)).map(({ accepted }) => accepted)).toEqual([1, 0])
  })
})
