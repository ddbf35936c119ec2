import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeUuid } from '../../builders/queuedPrompt'
import { ask } from '../../harness/clientHttp'
import { openClient } from '../../harness/clientSocket'
import { listExchanges, loadRecording } from '../../harness/recording'
import { type ScriptedServer, startScriptedServer } from '../../harness/replayServer'
import { writeFiles } from '../../harness/serverInProcess'

let comfy: ScriptedServer
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cpf-replay-'))
  await writeFiles(folder, { 'index.html': 'page', 'assets/a.js': 'script' })
  comfy = await startScriptedServer({ frontEndRoot: folder })
})
afterEach(async () => {
  await comfy.close()
  await rm(folder, { recursive: true, force: true })
})

const post = (path: string, body: unknown) => ask(comfy.url, path, { method: 'POST', body })

describe('the scripted ComfyUI', () => {
  it('answers what a front end reads at its start as the recorded server did', async () => {
    const exchanges = listExchanges(loadRecording('http-start')).filter(
      ({ response, request }) =>
        response.json && !/queue|history|userdata|settings/.test(request.path)
    )
    expect(exchanges.length).toBeGreaterThan(10)
    for (const { request, response } of exchanges) {
      const answer = await ask(comfy.url, request.path)
      expect(answer.status, request.path).toBe(response.status)
      expect(answer.json(), request.path).toEqual(response.json)
    }
    expect((await ask(comfy.url, '/api/object_info')).json()).toHaveProperty('KSampler')
  })

  it('serves a build, and nothing where there is nothing', async () => {
    expect((await ask(comfy.url, '/')).text).toBe('page')
    expect((await ask(comfy.url, '/assets/a.js')).headers['content-type']).toBe('text/javascript')
    expect((await ask(comfy.url, '/nosuch')).status).toBe(404)
  })

  it('plays a recorded run to the client that submitted, and lists it meanwhile and afterwards', async () => {
    const client = await openClient(comfy.url, { clientId: 'tab', flags: {} })
    const taken = comfy.waitForPrompt()
    const body = { prompt: { '1': {} }, client_id: 'tab', prompt_id: makeUuid(1) }
    expect((await post('/api/prompt', body)).json()).toMatchObject({ prompt_id: makeUuid(1) })
    expect(await taken).toMatchObject({ promptId: makeUuid(1), clientId: 'tab' })
    const jobs = async () => (await ask(comfy.url, '/api/jobs')).json()
    expect(await jobs()).toMatchObject({ jobs: [{ status: 'pending' }] })
    comfy.playRun('tab', 'success-images', makeUuid(1))
    await client.waitForMessage('executing', ({ node }) => node === null)
    expect(client.listMessages('execution_success')[0]?.data.prompt_id).toBe(makeUuid(1))
    expect(await jobs()).toMatchObject({ jobs: [{ status: 'completed', outputs_count: 2 }] })
    expect((await ask(comfy.url, `/api/history/${makeUuid(1)}`)).json()).toMatchObject({
      [makeUuid(1)]: { outputs: { 4: {}, 5: {} }, status: { completed: true } }
    })
  })

  it('lets a test refuse prompts, change answers and send any frame', async () => {
    comfy.onPrompt(() => ({ status: 400, json: { error: 'no' } }))
    comfy.answer('GET /system_stats', () => ({ json: { system: {} } }))
    expect((await post('/prompt', { prompt: {} })).status).toBe(400)
    expect((await ask(comfy.url, '/api/system_stats')).json()).toEqual({ system: {} })
    const client = await openClient(comfy.url, { clientId: 'tab' })
    comfy.send('tab', '{"type":"probe","data":{}}')
    comfy.send('tab', { type: 'other', data: { x: 1 } })
    comfy.send(null, new Uint8Array([0, 0, 0, 1]))
    await client.waitFor(({ kind }) => kind === 'binary')
    expect(client.listMessages().map(({ type }) => type)).toEqual(['status', 'probe', 'other'])
    expect(comfy.requests.map(({ method, path }) => `${method} ${path}`)).toContain('POST /prompt')
  })

  it('keeps settings and user data', async () => {
    await post('/api/settings', { a: 1 })
    await post('/api/settings/b', '"two"')
    expect((await ask(comfy.url, '/api/settings')).json()).toEqual({ a: 1, b: 'two' })
    await post('/api/userdata/workflows%2Fx.json', '{}')
    expect((await ask(comfy.url, '/api/userdata?dir=workflows')).json()).toEqual(['x.json'])
    expect((await ask(comfy.url, '/api/userdata/workflows%2Fx.json')).text).toBe('{}')
  })
})
