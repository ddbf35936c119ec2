import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../harness/serverInProcess'

let server: TestServer
afterEach(() => server.close())

const FOREIGN = { origin: 'https://studio.example', 'sec-fetch-site': 'cross-site' }

describe('--enable-cors-header', () => {
  it('lets pages of another origin read answers, and asks as ComfyUI answers', async () => {
    server = await startTestServer({ corsOrigin: 'https://studio.example' })
    const expected = {
      'access-control-allow-origin': 'https://studio.example',
      'access-control-allow-methods': 'POST, GET, DELETE, PUT, OPTIONS, PATCH',
      'access-control-allow-headers': 'Content-Type, Authorization',
      'access-control-allow-credentials': 'true',
      'cross-origin-resource-policy': 'cross-origin'
    }
    for (const method of ['GET', 'OPTIONS']) {
      const answer = await server.ask('/api/prompt', { method, headers: FOREIGN })
      expect(answer.status).toBe(200)
      expect(answer.headers).toMatchObject(expected)
    }
    const client = await server.openClient({ headers: { Origin: FOREIGN.origin } })
    expect(client.clientId).not.toBe('')
  })

  it('keeps names out all the same that were made to point here', async () => {
    server = await startTestServer({ corsOrigin: '*' })
    const answer = await server.ask('/api/prompt', { headers: { Host: 'evil.example' } })
    expect(answer.status).toBe(403)
  })

  it('is off without it', async () => {
    server = await startTestServer()
    const answer = await server.ask('/api/prompt', { headers: FOREIGN })
    expect(answer.status).toBe(403)
    const own = await server.ask('/api/prompt')
    expect(Object.keys(own.headers).filter((name) => name.startsWith('access-'))).toEqual([])
  })
})

describe('--enable-compress-response-body', () => {
  it.each(['/api/object_info', '/api/queue'])(
    'packs %s for a client that takes it',
    async (path) => {
      server = await startTestServer({ compressesText: true })
      const plain = await server.ask(path)
      expect(plain.headers['content-encoding']).toBeUndefined()
      const packed = await server.ask(path, { headers: { 'accept-encoding': 'gzip, deflate' } })
      expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
      expect(gunzipSync(packed.body).toString()).toBe(plain.text)
      const refused = await server.ask(path, { headers: { 'accept-encoding': 'gzip;q=0, br' } })
      expect(refused.headers['content-encoding']).toBeUndefined()
      const head = await server.ask(path, {
        method: 'HEAD',
        headers: { 'accept-encoding': 'gzip' }
      })
      expect([head.status, head.body.length]).toEqual([200, 0])
    }
  )

  it('is off without it', async () => {
    server = await startTestServer()
    const answer = await server.ask('/api/queue', { headers: { 'accept-encoding': 'gzip' } })
    expect(answer.headers['content-encoding']).toBeUndefined()
  })
})
