import { describe, expect, it } from 'vitest'
import { SECOND_LOOK } from '@/services/reconcile/look'
import { makeSuccessFrame } from '../../builders/wireMessages'
import { createTestCore } from '../../harness/core'

describe('a prompt that was given up', () => {
  it('[B24] takes the loss back, its error too, when the real end is heard of after all', async () => {
    const core = createTestCore()
    const workflowId = await core.open('A')
    const [promptId] = await core.run(workflowId)
    core.server.isMute = true
    core.server.restart()
    core.server.isMute = false
    const looking = core.reconcile.lookNow()
    await core.settle()
    core.clock.advance(SECOND_LOOK)
    await looking
    expect(core.execution.getPrompt(promptId!)?.status).toBe('lost')
    expect(core.errors.getWorkflowErrors(workflowId)).toHaveLength(1)
    core.push(makeSuccessFrame(promptId!))
    expect(core.execution.getPrompt(promptId!)?.status).toBe('succeeded')
    expect(core.errors.getWorkflowErrors(workflowId)).toEqual([])
  })
})
