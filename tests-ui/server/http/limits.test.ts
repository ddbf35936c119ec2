import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createScriptedEngine } from '../../builders/scriptedEngine'
import { askRaw, encodeForm } from '../../harness/clientHttp'
import { startTestServer, type TestServer } from '../../harness/serverInProcess'

const LIMIT = 100_000

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ maxBodySize: LIMIT })
})
afterAll(() => server.close())

const isUp = async () => expect((await server.ask('/api/prompt')).status).toBe(200)
const head = (line: string, headers: string) =>
  `${line} HTTP/1.1\r\nHost: ${new URL(server.url).host}\r\n${headers}\r\n`

describe('the size of a request', () => {
  it('is told to clients', async () => {
    expect((await server.ask('/features')).json()).toMatchObject({ max_upload_size: LIMIT })
  })

  it.each(['/prompt', '/api/userdata/a', '/settings', '/queue', '/internal/logs/subscribe'])(
    'is limited at %s',
    async (path) => {
      const method = path.startsWith('/internal') ? 'PATCH' : 'POST'
      const answer = await server.ask(path, { method, body: Buffer.alloc(LIMIT + 1, 32) })
      expect(answer.status).toBe(413)
      expect(answer.headers.connection).toBe('close')
      await isUp()
    }
  )

  it('is limited for forms', async () => {
    const file = { name: 'image', filename: 'a.png', value: Buffer.alloc(LIMIT) }
    expect((await server.ask('/upload/image', encodeForm([file]))).status).toBe(413)
    await isUp()
  })

  it('is counted when the client does not say it', async () => {
    const chunk = `${(20_000).toString(16)}\r\n${' '.repeat(20_000)}\r\n`
    const answer = await askRaw(
      server.url,
      head('POST /api/prompt', 'Transfer-Encoding: chunked\r\n') + chunk.repeat(10) + '0\r\n\r\n'
    )
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('answers before the body came when the headers say enough', async () => {
    const answer = await askRaw(
      server.url,
      head('POST /api/prompt', 'Content-Length: 999999999\r\nContent-Type: application/json\r\n')
    )
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('takes a body of exactly the limit', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(LIMIT - 11) })
    expect(body).toHaveLength(LIMIT)
    expect((await server.ask('/settings', { method: 'POST', body })).status).toBe(200)
  })
})

describe('the form of a request', () => {
  it('may not be packed', async () => {
    const headers = { 'content-encoding': 'gzip' }
    const answer = await server.ask('/prompt', { method: 'POST', headers, body: 'x' })
    expect(answer.status).toBe(415)
  })

  it('may not nest endlessly', async () => {
    const nest = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`
    const post = (body: string) => server.ask('/settings', { method: 'POST', body })
    expect((await post(nest(200))).status).toBe(200)
    expect((await post(nest(300))).status).toBe(400)
    expect((await post(nest(40_000))).status).toBe(400)
    await isUp()
  })

  it('may not be broken UTF-8', async () => {
    const body = Buffer.from([0x22, 0xff, 0xfe, 0x22])
    const answer = await server.ask('/settings/a', { method: 'POST', body })
    expect(answer.status).toBe(500)
    expect(answer.text).toBe('500 Internal Server Error\n\nServer got itself in trouble')
  })

  it('may not break off', async () => {
    const request = head('POST /api/prompt', 'Content-Length: 100\r\n')
    await new Promise<void>((resolve) => {
      const { hostname, port } = new URL(server.url)
      const socket = connect(Number(port), hostname, () => {
        socket.write(`${request}{"prompt"`, () => socket.destroy())
      })
      socket.on('close', () => resolve())
    })
    await isUp()
  })

  it.each([
    ['noise', '\0\x01\x02\r\n\r\n'],
    ['a line that is none', 'HELLO\r\n\r\n'],
    ['another protocol', 'SSH-2.0-OpenSSH\r\n'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'
    ],
    [
      'length and chunks',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'
    ]
  ])('may not be %s', async (_title, bytes) => {
    expect(await askRaw(server.url, bytes)).toMatch(/^HTTP\/1\.1 400 /)
    await isUp()
  })

  it('may not have endless headers', async () => {
    const answer = await askRaw(server.url, head('GET /', `X: ${'x'.repeat(100_000)}\r\n`))
    expect(answer).toMatch(/^HTTP\/1\.1 431 /)
  })
})

describe('an error inside', () => {
  it('is answered, logged without contents, and ends nothing', async () => {
    const engine = createScriptedEngine()
    engine.getObjectInfo = () => Promise.reject(new Error('definitions lost'))
    const broken = await startTestServer({ engine })
    const answer = await broken.ask('/api/object_info?token=private')
    expect(answer.status).toBe(500)
    expect(answer.text).toBe('500 Internal Server Error\n\nServer got itself in trouble')
    expect(broken.logLines.at(-1)).toMatchObject({
      level: 'error',
      facts: { path: '/api/object_info', error: 'definitions lost' }
    })
    expect((await broken.ask('/api/prompt')).status).toBe(200)
    await broken.close()
  })
})
