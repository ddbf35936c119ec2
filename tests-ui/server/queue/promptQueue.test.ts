import { describe, expect, it } from 'vitest'
import { createEmbeddedBackend } from '../../../server/backends/embeddedBackend'
import { createLog } from '../../../server/base/log'
import { PromptQueue } from '../../../server/queue/promptQueue'
import { makeQueuedPrompt, makeUuid } from '../../builders/queuedPrompt'
import { makeHistory, makeStore } from '../../builders/promptStore'
import { createScriptedEngine } from '../../builders/scriptedEngine'

/** A queue over a scripted engine; `said` lists what the sockets are told, in order. */
function createHarness({ capacity = 1, obeysInterrupts = true, startDelay = 0 } = {}) {
  const engine = createScriptedEngine({ capacity, obeysInterrupts })
  const log = createLog([])
  const store = makeStore()
  const history = makeHistory(undefined, store)
  const said: string[] = []
  const queue = new PromptQueue({
    backend: createEmbeddedBackend(engine, log),
    history,
    store,
    log,
    startDelay,
    events: {
      status: (remaining) => said.push(`status ${remaining}`),
      engineEvent: (promptId, clientId, event) =>
        said.push(`${event.kind === 'message' ? event.type : event.kind} ${promptId} ${clientId}`),
      ended: (promptId, clientId) => {
        said.push(`ended ${promptId} ${clientId} ${history.has(promptId)}`)
      }
    }
  })
  const submit = (id: number, number = id) => {
    queue.submit(makeQueuedPrompt({ promptId: makeUuid(id), number, clientId: `client-${id}` }))
  }
  /** Lets everything that was promised happen. */
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  }
  const run = (id: number) => engine.getRun(makeUuid(id))
  return { engine, history, store, queue, said, submit, settle, run }
}

describe('PromptQueue', () => {
  it('says status when a prompt is queued, picked up and ended, and the end only when history has it', async () => {
    const { queue, said, submit, settle, run } = createHarness()
    submit(1)
    expect(said).toEqual(['status 1', 'status 1'])
    ;(await run(1)).succeed({ 1: { images: [] } })
    await settle()
    const id = makeUuid(1)
    expect(said.slice(2)).toEqual([
      `execution_success ${id} client-1`,
      'status 0',
      `ended ${id} client-1 true`
    ])
    expect(queue.remaining).toBe(0)
  })

  it('tells of new prompts once whoever submitted them has the answer, of each in turn', async () => {
    const { queue, said, submit } = createHarness({ startDelay: 10_000 })
    submit(1)
    submit(2)
    await Promise.resolve()
    expect(said).toEqual([])
    await new Promise(setImmediate)
    expect(said).toEqual(['status 1', 'status 2'])
    submit(3)
    queue.deletePending([makeUuid(1)])
    expect(said.slice(2)).toEqual(['status 3', 'status 2'])
    await queue.close()
  })

  it('runs as many at once as the backend takes, and the next as soon as one ends', async () => {
    const { engine, queue, submit, settle, run } = createHarness({ capacity: 3 })
    for (const id of [1, 2, 3, 4, 5]) submit(id)
    expect(engine.started).toEqual([1, 2, 3].map(makeUuid))
    expect(queue.remaining).toBe(5)
    ;(await run(2)).succeed()
    await settle()
    expect(engine.started).toEqual([1, 2, 3, 4].map(makeUuid))
    expect(queue.getRunning().map(({ promptId }) => promptId)).toEqual([1, 3, 4].map(makeUuid))
    expect(queue.getPending().map(({ promptId }) => promptId)).toEqual([makeUuid(5)])
  })

  it('takes pending prompts by their number, front before all, explicit numbers in between', async () => {
    const { engine, submit, settle, run } = createHarness()
    submit(1, 48)
    submit(2, 49)
    submit(3, 50)
    submit(4, -51)
    submit(5, 0.5)
    for (const id of [1, 4, 5, 2, 3]) {
      ;(await run(id)).succeed()
      await settle()
    }
    expect(engine.started).toEqual([1, 4, 5, 2, 3].map(makeUuid))
  })

  it('interrupts exactly the prompt that is named, with several running', async () => {
    const { queue, submit, settle, run, history } = createHarness({ capacity: 3 })
    for (const id of [1, 2, 3]) submit(id)
    const runs = await Promise.all([run(1), run(2), run(3)])
    expect(queue.interrupt(makeUuid(2))).toBe(true)
    await settle()
    expect(runs.map(({ isInterrupted }) => isInterrupted)).toEqual([false, true, false])
    expect(queue.getRunning().map(({ promptId }) => promptId)).toEqual([1, 3].map(makeUuid))
    expect(history.getJob(makeUuid(2))?.status).toBe('cancelled')
  })

  it('interrupts nothing when the named prompt waits, has ended or is unknown', async () => {
    const { queue, submit, settle, run, said } = createHarness()
    submit(1)
    submit(2)
    expect(queue.interrupt(makeUuid(2))).toBe(false)
    expect(queue.interrupt(makeUuid(9))).toBe(false)
    const first = await run(1)
    first.succeed()
    await settle()
    const before = said.length
    expect(queue.interrupt(makeUuid(1))).toBe(false)
    expect(said.length).toBe(before)
    expect((await run(2)).isInterrupted).toBe(false)
  })

  it('interrupts every running prompt when none is named', async () => {
    const { queue, submit, settle } = createHarness({ capacity: 2 })
    for (const id of [1, 2, 3]) submit(id)
    queue.interruptAll()
    await settle()
    expect(queue.getRunning().map(({ promptId }) => promptId)).toEqual([makeUuid(3)])
  })

  it('cancels a pending prompt without a trace, a running one by interrupting it, and no other', async () => {
    const { queue, submit, settle, run, history, engine } = createHarness({ capacity: 2 })
    for (const id of [1, 2, 3, 4]) submit(id)
    expect(queue.cancel(makeUuid(3))).toBe(true)
    expect(queue.cancel(makeUuid(1))).toBe(true)
    await settle()
    expect(queue.cancel(makeUuid(1))).toBe(false)
    expect(queue.cancel(makeUuid(3))).toBe(false)
    expect(history.has(makeUuid(3))).toBe(false)
    expect(history.has(makeUuid(1))).toBe(true)
    expect((await run(2)).isInterrupted).toBe(false)
    expect(engine.started).toEqual([1, 2, 4].map(makeUuid))
  })

  it('says status once for a deleted prompt, twice for the last, and not for an unknown one', () => {
    const { queue, submit, said } = createHarness()
    for (const id of [1, 2, 3]) submit(id)
    said.length = 0
    expect(queue.deletePending([makeUuid(9), makeUuid(1), makeUuid(2)])).toBe(1)
    expect(said).toEqual(['status 2'])
    expect(queue.deletePending([makeUuid(3)])).toBe(1)
    expect(said).toEqual(['status 2', 'status 1', 'status 1'])
  })

  it('clears what waits, leaves what runs, and says so once', () => {
    const { queue, submit, said } = createHarness()
    for (const id of [1, 2, 3]) submit(id)
    said.length = 0
    queue.clearPending()
    expect(said).toEqual(['status 1'])
    expect(queue.getPending()).toEqual([])
    expect(queue.has(makeUuid(1))).toBe(true)
  })

  it('ends a prompt whose engine breaks down as failed, tells its owner, and goes on', async () => {
    const { submit, settle, run, said, history, engine } = createHarness()
    submit(1)
    submit(2)
    ;(await run(1)).crash(new Error('worker died'))
    await settle()
    const id = makeUuid(1)
    expect(said).toContain(`execution_error ${id} client-1`)
    expect(said).toContain(`ended ${id} client-1 true`)
    expect(history.getJob(id)).toMatchObject({
      status: 'failed',
      execution_error: { exception_message: 'worker died\n' }
    })
    expect(engine.started).toEqual([1, 2].map(makeUuid))
  })

  it('hears nothing of a prompt after its end', async () => {
    const { submit, settle, run, said } = createHarness()
    submit(1)
    const ended = await run(1)
    ended.succeed()
    await settle()
    const before = said.length
    ended.say('executed', { prompt_id: makeUuid(1), node: '1', output: {} })
    expect(said.length).toBe(before)
  })

  it('knows the node that each prompt of a client is at', async () => {
    const { queue, submit, run } = createHarness({ capacity: 2 })
    submit(1)
    submit(2)
    expect(queue.getRunningNodes('client-1')).toEqual([])
    ;(await run(1)).say('executing', { node: '5.0.0.1', display_node: '5' })
    ;(await run(2)).say('executing', { node: '7', display_node: '7' })
    expect(queue.getRunningNodes('client-1')).toEqual([{ promptId: makeUuid(1), node: '5' }])
  })

  it('takes an id that runs already, and runs it when the other has ended, however many are free', async () => {
    const { queue, submit, engine, run, settle, history } = createHarness({ capacity: 3 })
    submit(1, 1)
    submit(1, 2)
    submit(2, 3)
    expect(engine.started).toEqual([1, 2].map(makeUuid))
    expect(queue.getPending().map(({ number }) => number)).toEqual([2])
    ;(await run(1)).succeed({ 1: { text: ['first'] } })
    await settle()
    expect(engine.started).toEqual([1, 2, 1].map(makeUuid))
    ;(await run(1)).succeed({ 1: { text: ['second'] } })
    await settle()
    expect(history.size).toBe(1)
    expect(history.getEntry(makeUuid(1))?.outputs).toEqual({ 1: { text: ['second'] } })
  })

  it('takes back one prompt of an id at a time', () => {
    const { queue, submit } = createHarness()
    for (const number of [1, 2, 3]) submit(1, number)
    expect(queue.deletePending([makeUuid(1)])).toBe(1)
    expect(queue.getPending().map(({ number }) => number)).toEqual([3])
  })

  it('stops what runs when it is closed, takes nothing more, and leaves what waits in the store', async () => {
    const { queue, submit, engine, store } = createHarness()
    submit(1)
    submit(2)
    await queue.close()
    expect(queue.remaining).toBe(0)
    expect(engine.started).toEqual([makeUuid(1)])
    expect(() => submit(3)).toThrow(/closed/)
    expect(store.listLeft()).toMatchObject([{ queued: { promptId: makeUuid(2) }, startedAt: null }])
  })
})
