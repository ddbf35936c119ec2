import { readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createScriptedEngine } from '../../builders/scriptedEngine'
import { encodeForm } from '../../harness/clientHttp'
import { startTestServer, type TestServer } from '../../harness/serverInProcess'

const SECRET = 'the secret of another folder'

let server: TestServer
let outside: Map<string, string>

/** Everything outside of the data folder, with its contents. */
async function readOutside(): Promise<Map<string, string>> {
  const entries = await readdir(server.root, { recursive: true, withFileTypes: true })
  const data = join(server.root, 'data')
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(data))
  return new Map(
    await Promise.all(files.map(async (path) => [path, await readFile(path, 'utf8')] as const))
  )
}

beforeAll(async () => {
  server = await startTestServer({
    engine: createScriptedEngine({ capacity: 4 }),
    maxBodySize: 1_000_000
  })
  await writeFile(join(server.root, 'secret.txt'), SECRET)
  for (const folder of ['input', 'output', 'temp', 'user'] as const) {
    await symlink(server.root, join(server.folders[folder], 'way-out'))
  }
  outside = await readOutside()
})
afterAll(() => server.close())

const name = fc.constantFrom(
  'a.png',
  'secret.txt',
  '..',
  '.',
  '',
  '/',
  'way-out',
  '../secret.txt',
  '../../secret.txt',
  '../../../secret.txt',
  'way-out/secret.txt',
  '..\\..\\secret.txt',
  '....//secret.txt',
  '%2e%2e%2fsecret.txt',
  '/etc/passwd',
  'C:\\secret.txt',
  'con',
  'a\0.png',
  'a\r\nSet-Cookie: x=1',
  '__proto__',
  'constructor',
  'secret.txt [input]',
  '💥',
  'x'.repeat(400)
)
const encoded = fc.oneof(
  name.map(encodeURIComponent),
  name.map((text) => encodeURIComponent(encodeURIComponent(text))),
  name.map((text) => text.replace(/[^\w./%-]/gu, ''))
)
const query = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        'filename',
        'subfolder',
        'type',
        'preview',
        'channel',
        'dir',
        'path',
        'recurse',
        'status',
        'limit',
        'offset',
        'max_items',
        'sort_by',
        'overwrite'
      ),
      fc.oneof(encoded, fc.constantFrom('true', '-1', '1e9', 'webp;', 'NaN'))
    ),
    { maxLength: 4 }
  )
  .map((pairs) => pairs.map(([key, value]) => `${key}=${value}`).join('&'))
const path = fc.oneof(
  fc.constantFrom(
    '/',
    '/prompt',
    '/queue',
    '/history',
    '/jobs',
    '/jobs/cancel',
    '/interrupt',
    '/free',
    '/settings',
    '/view',
    '/userdata',
    '/v2/userdata',
    '/upload/image',
    '/upload/mask',
    '/extensions',
    '/ws',
    '/system_stats'
  ),
  encoded.map((text) => `/userdata/${text}`),
  fc.tuple(encoded, encoded).map(([from, to]) => `/userdata/${from}/move/${to}`),
  encoded.map((text) => `/settings/${text}`),
  encoded.map((text) => `/history/${text}`),
  encoded.map((text) => `/jobs/${text}/cancel`),
  encoded.map((text) => `/internal/files/${text}`),
  encoded.map((text) => `/object_info/${text}`),
  encoded.map((text) => `/${text}`)
)
const json = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc
    .record(
      {
        prompt: fc.jsonValue({ maxDepth: 3 }),
        prompt_id: fc.jsonValue({ maxDepth: 1 }),
        client_id: fc.jsonValue({ maxDepth: 1 }),
        number: fc.jsonValue({ maxDepth: 1 }),
        extra_data: fc.jsonValue({ maxDepth: 3 }),
        delete: fc.jsonValue({ maxDepth: 2 }),
        job_ids: fc.jsonValue({ maxDepth: 2 }),
        clear: fc.jsonValue({ maxDepth: 1 })
      },
      { requiredKeys: [] }
    )
    .map((value) => JSON.stringify(value)),
  fc.constantFrom('', '{', '[[[', '{"__proto__":{"x":1}}', '\u0000', '"\\ud800"', '1e999')
)
const form = fc
  .array(
    fc.record({
      field: fc.constantFrom('image', 'subfolder', 'type', 'overwrite', 'original_ref'),
      value: fc.oneof(name, json)
    }),
    { maxLength: 5 }
  )
  .map((parts) =>
    encodeForm(
      parts.map(({ field, value }) => ({
        name: field,
        value: field === 'image' ? 'bytes' : value,
        ...(field === 'image' && { filename: value.replace(/["\r\n]/g, '') })
      }))
    )
  )
const request = fc.oneof(
  fc.record({
    method: fc.constantFrom('GET', 'POST', 'DELETE', 'HEAD', 'PUT', 'PATCH'),
    body: json
  }),
  form
)

describe('hostile requests', () => {
  it('each get an answer; nothing outside is read or changed; the server goes on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('', '/api'),
        path,
        query,
        request,
        async (prefix, where, search, what) => {
          const target = `${prefix}${where}${search ? `?${search}` : ''}`.replace(
            /[^\u0021-\u007E]/gu,
            ''
          )
          const { body, ...rest } = what as { method: string; body: string | Buffer }
          const isRead = rest.method === 'GET' || rest.method === 'HEAD'
          const answer = await server.ask(target, isRead ? rest : { ...rest, body })
          expect(answer.status).toBeGreaterThanOrEqual(200)
          expect(answer.status).toBeLessThan(600)
          expect(answer.text).not.toContain(SECRET)
          expect(answer.text).not.toContain('root:')
          expect(answer.headers['set-cookie']).toBeUndefined()
        }
      ),
      { seed: 20_260_823, numRuns: 1500 }
    )
    expect(await readOutside()).toEqual(outside)
    expect(({} as Record<string, unknown>).x).toBeUndefined()
    expect((await server.ask('/api/prompt')).status).toBe(200)
    const unexpected = server.logLines.filter(({ message }) => message === 'request failed')
    expect(unexpected).toEqual([])
  }, 60_000)

  it('on sockets change nothing either', async () => {
    const listener = await server.openClient({ clientId: 'listener' })
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(name, fc.constant('listener')),
        fc.array(
          fc.oneof(
            json,
            fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes))
          ),
          { maxLength: 4 }
        ),
        async (clientId, frames) => {
          const client = await server.openClient({ clientId })
          for (const frame of frames) client.send(frame)
          client.drop()
          await client.closed
        }
      ),
      { seed: 5, numRuns: 60 }
    )
    expect((await server.ask('/api/prompt')).status).toBe(200)
    listener.close()
  }, 60_000)
})
