import { beforeEach, describe, expect, it } from 'vitest'
import type { PromptId, WorkflowId } from '@/domain/ids'
import type { CoreHarness } from '../../harness/core'
import { createTestCore, makePrompt } from '../../harness/core'
import { createManualClock } from '../../harness/clock'
import { ScriptedServer } from '../../harness/coreServer'

let core: CoreHarness
let a: WorkflowId
let b: WorkflowId

beforeEach(async () => {
  const clock = createManualClock()
  core = createTestCore({ clock, server: new ScriptedServer({ clock, stopsBlindly: true }) })
  a = await core.open('A')
  b = await core.open('B', {}, false)
})

const statusOf = (promptId: PromptId) => core.execution.getPrompt(promptId)?.status
const methods = () => core.server.requests.map(({ method }) => method)
const submitForeign = () => core.server.submit({ prompt: makePrompt(), client_id: 'someone' }).id

/** Begins to stop and waits until the app asks, if it does. */
async function begin(stop: Promise<void>) {
  await core.settle()
  return { stop, question: core.dialogs.current }
}

describe('a server that interrupts whatever runs [B39]', () => {
  it('[B39] is looked at first: waiting jobs leave its queue by id, and nothing is interrupted', async () => {
    const [running, waiting] = await core.run(a, 2)
    core.server.start(running!)
    core.server.requests.length = 0
    await core.stops.stopPrompt(waiting!)
    expect(methods()).toEqual(['cancelPrompts', 'listUnfinished', 'deletePending'])
    expect([running!, waiting!].map(statusOf)).toEqual(['running', 'cancelled'])
  })

  it('[B39] is told to interrupt when what runs is just what is meant, without a question', async () => {
    const [running] = await core.run(a)
    core.server.start(running!)
    await core.stops.stopPrompt(running!)
    expect(core.dialogs.current).toBeNull()
    expect(statusOf(running!)).toBe('interrupted')
  })

  it('[B39] interrupts nothing when what is meant does not run any more', async () => {
    const [running] = await core.run(a)
    core.server.start(running!)
    core.server.isMute = true
    core.server.succeed(running!)
    core.server.isMute = false
    const foreign = submitForeign()
    core.server.start(foreign)
    await core.stops.stopPrompt(running!)
    expect(core.server.get(foreign).status).toBe('running')
    expect(methods()).not.toContain('interruptAny')
  })

  it('[B39] says what else would be hit, by name, and heeds a no', async () => {
    const [running] = await core.run(a)
    const [other] = await core.run(b)
    core.server.start(running!)
    core.server.start(other!)
    const { stop, question } = await begin(core.stops.stopPrompt(running!))
    expect(question?.message).toContain('B')
    core.dialogs.answer(question!.id, 'cancel')
    await stop
    expect([running!, other!].map(statusOf)).toEqual(['running', 'running'])
  })

  it('[B39] interrupts all after a yes', async () => {
    const [running] = await core.run(a)
    const foreign = submitForeign()
    core.server.start(running!)
    core.server.start(foreign)
    const { stop, question } = await begin(core.stops.stopPrompt(running!))
    expect(question?.message).toContain(foreign)
    core.dialogs.answer(question!.id, 'confirm')
    await stop
    expect(statusOf(running!)).toBe('interrupted')
  })

  it('[B39] looks again after the answer: what is meant may have ended while the question stood', async () => {
    const [running] = await core.run(a)
    const foreign = submitForeign()
    core.server.start(running!)
    core.server.start(foreign)
    const { stop, question } = await begin(core.stops.stopPrompt(running!))
    core.server.succeed(running!)
    core.dialogs.answer(question!.id, 'confirm')
    await stop
    expect(core.server.get(foreign).status).toBe('running')
  })

  it('[B39] asks again when another job has begun while the question stood', async () => {
    const [running] = await core.run(a)
    const [first, second] = [submitForeign(), submitForeign()]
    core.server.start(running!)
    core.server.start(first)
    const { stop, question } = await begin(core.stops.stopPrompt(running!))
    core.server.start(second)
    core.dialogs.answer(question!.id, 'confirm')
    await core.settle()
    expect(core.dialogs.current?.message).toContain(second)
    core.dialogs.answer(core.dialogs.current!.id, 'cancel')
    await stop
    expect(statusOf(running!)).toBe('running')
  })

  it('[B27] a job on its way is taken out of the queue when the answer tells of it', async () => {
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
  })
})
