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
