import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeUuid } from '../../builders/queuedPrompt'
import { createScriptedEngine, type ScriptedEngine } from '../../builders/scriptedEngine'
import { startTestServer, type TestServer } from '../../harness/serverInProcess'

const PROMPT = { '1': { class_type: 'PreviewImage', inputs: {} } }

let engine: ScriptedEngine
let server: TestServer

beforeEach(async () => {
  engine = createScriptedEngine()
  server = await startTestServer({ engine })
})
afterEach(() => server.close())

const post = (body: unknown, headers = {}) =>
  server.ask('/api/prompt', { method: 'POST', body, headers })

interface QueueWire {
  queue_running: unknown[][]
  queue_pending: unknown[][]
}
const getQueue = async () => (await server.ask('/api/queue')).json() as QueueWire

describe('POST /prompt', () => {
  it('numbers prompts from 0, the front by the negative count, explicit numbers outside the count', async () => {
    const numbers: unknown[] = []
    for (const extra of [
      {},
      {},
      { front: true },
      { number: 0.5 },
      { number: '7' },
      { front: false },
      {}
    ]) {
      const answer = (await post({ prompt: PROMPT, ...extra })).json() as { number: unknown }
      numbers.push(answer.number)
    }
    expect(numbers).toEqual([0, 1, -2, 0.5, 7, 3, 4])
    const { queue_running, queue_pending } = await getQueue()
    expect(queue_running.map(([number]) => number)).toEqual([0])
    expect(queue_pending.map(([number]) => number)).toEqual([-2, 0.5, 1, 3, 4, 7])
  })

  it('mints a canonical id, or takes the client\u2019s', async () => {
    const minted = (await post({ prompt: PROMPT, prompt_id: null })).json() as { prompt_id: string }
    expect(minted.prompt_id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    const chosen = (await post({ prompt: PROMPT, prompt_id: makeUuid(5) })).json()
    expect(chosen).toEqual({ prompt_id: makeUuid(5), number: 1, node_errors: {} })
  })

  it('takes an id that waits or runs already, as ComfyUI does; both run, one after the other', async () => {
    const body = { prompt: PROMPT, prompt_id: makeUuid(1) }
    await post(body)
    const again = await post(body)
    expect(again.status).toBe(200)
    expect(again.json()).toEqual({ prompt_id: makeUuid(1), number: 1, node_errors: {} })
    const { queue_running, queue_pending } = await getQueue()
    expect([...queue_running, ...queue_pending].map((item) => item[1])).toEqual([
      makeUuid(1),
      makeUuid(1)
    ])
    ;(await engine.getRun(makeUuid(1))).succeed()
    await expect.poll(() => engine.started).toEqual([makeUuid(1), makeUuid(1)])
    ;(await engine.getRun(makeUuid(1))).succeed()
    await expect.poll(async () => (await getQueue()).queue_running).toEqual([])
    const history = (await server.ask('/api/history')).json() as Record<
      string,
      { prompt: unknown[] }
    >
    expect(Object.values(history).map(({ prompt }) => prompt[0])).toEqual([1])
  })

  it('counts a refused submission too', async () => {
    for (const refused of [{}, { prompt: {} }, { prompt: PROMPT, prompt_id: 'x' }])
      await post(refused)
    expect((await post({ prompt: PROMPT })).json()).toMatchObject({ number: 3 })
  })

  it('takes a client id of any kind; what is no name of a socket is heard by nobody', async () => {
    const client = await server.openClient({ clientId: '7' })
    for (const [index, id] of [7, '', { a: 1 }, true].entries()) {
      const body = { prompt: PROMPT, prompt_id: makeUuid(index), client_id: id }
      expect((await post(body)).status).toBe(200)
      const run = await engine.getRun(makeUuid(index))
      expect(run.job.extraData.client_id).toEqual(id)
      run.say('progress', { prompt_id: makeUuid(index) }, 'ownerOrAll')
      run.succeed()
    }
    await expect.poll(async () => (await getQueue()).queue_running).toEqual([])
    await client.waitForMessage('status', () => client.listMessages('status').length > 12)
    expect(new Set(client.listMessages().map(({ type }) => type))).toEqual(new Set(['status']))
  })

  it('keeps extra data as it came, adds client and time, and leaves secrets out everywhere', async () => {
    await post(
      {
        prompt: PROMPT,
        prompt_id: makeUuid(1),
        client_id: 'tab',
        extra_data: {
          auth_token_comfy_org: 'secret-token',
          api_key_comfy_org: 'secret-key',
          probe_tab: { tab: 1 }
        }
      },
      { 'Comfy-Usage-Source': 'test' }
    )
    const { queue_running } = await getQueue()
    expect(queue_running[0]?.[3]).toEqual({
      probe_tab: { tab: 1 },
      comfy_usage_source: 'test',
      client_id: 'tab',
      create_time: expect.any(Number) as number
    })
    const run = await engine.getRun(makeUuid(1))
    run.succeed()
    const listings = await Promise.all(
      ['/api/history', '/api/jobs', `/api/jobs/${makeUuid(1)}`, '/internal/logs'].map((path) =>
        server.ask(path)
      )
    )
    const all = JSON.stringify(run.job) + listings.map(({ text }) => text).join('')
    expect(all).not.toContain('secret')
  })

  it('takes the owner from extra data too', async () => {
    const client = await server.openClient({ clientId: 'tab' })
    await post({ prompt: PROMPT, prompt_id: makeUuid(1), extra_data: { client_id: 'tab' } })
    ;(await engine.getRun(makeUuid(1))).succeed()
    await client.waitForMessage('execution_success')
  })

  it('runs and lists the prompt as the engine normalised it', async () => {
    await server.close()
    const prompt = { '1': { class_type: 'PreviewImage', inputs: { width: 512 } } }
    engine = createScriptedEngine({
      validate: () => ({ valid: true, outputNodeIds: ['1'], nodeErrors: {}, prompt })
    })
    server = await startTestServer({ engine })
    await post({ prompt: { '1': { class_type: 'PreviewImage', inputs: { width: '512' } } } })
    expect((await getQueue()).queue_running[0]?.[2]).toEqual(prompt)
  })

  it('passes on partial targets, and dropped outputs as warnings', async () => {
    await server.close()
    const seen: unknown[] = []
    const nodeErrors = { 2: { errors: [], dependent_outputs: ['2'], class_type: 'SaveImage' } }
    engine = createScriptedEngine({
      validate: (_prompt, targets) => {
        seen.push(targets)
        return { valid: true, outputNodeIds: ['1'], nodeErrors }
      }
    })
    server = await startTestServer({ engine })
    const answer = await post({ prompt: PROMPT, partial_execution_targets: ['1', 2] })
    expect(seen).toEqual([['1', '2']])
    expect(answer.status).toBe(200)
    expect(answer.json()).toMatchObject({ node_errors: nodeErrors })
  })

  it.each([
    ['no prompt', {}, 'no_prompt'],
    ['a list', [1], 'no_prompt'],
    ['a number', 7, 'no_prompt'],
    ['null', null, 'no_prompt'],
    ['a prompt that is null', { prompt: null }, 'invalid_prompt'],
    ['a prompt that is a list', { prompt: [] }, 'invalid_prompt'],
    ['a node that is none', { prompt: { 1: 7 } }, 'invalid_prompt'],
    [
      'inputs that are a list',
      { prompt: { 1: { class_type: 'X', inputs: [] } } },
      'invalid_prompt'
    ],
    [
      'a class that is no text',
      { prompt: { 1: { class_type: {}, inputs: {} } } },
      'invalid_prompt'
    ],
    [
      'an id in capitals',
      { prompt: PROMPT, prompt_id: makeUuid(10).toUpperCase() },
      'invalid_prompt_id'
    ],
    ['an id that is a number', { prompt: PROMPT, prompt_id: 7 }, 'invalid_prompt_id'],
    ['a number that is none', { prompt: PROMPT, number: 'first' }, 'invalid_number'],
    ['a number that is null', { prompt: PROMPT, number: null }, 'invalid_number'],
    [
      'targets that are a text',
      { prompt: PROMPT, partial_execution_targets: '1' },
      'invalid_partial_execution_targets'
    ],
    [
      'targets of objects',
      { prompt: PROMPT, partial_execution_targets: [{}] },
      'invalid_partial_execution_targets'
    ],
    ['extra data that is null', { prompt: PROMPT, extra_data: null }, 'invalid_extra_data'],
    ['extra data that is a list', { prompt: PROMPT, extra_data: [] }, 'invalid_extra_data']
  ])('refuses %s', async (_title, body, type) => {
    const answer = await post(JSON.stringify(body))
    expect(answer.status).toBe(400)
    expect(answer.json()).toMatchObject({ error: { type, extra_info: {} }, node_errors: {} })
    expect(engine.started).toEqual([])
  })

  it('refuses an infinite number', async () => {
    const answer = await post('{"prompt":{},"number":1e999}')
    expect(answer.json()).toMatchObject({ error: { type: 'invalid_number' } })
  })

  it(
    'costs the same with a thousand prompts waiting as with none',
    { timeout: 60_000 },
    async () => {
      const frames = async () => {
        const client = await server.openClient()
        const before = client.frames.length
        await post({ prompt: PROMPT })
        await client.waitForMessage('status', ({ sid }) => sid === undefined)
        client.close()
        return client.frames.length - before
      }
      await post({ prompt: PROMPT })
      const alone = await frames()
      for (let count = 0; count < 1000; count += 50) {
        await Promise.all(Array.from({ length: 50 }, () => post({ prompt: PROMPT })))
      }
      expect(await frames()).toBe(alone)
      expect((await server.ask('/api/prompt')).json()).toEqual({
        exec_info: { queue_remaining: 1003 }
      })
    }
  )
})

describe('POST /queue, /interrupt and /free', () => {
  const send = (path: string, body?: unknown) =>
    server.ask(path, { method: 'POST', ...(body !== undefined && { body }) })

  it('clears and deletes in one request, whatever the list holds', async () => {
    for (const id of [1, 2, 3]) await post({ prompt: PROMPT, prompt_id: makeUuid(id) })
    expect((await send('/queue', { delete: [makeUuid(2), 7, null, 'x'] })).status).toBe(200)
    expect((await getQueue()).queue_pending.map(([, id]) => id)).toEqual([makeUuid(3)])
    expect((await send('/queue', { clear: true, delete: 'x' })).status).toBe(200)
    expect((await getQueue()).queue_pending).toEqual([])
  })

  it.each([
    ['no body', undefined],
    ['an empty object', {}],
    ['an id of null', { prompt_id: null }]
  ])('interrupts whatever runs for %s', async (_title, body) => {
    await post({ prompt: PROMPT, prompt_id: makeUuid(1) })
    const run = await engine.getRun(makeUuid(1))
    expect((await send('/interrupt', body)).status).toBe(200)
    expect(run.isInterrupted).toBe(true)
  })

  it('interrupts nothing for an unknown id', async () => {
    await post({ prompt: PROMPT, prompt_id: makeUuid(1) })
    const run = await engine.getRun(makeUuid(1))
    expect((await send('/interrupt', { prompt_id: makeUuid(2) })).status).toBe(200)
    expect((await send('/interrupt', { prompt_id: 7 })).status).toBe(200)
    expect(run.isInterrupted).toBe(false)
  })

  it('frees only when something is to be freed', async () => {
    await send('/free', { unload_models: false, free_memory: false })
    expect(engine.freeCount).toBe(0)
    await send('/free', { free_memory: true })
    await send('/api/free', { unload_models: true })
    expect(engine.freeCount).toBe(2)
  })
})
