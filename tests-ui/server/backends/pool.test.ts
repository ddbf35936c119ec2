import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeUuid } from '../../builders/queuedPrompt'
import { createScriptedEngine, type ScriptedEngine } from '../../builders/scriptedEngine'
import { encodeForm } from '../../harness/clientHttp'
import { startTestPool, type TestPool } from '../../harness/poolInProcess'
import { startTestServer, type TestServer } from '../../harness/serverInProcess'

const makeDefinition = (name: string, choices: string[]) => ({
  name,
  output_node: true,
  input: { required: { model: ['COMBO', { options: choices, tooltip: name }] as const } }
})
const makePrompt = (className = 'PreviewImage', inputs: object = {}) => ({
  '1': { class_type: className, inputs: inputs as Record<string, unknown> }
})

interface QueueWire {
  queue_running: [number, string, object, object, string[]][]
  queue_pending: [number, string][]
}

describe('our server in front of several', () => {
  let engines: ScriptedEngine[]
  let backends: TestServer[]
  let pool: TestPool

  beforeEach(async () => {
    engines = ['one', 'two'].map((name) =>
      createScriptedEngine({
        objectInfo: {
          PreviewImage: makeDefinition('PreviewImage', [`${name}.safetensors`, 'both']),
          [`SaveOnly-${name}`]: makeDefinition(`SaveOnly-${name}`, [])
        },
        validate: (prompt) =>
          prompt['1']?.inputs.model === 'missing on one' && name === 'one'
            ? {
                valid: false,
                error: { type: 'refused', message: 'by one', details: '', extra_info: {} },
                nodeErrors: {}
              }
            : { valid: true, outputNodeIds: ['1'], nodeErrors: {} }
      })
    )
    backends = await Promise.all(engines.map((engine) => startTestServer({ engine })))
    pool = await startTestPool(backends.map(({ url }) => url))
  })
  afterEach(async () => {
    await pool.close()
    for (const backend of backends) await backend.close()
  })

  const submit = async (id: number, clientId: string, prompt: object = makePrompt()) => {
    const body = { prompt, prompt_id: makeUuid(id), client_id: clientId }
    const answer = await pool.ask('/api/prompt', { method: 'POST', body })
    return { status: answer.status, json: answer.json() as Record<string, unknown> }
  }
  /** The run of a prompt, told to its client as begun. */
  const begin = async (n: number, id: number) => {
    const run = await engines[n]!.getRun(makeUuid(id))
    run.say('execution_start', { prompt_id: makeUuid(id), timestamp: 1 })
    return run
  }
  const getQueue = async () => (await pool.ask('/api/queue')).json() as QueueWire
  const listRunning = async () => (await getQueue()).queue_running.map(([, id]) => id).sort()

  it('gives each prompt to the least busy, and its messages to the client that submitted it', async () => {
    const a = await pool.openClient({ clientId: 'a' })
    const b = await pool.openClient({ clientId: 'b' })
    expect(await submit(1, 'a')).toMatchObject({
      status: 200,
      json: { prompt_id: makeUuid(1), node_errors: {} }
    })
    await submit(2, 'b')
    const runs = await Promise.all(engines.map((engine, n) => engine.getRun(makeUuid(n + 1))))
    for (const [n, run] of runs.entries()) {
      const id = { prompt_id: makeUuid(n + 1) }
      run.say('execution_start', { ...id, timestamp: 1 })
      run.say('executing', { node: '1', display_node: '1', ...id })
      run.say('progress_state', { nodes: {}, ...id }, 'ownerOrAll')
      const picture = Buffer.from([0xff, 0xd8, n])
      const ids = { nodeId: '1', displayNodeId: '1', parentNodeId: null, realNodeId: '1' }
      run.emit({ kind: 'preview', ...ids, mime: 'image/jpeg', bytes: picture })
      run.emit({ kind: 'text', nodeId: '1', text: `step of ${n}` })
    }
    await a.waitForMessage('progress_state')
    await b.waitForMessage('progress_state')
    const queue = await getQueue()
    expect(queue.queue_running.map(([, id, , extra]) => [id, extra])).toEqual([
      [makeUuid(1), expect.objectContaining({ client_id: 'a' })],
      [makeUuid(2), expect.objectContaining({ client_id: 'b' })]
    ])
    for (const run of runs) run.succeed({ '1': { images: [] } })
    for (const [n, client] of [a, b].entries()) {
      await client.waitForMessage('executing', ({ node }) => node === null)
      const told = client.listMessages().filter(({ data }) => 'prompt_id' in data)
      expect(told.map(({ type }) => type)).toEqual([
        'execution_start',
        'executing',
        'progress_state',
        'execution_success',
        'executing'
      ])
      expect(new Set(told.map(({ data }) => data.prompt_id))).toEqual(new Set([makeUuid(n + 1)]))
      const pictures = client.listBinary().filter((frame) => frame.readUInt32BE() === 1)
      expect(pictures.map((frame) => frame.at(-1))).toEqual([n])
      const texts = client.listBinary().filter((frame) => frame.readUInt32BE() === 3)
      expect(texts.map((frame) => frame.toString('utf8').slice(-9)).sort()).toEqual([
        'step of 0',
        'step of 1'
      ])
    }
    const jobs = (await pool.ask('/api/jobs')).json() as { jobs: { id: string; status: string }[] }
    expect(jobs.jobs.map(({ id, status }) => [id, status])).toEqual([
      [makeUuid(2), 'completed'],
      [makeUuid(1), 'completed']
    ])
    expect(Object.keys((await pool.ask('/history')).json() as object)).toHaveLength(2)
  })

  it('gives a prompt to a server that has its nodes, and asks the next when one refuses it', async () => {
    const a = await pool.openClient({ clientId: 'a' })
    expect((await submit(1, 'a', makePrompt('SaveOnly-two'))).status).toBe(200)
    await begin(1, 1)
    await a.waitForMessage('execution_start')
    await submit(2, 'a', makePrompt('SaveOnly-two'))
    expect((await getQueue()).queue_pending.map(([, id]) => id)).toEqual([makeUuid(2)])
    const passedOn = await submit(3, 'a', makePrompt('PreviewImage', { model: 'missing on one' }))
    expect(passedOn.status).toBe(200)
    expect(engines[0]!.started).toEqual([])
    const refused = await submit(4, 'a', makePrompt('SaveOnly-one', { model: 'missing on one' }))
    expect(refused).toMatchObject({ status: 400, json: { error: { type: 'refused' } } })
    expect((await submit(3, 'a')).status).toBe(409)
  })

  it('stops exactly the prompt that is named, takes out one that waits, and stops all', async () => {
    const a = await pool.openClient({ clientId: 'a' })
    for (const id of [1, 2, 3, 4]) await submit(id, 'a')
    for (const n of [0, 1]) {
      await begin(n, n + 1)
      await a.waitForMessage('execution_start', (data) => data.prompt_id === makeUuid(n + 1))
    }
    const cancel = async (id: number) =>
      (await pool.ask(`/api/jobs/${makeUuid(id)}/cancel`, { method: 'POST' })).json()
    expect(await cancel(3)).toEqual({ cancelled: true })
    expect(await cancel(3)).toEqual({ cancelled: false })
    const before = (await getQueue()).queue_pending.map(([, id]) => id)
    expect(before).toEqual([makeUuid(4)])
    await pool.ask('/interrupt', { method: 'POST', body: { prompt_id: makeUuid(1) } })
    await a.waitForMessage('execution_interrupted', (data) => data.prompt_id === makeUuid(1))
    await a.waitForMessage('executing', ({ node, ...data }) => node === null && 'prompt_id' in data)
    expect(await listRunning()).toContain(makeUuid(2))
    await pool.ask('/queue', { method: 'POST', body: { clear: true } })
    expect((await getQueue()).queue_pending).toEqual([])
    await pool.ask('/interrupt', { method: 'POST', body: {} })
    await a.waitForMessage('execution_interrupted', (data) => data.prompt_id === makeUuid(2))
  })

  it('offers the nodes and choices of all', async () => {
    const all = (await pool.ask('/api/object_info')).json() as Record<string, unknown>
    expect(Object.keys(all)).toEqual(['PreviewImage', 'SaveOnly-one', 'SaveOnly-two'])
    expect(all.PreviewImage).toMatchObject({
      input: {
        required: {
          model: ['COMBO', { options: ['one.safetensors', 'both', 'two.safetensors'] }]
        }
      }
    })
    const stats = (await pool.ask('/system_stats')).json() as { devices: unknown[] }
    expect(stats.devices).toHaveLength(2)
  })

  it('tells whose pictures they are, finds them there, and takes them back as inputs', async () => {
    const a = await pool.openClient({ clientId: 'a' })
    for (const id of [1, 2]) await submit(id, 'a')
    for (const [n, engine] of engines.entries()) {
      const run = await engine.getRun(makeUuid(n + 1))
      const image = { filename: 'same.png', subfolder: '', type: 'output' }
      run.say('executed', { node: '1', output: { images: [image] }, prompt_id: makeUuid(n + 1) })
      run.succeed({ '1': { images: [image] } })
      await writeFile(join(backends[n]!.folders.output, 'same.png'), `of ${n + 1}`)
    }
    for (const n of [1, 2]) {
      const told = await a.waitForMessage('executed', (data) => data.prompt_id === makeUuid(n))
      const [image] = (told.data.output as { images: { subfolder: string }[] }).images
      expect(image).toMatchObject({ filename: 'same.png', subfolder: `@${n}`, type: 'output' })
      const query = new URLSearchParams({ ...image }).toString()
      expect((await pool.ask(`/api/view?${query}`)).text).toBe(`of ${n}`)
    }
    const last = await submit(3, 'a', makePrompt('PreviewImage', { image: '@2/same.png [output]' }))
    expect(last.status).toBe(200)
    const { job } = await engines[1]!.getRun(makeUuid(3))
    expect(job.prompt['1']?.inputs).toEqual({ image: 'same.png [output]' })
  })

  it('uploads to all, under one name', async () => {
    const upload = async (content: string) => {
      const form = encodeForm([{ name: 'image', filename: 'a.png', value: content }])
      return (await pool.ask('/upload/image', form)).json()
    }
    expect(await upload('first')).toMatchObject({ name: 'a.png' })
    await writeFile(join(backends[1]!.folders.input, 'a.png'), 'another')
    const { name } = (await upload('first')) as { name: string }
    expect(name).toMatch(/^a-[0-9a-f]{12}\.png$/)
    for (const { folders } of backends) {
      expect(await readFile(join(folders.input, name), 'utf8')).toBe('first')
    }
    const query = `/view?type=input&filename=${name}`
    expect((await pool.ask(query)).text).toBe('first')
  })

  it('hears of its prompts again after a restart', async () => {
    await submit(1, 'a')
    await submit(2, 'a')
    const run = await begin(0, 1)
    await begin(1, 2)
    await pool.restart()
    run.succeed({ '1': { images: [] } })
    const a = await pool.openClient({ clientId: 'a' })
    const done = (await pool.ask(`/history/${makeUuid(1)}`)).json()
    if (!Object.hasOwn(done as object, makeUuid(1))) {
      await a.waitForMessage('executing', ({ node }) => node === null)
    }
    expect((await pool.ask(`/api/jobs/${makeUuid(1)}`)).json()).toMatchObject({
      status: 'completed'
    })
    expect(await listRunning()).toEqual([makeUuid(2)])
  })
})
