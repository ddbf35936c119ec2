import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import { makeUuid } from '../../builders/queuedPrompt'
import { createScriptedEngine, type ScriptedEngine } from '../../builders/scriptedEngine'
import { encodeForm } from '../../harness/clientHttp'
import { loadFixture } from '../../harness/recording'
import { startTestServer, type TestServer } from '../../harness/serverInProcess'

const PROMPT = { '1': { class_type: 'PreviewImage', inputs: {} } }
const definitions = loadFixture('object_info.json') as ObjectInfoWire

let engine: ScriptedEngine
let server: TestServer

beforeEach(async () => {
  engine = createScriptedEngine()
  server = await startTestServer({ engine })
})
afterEach(() => server.close())

const get = (path: string) => server.ask(path)
const post = (path: string, body: unknown) => server.ask(path, { method: 'POST', body })

/** Puts prompts through to history. */
async function finish(...ids: number[]): Promise<void> {
  for (const id of ids) {
    await post('/api/prompt', { prompt: PROMPT, prompt_id: makeUuid(id) })
    ;(await engine.getRun(makeUuid(id))).succeed()
    await expect
      .poll(async () => Object.keys((await get('/history')).json() as object))
      .toContain(makeUuid(id))
  }
}

/** Where the recordings are silent, what ComfyUI's own code answers. */
describe('bodies that are not what they should be', () => {
  it.each([
    ['/queue', '7'],
    ['/queue', 'null'],
    ['/queue', '{"delete":7}'],
    ['/queue', '{"delete":null}'],
    ['/history', '"clear"'],
    ['/history', '{"delete":true}'],
    ['/free', 'null'],
    ['/interrupt', '[]'],
    ['/interrupt', 'null']
  ])('%s refuses %s', async (path, body) => {
    expect((await post(path, body)).status).toBe(400)
  })

  it.each([
    ['/queue', '[]'],
    ['/queue', '{"delete":"x"}'],
    ['/history', '{"delete":["x",7]}'],
    ['/history', '[]']
  ])('%s takes %s and does nothing', async (path, body) => {
    await finish(1)
    await post('/prompt', { prompt: PROMPT, prompt_id: makeUuid(2) })
    await post('/prompt', { prompt: PROMPT, prompt_id: makeUuid(3) })
    expect((await post(path, body)).status).toBe(200)
    expect((await get('/prompt')).json()).toEqual({ exec_info: { queue_remaining: 2 } })
    expect(Object.keys((await get('/history')).json() as object)).toEqual([makeUuid(1)])
  })

  it('a refused change changes nothing', async () => {
    for (const id of [1, 2]) await post('/prompt', { prompt: PROMPT, prompt_id: makeUuid(id) })
    await post('/queue', { clear: true, delete: 7 })
    expect((await get('/prompt')).json()).toEqual({ exec_info: { queue_remaining: 2 } })
  })

  it('an interruption whose body is no JSON is one without an id', async () => {
    await post('/prompt', { prompt: PROMPT, prompt_id: makeUuid(1) })
    const run = await engine.getRun(makeUuid(1))
    expect((await post('/interrupt', '{')).status).toBe(200)
    expect(run.isInterrupted).toBe(true)
  })
})

describe('windows of history and pages of jobs', () => {
  it.each([
    ['max_items=0', []],
    ['max_items=0&offset=0', [1]],
    ['max_items=-1&offset=1', [2]],
    ['max_items=2&offset=-5', [2, 3]],
    ['offset=9', []],
    ['max_items=%2B1', [3]]
  ])('/history?%s', async (query, ids) => {
    await finish(1, 2, 3)
    expect(Object.keys((await get(`/history?${query}`)).json() as object)).toEqual(
      ids.map(makeUuid)
    )
  })

  it('an empty limit is no number; an empty workflow id asks for all', async () => {
    await finish(1)
    expect((await get('/api/jobs?limit=')).json()).toEqual({ error: 'limit must be an integer' })
    expect((await get('/api/jobs?offset=')).json()).toEqual({ error: 'offset must be an integer' })
    expect((await get('/api/jobs?workflow_id=')).json()).toMatchObject({ pagination: { total: 1 } })
  })
})

describe('uploads', () => {
  const upload = (filename: string, value: string, fields: Record<string, string> = {}) => {
    const parts = Object.entries(fields).map(([name, text]) => ({ name, value: text }))
    const form = encodeForm([{ name: 'image', filename, value: Buffer.from(value) }, ...parts])
    return server.ask('/upload/image', form)
  }

  it.each(['../x.png', 'a/../../x.png', '/etc/x.png', '/x.png'])(
    'refuses the name %s',
    async (name) => {
      expect((await upload(name, 'x')).status).toBe(400)
    }
  )

  it('keeps a folder in the name', async () => {
    expect((await upload('a/b.png', 'one')).json()).toEqual({
      name: 'a/b.png',
      subfolder: '',
      type: 'input'
    })
    expect((await upload('a/b.png', 'two')).json()).toMatchObject({ name: 'a/b (1).png' })
    expect((await get('/view?filename=b.png&subfolder=a&type=input')).text).toBe('one')
  })

  it.runIf(process.platform !== 'win32')(
    'takes characters that only Windows can not keep',
    async () => {
      expect((await upload('my: b?.png', 'x')).status).toBe(200)
      const stored = await post(`/userdata/${encodeURIComponent('my: <flow>?.json')}`, '{}')
      expect(stored.json()).toBe('my: <flow>?.json')
    }
  )
})

describe('user data', () => {
  it('a file is no folder to list', async () => {
    await post('/userdata/file.txt', 'x')
    const answer = await get('/v2/userdata?path=file.txt')
    expect([answer.status, answer.text]).toEqual([400, 'Requested path is not a directory'])
  })
})

describe('logs', () => {
  it.each(['{}', '{"clientId":"x"}', '{"enabled":true}'])(
    'refuses the subscription %s',
    async (body) => {
      const answer = await server.ask('/internal/logs/subscribe', { method: 'PATCH', body })
      expect(answer.status).toBe(400)
    }
  )
})

describe('nodes that are no longer there', () => {
  beforeEach(async () => {
    await server.close()
    const objectInfo = { ...definitions, ImageScaleToMaxDimension: definitions.ImageScale! }
    engine = createScriptedEngine({ objectInfo })
    server = await startTestServer({ engine })
  })

  it('are named with what takes their place', async () => {
    expect((await get('/api/node_replacements')).json()).toMatchObject({
      ResizeImagesByLongerEdge: [{ new_node_id: 'ImageScaleToMaxDimension' }]
    })
  })

  it('are replaced in a prompt', async () => {
    const prompt = {
      '1': {
        class_type: 'ResizeImagesByLongerEdge',
        inputs: { images: ['2', 0], longer_edge: 64 }
      },
      '3': { class_type: 'PreviewImage', inputs: { images: ['1', 0] } }
    }
    await post('/prompt', { prompt, prompt_id: makeUuid(1) })
    const { job } = await engine.getRun(makeUuid(1))
    expect(job.prompt).toEqual({
      ...prompt,
      '1': {
        class_type: 'ImageScaleToMaxDimension',
        inputs: { image: ['2', 0], largest_size: 64, upscale_method: 'lanczos' }
      }
    })
  })
})

describe('what is no route', () => {
  it.each([
    ['PUT', '/api/prompt', 'GET,HEAD,POST'],
    ['DELETE', '/api/jobs', 'GET,HEAD'],
    ['POST', '/nosuch', 'GET,HEAD']
  ])('%s %s is not allowed', async (method, path, allowed) => {
    const answer = await server.ask(path, { method })
    expect([answer.status, answer.text]).toEqual([405, '405: Method Not Allowed'])
    expect(answer.headers.allow).toBe(allowed)
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
  })

  it('a socket that is not asked for as one', async () => {
    const answer = await get('/ws')
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('UPGRADE')])
  })
})
