import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import { createScriptedEngine } from '../../builders/scriptedEngine'
import { type ClientAnswer, type ClientRequest, encodeForm } from '../../harness/clientHttp'
import { type Exchange, listExchanges, loadFixture, loadRecording } from '../../harness/recording'
import { startTestServer, type TestServer, writeFiles } from '../../harness/serverInProcess'

const definitions = loadFixture('object_info.json') as ObjectInfoWire

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ engine: createScriptedEngine({ objectInfo: definitions }) })
})
afterAll(() => server.close())

function readJson({ body, headers }: ClientAnswer): unknown {
  if (body.length === 0 || !headers['content-type']?.includes('json')) return null
  return JSON.parse(body.toString('utf8'))
}

/** Times out: whole milliseconds and float seconds stay told apart. */
function normaliseTimes(value: unknown): unknown {
  const text = JSON.stringify(value, (key, inner: unknown) => {
    if (typeof inner !== 'number' || !/^(modified|created)$/.test(key)) return inner
    return inner > 1e11 ? '<ms>' : '<s>'
  })
  return JSON.parse(text) as unknown
}

/** Status, type and caching of an answer, and its JSON or text. */
function summariseOurs(answer: ClientAnswer) {
  const type = answer.headers['content-type'] ?? ''
  return {
    status: answer.status,
    type,
    cacheControl: answer.headers['cache-control'],
    json: normaliseTimes(readJson(answer)),
    text: type.startsWith('text/plain') ? answer.text : undefined
  }
}

function summariseRecorded({ response }: Exchange) {
  const { cacheControl } = response as { cacheControl?: string }
  return {
    status: response.status,
    type: response.type,
    cacheControl,
    json: normaliseTimes(response.json ?? null),
    text: response.text
  }
}

describe('what a front end reads when it starts', () => {
  const exchanges = listExchanges(loadRecording('http-start'))
  /** Where a server without Python, models, packs and templates has less to say, or other things. */
  const OURS: Record<string, unknown> = {
    '/api/i18n': {},
    '/api/workflow_templates': {},
    '/api/global_subgraphs': {},
    '/api/extensions': [],
    '/api/models/checkpoints': [],
    '/api/experiment/models/checkpoints': []
  }
  /** There are the same kinds of models, and no folders for them. */
  const WITHOUT_FOLDERS = new Set(['/api/experiment/models', '/internal/folder_paths'])
  const emptyFolders = (value: unknown) =>
    JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
      key === 'extensions' || !Array.isArray(inner) || typeof inner[0] !== 'string' ? inner : []
    ) as unknown
  const ELSEWHERE = new Set([
    '/api/system_stats',
    '/api/features',
    '/api/object_info',
    '/api/assets',
    // Of its packs, templates and models.
    '/api/workflow_templates/probe_nodes/probe.json',
    '/api/view_metadata/checkpoints?filename=tiny-random-sd15.safetensors'
  ])
  const shared = exchanges.filter(
    ({ request }) =>
      !ELSEWHERE.has(request.path) && !/global_subgraphs\/[0-9a-f]{64}/.test(request.path)
  )

  it.each(shared.map((exchange) => [exchange.request.path, exchange] as const))(
    '%s',
    async (path, exchange) => {
      const ours = summariseOurs(await server.ask(path, { method: exchange.request.method }))
      const recorded = summariseRecorded(exchange)
      const json = WITHOUT_FOLDERS.has(path) ? emptyFolders(recorded.json) : recorded.json
      if (path === '/api/node_replacements') {
        expect(recorded).toMatchObject(ours)
        return
      }
      expect(ours).toEqual({ ...recorded, json: path in OURS ? OURS[path] : json })
    }
  )

  it('limits beyond what JavaScript counts to are those of ComfyUI, to the digit', async () => {
    const { text } = await server.ask('/api/object_info/PrimitiveInt')
    expect(text).toContain('"min":-9223372036854775807,"max":9223372036854775807')
    const seeded = await server.ask('/api/object_info/KSampler')
    expect(seeded.text).toContain('"max":18446744073709551615')
  })

  it('/docs has a page of each node, made of its definition, in one language', async () => {
    const page = await server.ask('/docs/ImageScale/en.md')
    expect(page.headers['content-type']).toBe('text/markdown; charset=utf-8')
    expect(page.text).toMatch(/^# Upscale Image\n/)
    expect(page.text).toContain('| `width` | INT | 512 (0 to 16384) |')
    expect(page.text).toContain('`nearest-exact`, `bilinear`, `area`')
    expect(page.text).toContain('| `IMAGE` | IMAGE |')
    for (const path of ['/docs/ImageScale/zh.md', '/docs/Nope/en.md', '/docs/__proto__/en.md'])
      expect((await server.ask(path)).status).toBe(404)
  })

  it('/api/object_info: every definition as the engine gives it', async () => {
    const answer = await server.ask('/api/object_info')
    expect(answer.json()).toEqual(definitions)
  })

  it('/api/system_stats has every field of the recorded one, of the same kind', async () => {
    const recorded = exchanges.find(({ request }) => request.path === '/api/system_stats')?.response
      .json as Record<'system' | 'devices', object>
    const ours = (await server.ask('/api/system_stats')).json() as typeof recorded
    expect(Object.keys(ours.system)).toEqual(Object.keys(recorded.system))
    expect(Object.keys((ours.devices as object[])[0] ?? {})).toEqual(
      Object.keys((recorded.devices as object[])[0] ?? {})
    )
  })

  it('/api/features says what the recorded server does, and that progress text names its prompt', async () => {
    const recorded = exchanges.find(({ request }) => request.path === '/api/features')?.response
    const ours = (await server.ask('/api/features')).json()
    expect(ours).toEqual({ ...(recorded?.json as object), supports_progress_text_metadata: true })
  })

  it('/api/assets and what goes with them are disabled', async () => {
    const recorded = exchanges.find(({ request }) => request.path === '/api/assets')?.response
    const id = '0b9a5e1c-7c1e-4f5b-9d5e-0123456789ab'
    const more = [`/api/assets/${id}/content`, '/api/tags', '/api/assets/tags/refine']
    for (const path of ['/api/assets', ...more]) {
      const answer = await server.ask(path)
      expect(answer.status).toBe(recorded?.status)
      expect(answer.json()).toMatchObject({ error: { code: 'SERVICE_DISABLED', details: {} } })
    }
    expect((await server.ask('/api/assets/x')).status).toBe(404)
  })
})

describe('what a server refuses', () => {
  const exchanges = listExchanges(loadRecording('http-refusals'))

  it.each(
    exchanges.map(
      (exchange) =>
        [
          `${exchange.request.n} ${exchange.request.method} ${exchange.request.path}`,
          exchange
        ] as const
    )
  )('%s', async (_title, exchange) => {
    const { method, path, headers, body } = exchange.request
    const request = {
      method,
      ...(headers && { headers }),
      ...(body !== undefined && { body })
    }
    const ours = summariseOurs(await server.ask(path, request))
    const recorded = summariseRecorded(exchange)
    expect(ours).toEqual(recorded)
  })
})

/** What the recording's notes say was uploaded. */
interface UploadNote {
  readonly image?: string
  readonly bytes?: number
  readonly [field: string]: unknown
}

/** A picture that depends on the number only, for equal and different contents. */
function makePng(seed: number): Promise<Buffer> {
  const background = { r: seed % 256, g: 40, b: 90, alpha: 0.5 }
  return sharp({ create: { width: 8, height: 8, channels: 4, background } })
    .png()
    .toBuffer()
}

async function makeUpload(note: string): Promise<ClientRequest> {
  const {
    image,
    bytes = 0,
    ...fields
  } = JSON.parse(note.replace(/^multipart to \S+: /, '')) as UploadNote
  const parts = Object.entries(fields).map(([name, value]) => ({ name, value: String(value) }))
  const file = image ? [{ name: 'image', filename: image, value: await makePng(bytes) }] : []
  return encodeForm([...parts, ...file])
}

describe('uploads, pictures, listings, user data and settings, one after the other', () => {
  it('every answer is the recorded one', async () => {
    const files = await startTestServer()
    try {
      await playFiles(files)
    } finally {
      await files.close()
    }
  })

  async function playFiles(files: TestServer): Promise<void> {
    await writeFiles(files.folders.input, { 'example.png': await makePng(1) })
    await utimes(join(files.folders.input, 'example.png'), 1, 1)
    const recording = loadRecording('http-files')
    const exchanges = new Map(
      listExchanges(recording).map((exchange) => [exchange.request.n, exchange])
    )
    let note = ''
    for (const entry of recording.entries) {
      if (entry.kind === 'note') note = entry.text
      const exchange = entry.kind === 'request' ? exchanges.get(entry.n) : undefined
      if (!exchange) continue
      await playFileExchange(files, exchange, note)
    }
  }

  async function playFileExchange(files: TestServer, exchange: Exchange, note: string) {
    const { n, method, path, headers, body } = exchange.request
    // What other runs had left in these folders.
    if (/internal\/files\/(output|temp)/.test(path)) return
    const isUpload = path.startsWith('/api/upload')
    const isRawBody = path.startsWith('/api/userdata/') && method === 'POST'
    const request: ClientRequest = isUpload
      ? await makeUpload(note)
      : {
          method,
          ...(headers && { headers }),
          ...(isRawBody && { body: n === 24 ? '{"a":1}' : '{"a":3}' }),
          ...(body !== undefined && {
            body: typeof body === 'string' ? JSON.stringify(body) : body
          })
        }
    const ours = summariseOurs(await files.ask(path, request))
    expect(ours, `${n} ${method} ${path}`).toEqual(summariseRecorded(exchange))
  }
})
