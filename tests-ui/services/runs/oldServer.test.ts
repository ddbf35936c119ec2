import { beforeEach, describe, expect, it } from 'vitest'
import type { PromptId, WorkflowId } from '@/domain/ids'
import { HOLD_TIME } from '@/events/ownershipGate'
import type { CoreHarness } from '../../harness/core'
import { createMemoryRecords, createTestCore } from '../../harness/core'
import { createManualClock } from '../../harness/clock'
import { ScriptedServer, makeResult } from '../../harness/coreServer'

let core: CoreHarness
let a: WorkflowId
let records: ReturnType<typeof createMemoryRecords>

beforeEach(async () => {
  const clock = createManualClock()
  records = createMemoryRecords()
  const server = new ScriptedServer({ clock, choosesIds: true, isWithoutSnapshots: true })
  core = createTestCore({ clock, server, records })
  a = await core.open('A')
})

const statusOf = (promptId: PromptId) => core.execution.getPrompt(promptId)?.status
const getServerId = () => [...core.server.prompts.keys()].at(-1)!

/** Presses Run and holds the answer, so that the server's id is not known. */
async function pressAndHold() {
  const release = core.server.hold('submitPrompt')
  const pressed = core.runs.run(a)
  await core.settle()
  const [minted] = core.listPrompts()
  return {
    minted: minted!,
    chosen: getServerId(),
    async answer() {
      await release()
      await pressed
    }
  }
}

describe('a server that chooses ids itself', () => {
  it('[B11] the prompt moves to the id the answer tells', async () => {
    const { minted, chosen, answer } = await pressAndHold()
    await answer()
    expect(core.listPrompts()).toEqual([chosen])
    expect(statusOf(chosen)).toBe('pending')
    expect(core.execution.getWorkflowWaitingPromptIds(a)).toEqual([chosen])
    expect([...records.saved.keys()]).toEqual([chosen])
    expect(records.accepted.has(chosen)).toBe(true)
    expect(minted).not.toBe(chosen)
  })

  it('[B11] events that come before the answer are its own, in order, results included', async () => {
    const { chosen, answer } = await pressAndHold()
    core.server.start(chosen)
    core.server.tick(chosen, '3', 5)
    core.server.finish(chosen, '9', makeResult('early.png'))
    expect(core.listPrompts()).not.toContain(chosen)
    await answer()
    core.pass(200)
    expect(core.execution.getPrompt(chosen)).toMatchObject({ isOwn: true, status: 'running' })
    expect(core.execution.getPromptProgress(chosen).percent).toBeGreaterThan(0)
    expect(core.previews.getNodeOutput(a, '9' as never)).toEqual(makeResult('early.png'))
  })

  it('[B11] success before the answer ends the right prompt', async () => {
    const { chosen, answer } = await pressAndHold()
    core.server.play(chosen)
    await answer()
    expect(statusOf(chosen)).toBe('succeeded')
    expect(core.execution.getWorkflowResult(a)).toMatchObject({ promptId: chosen })
    expect([core.execution.waitingPromptIds, core.execution.runningPromptIds]).toEqual([[], []])
  })

  it('[B11] an answer so late that the events were not held any more still claims the prompt, and its results are fetched', async () => {
    const { chosen, answer } = await pressAndHold()
    core.server.start(chosen)
    core.clock.advance(HOLD_TIME + 1)
    expect(core.execution.getPrompt(chosen)).toMatchObject({ isOwn: false, status: 'running' })
    core.server.finish(chosen, '9', makeResult('early.png'))
    core.server.succeed(chosen)
    await answer()
    core.clock.advance(1_000)
    await core.settle()
    expect(core.execution.getPrompt(chosen)).toMatchObject({
      isOwn: true,
      workflowId: a,
      status: 'succeeded'
    })
    expect(core.previews.getNodeOutput(a, '9' as never)).toEqual(makeResult('early.png'))
    expect(core.listPrompts()).toEqual([chosen])
  })

  it('keeps the time of the press', async () => {
    const { chosen, answer } = await pressAndHold()
    const pressedAt = core.clock.now()
    core.clock.advance(5_000)
    await answer()
    expect(core.execution.getPrompt(chosen)?.createdAt).toBe(pressedAt)
    expect(records.saved.get(chosen)?.createdAt).toBe(pressedAt)
  })

  it('steps come without snapshots: the node that begins ends the one before', async () => {
    const [promptId] = await core.run(a)
    core.server.start(promptId!)
    core.server.tick(promptId!, '3', 5)
    core.pass(200)
    expect(core.execution.getPrompt(promptId!)?.nodeStates['3' as never]).toMatchObject({
      state: 'running',
      value: 5,
      max: 20
    })
    core.server.tick(promptId!, '9', 0, 1)
    core.pass(200)
    expect(core.execution.getPrompt(promptId!)?.nodeStates['3' as never]?.state).toBe('finished')
  })
})
