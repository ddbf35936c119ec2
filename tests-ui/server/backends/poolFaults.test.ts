import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeUuid } from '../../builders/queuedPrompt'
import { startTestPool, type TestPool } from '../../harness/poolInProcess'
import { type ScriptedServer, startScriptedServer } from '../../harness/replayServer'

const PROMPT = { '1': { class_type: 'SaveImage', inputs: {} } }
const OBJECT_INFO = { SaveImage: { name: 'SaveImage', output_node: true } }
/** ms after which a server that is away is given up, where a test waits for that. */
const SHORT_GRACE = 500

describe('servers that go away', () => {
  let comfies: ScriptedServer[]
  let pool: TestPool

  beforeEach(async () => {
    comfies = [
      await startScriptedServer({ objectInfo: OBJECT_INFO }),
      await startScriptedServer({ objectInfo: OBJECT_INFO })
    ]
    pool = await startTestPool(comfies.map(({ url }) => url))
  })
  afterEach(async () => {
    await pool.close()
    for (const comfy of comfies) await comfy.close()
  })

  const submit = (id: number) =>
    pool.ask('/api/prompt', {
      method: 'POST',
      body: { prompt: PROMPT, prompt_id: makeUuid(id), client_id: 'a' }
    })
  const say = (n: number, type: string, id: number, data: object = {}) => {
    comfies[n]!.send(null, { type, data: { ...data, prompt_id: makeUuid(id), timestamp: id } })
  }
  const isOf = (id: number) => (data: Record<string, unknown>) => data.prompt_id === makeUuid(id)
  const isEndOf = (id: number) => (data: Record<string, unknown>) =>
    data.prompt_id === makeUuid(id) && data.node === null
  const getJob = async (id: number) =>
    (await pool.ask(`/api/jobs/${makeUuid(id)}`)).json() as Record<string, unknown>

  it('lose what they had, and say so; the others go on; back again, they are given prompts', async () => {
    await pool.close()
    pool = await startTestPool(
      comfies.map(({ url }) => url),
      SHORT_GRACE
    )
    const a = await pool.openClient({ clientId: 'a' })
    for (const id of [1, 2]) await submit(id)
    for (const n of [0, 1]) say(n, 'execution_start', n + 1)
    await a.waitForMessage('execution_start', isOf(1))
    await a.waitForMessage('execution_start', isOf(2))
    const { port } = comfies[0]!
    await comfies[0]!.close()
    const lost = await a.waitForMessage('execution_error', isOf(1))
    expect(lost.data).toMatchObject({ exception_type: 'BackendLost', node_id: null })
    expect(lost.data.exception_message).toContain(`http://127.0.0.1:${port} does not answer`)
    await a.waitForMessage('executing', isEndOf(1))
    expect(await getJob(1)).toMatchObject({ status: 'failed' })
    expect(await getJob(2)).toMatchObject({ status: 'in_progress' })

    expect((await submit(3)).status).toBe(200)
    expect(comfies[1]!.requests.filter(({ path }) => path === '/prompt')).toHaveLength(2)
    comfies[0] = await startScriptedServer({ objectInfo: OBJECT_INFO, port })
    await pool.waitForBackends(3)
    expect((await submit(4)).status).toBe(200)
    expect(comfies[0].requests.filter(({ path }) => path === '/prompt')).toHaveLength(1)
  })

  it('are asked what became of their prompts when only the connection was cut', async () => {
    const a = await pool.openClient({ clientId: 'a' })
    await submit(1)
    say(0, 'execution_start', 1)
    await a.waitForMessage('execution_start', isOf(1))
    const output = { images: [{ filename: 'x.png', subfolder: 'sub', type: 'output' }] }
    comfies[0]!.sockets[0]!.terminate()
    for (const [type, data] of [
      ['executed', { node: '1', output }],
      ['execution_success', {}]
    ] as const) {
      comfies[0]!.note({ type, data: { ...data, prompt_id: makeUuid(1), timestamp: 2 } })
    }
    await a.waitForMessage('execution_success', isOf(1))
    await a.waitForMessage('executing', isEndOf(1))
    expect(await getJob(1)).toMatchObject({
      status: 'completed',
      outputs: { 1: { images: [{ filename: 'x.png', subfolder: '@1/sub' }] } }
    })
  })

  it('that were restarted have forgotten their prompts: those failed, those of others did not', async () => {
    const a = await pool.openClient({ clientId: 'a' })
    for (const id of [1, 2]) await submit(id)
    comfies[0]!.forget(makeUuid(1))
    for (const comfy of comfies) comfy.sockets[0]!.terminate()
    const lost = await a.waitForMessage('execution_error', isOf(1))
    expect(lost.data.exception_message).toContain('no longer knows this prompt')
    await a.waitForMessage('executing', isEndOf(1))
    expect(await getJob(2)).toMatchObject({ status: 'pending' })
  })

  it('are all away: a submission is refused in a form that clients show', async () => {
    for (const comfy of comfies) await comfy.close()
    const refused = await submit(1)
    expect(refused.status).toBe(502)
    expect(refused.json()).toMatchObject({ error: { type: 'backend_unreachable' } })
    expect((await pool.ask('/object_info')).status).toBe(502)
    expect((await pool.ask('/')).text).toBe('our page')
  })

  it('have prompts of others too, which count as work and are not listed', async () => {
    comfies[0]!.send(null, {
      type: 'status',
      data: { status: { exec_info: { queue_remaining: 3 } } }
    })
    comfies[0]!.send(null, { type: 'progress_state', data: { prompt_id: makeUuid(9), nodes: {} } })
    comfies[0]!.send(null, { type: 'pack.said', data: { text: 'to all' } })
    const a = await pool.openClient({ clientId: 'a' })
    for (const id of [1, 2, 3]) await submit(id)
    expect(comfies[0]!.requests.filter(({ path }) => path === '/prompt')).toHaveLength(0)
    expect(a.listMessages('progress_state')).toEqual([])
    expect((await pool.ask('/prompt')).json()).toEqual({ exec_info: { queue_remaining: 3 } })
  })
})
