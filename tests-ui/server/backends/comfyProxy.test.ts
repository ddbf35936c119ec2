import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { makeUuid } from '../../builders/queuedPrompt'
import { ask, encodeForm } from '../../harness/clientHttp'
import { openClient } from '../../harness/clientSocket'
import { startTestProxy, type TestProxy } from '../../harness/proxyInProcess'
import { type ScriptedServer, startScriptedServer } from '../../harness/replayServer'

describe('our server in front of a ComfyUI', () => {
  let comfy: ScriptedServer
  let proxy: TestProxy

  beforeEach(async () => {
    comfy = await startScriptedServer()
    proxy = await startTestProxy(comfy.url)
  })
  afterEach(async () => {
    await proxy.close()
    await comfy.close()
  })

  it('serves our front end, and everything else from there', async () => {
    expect((await ask(proxy.url, '/')).text).toBe('our page')
    expect((await ask(proxy.url, '/api/')).text).toBe('our page')
    const script = await ask(proxy.url, '/assets/a-12345678.js')
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await ask(proxy.url, '/scripts/app.js')).text).toBe('our shim')
    expect(comfy.requests).toEqual([])
    expect((await ask(proxy.url, '/api/object_info')).json()).toHaveProperty('KSampler')
    expect((await ask(proxy.url, '/prompt')).json()).toEqual({ exec_info: { queue_remaining: 0 } })
    expect((await ask(proxy.url, '/extensions/pack/x.js')).status).toBe(404)
    expect(comfy.requests.map(({ path }) => path)).toContain('/extensions/pack/x.js')
  })

  it('passes the backend\u2019s own checks: Host and Origin are its own', async () => {
    const { host } = new URL(proxy.url)
    await ask(proxy.url, '/api/prompt', {
      headers: { Host: host, Origin: proxy.url, 'X-Own': 'kept' }
    })
    expect(comfy.requests[0]?.headers).toMatchObject({
      host: new URL(comfy.url).host,
      origin: comfy.url,
      'x-own': 'kept'
    })
    const foreign = { headers: { Origin: 'http://evil.example' } }
    expect((await ask(proxy.url, '/api/prompt', foreign)).status).toBe(403)
    await expect(openClient(proxy.url, foreign)).rejects.toThrow('403')
    expect(comfy.requests).toHaveLength(1)
  })

  it('passes an upload through byte by byte', async () => {
    const value = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251))
    comfy.answer('POST /upload/image', ({ body }) => ({ json: { size: body.length } }))
    const form = encodeForm([{ name: 'image', filename: 'a.png', value }])
    const answer = await ask(proxy.url, '/api/upload/image', form)
    expect(answer.json()).toEqual({ size: (form.body as Buffer).length })
    expect(comfy.requests[0]?.body).toEqual(form.body)
    expect(comfy.requests[0]?.headers['content-type']).toBe(form.headers?.['content-type'])
  })

  it('passes frames of both kinds through unchanged, in order, in both directions', async () => {
    const client = await openClient(proxy.url, {
      clientId: 'tab',
      flags: { supports_preview_metadata: true }
    })
    const [socket] = comfy.sockets
    expect(socket?.clientId).toBe('tab')
    expect(socket?.received).toEqual([
      '{"type":"feature_flags","data":{"supports_preview_metadata":true}}'
    ])
    await ask(proxy.url, '/api/prompt', {
      method: 'POST',
      body: { prompt: {}, prompt_id: makeUuid(1), client_id: 'tab' }
    })
    comfy.playRun('tab', 'previews-with-metadata', makeUuid(1))
    await client.waitForMessage('executing', ({ node }) => node === null)
    const direct = await openClient(comfy.url, { clientId: 'direct' })
    comfy.playRun('direct', 'previews-with-metadata', makeUuid(1))
    await direct.waitForMessage('executing', ({ node }) => node === null)
    const withoutStatus = (frames: typeof client.frames) =>
      frames.filter(
        (frame) => frame.kind === 'binary' || !/status|feature_flags/.test(frame.message.type)
      )
    expect(withoutStatus(client.frames)).toEqual(withoutStatus(direct.frames))
    expect(client.listBinary().length).toBeGreaterThan(5)
  })

  it('passes close codes through, and the end of a connection', async () => {
    const closing = await openClient(proxy.url, { clientId: 'closing' })
    ;(await comfy.waitForSocket('closing')).close(4123)
    expect(await closing.closed).toBe(4123)
    const dropped = await openClient(proxy.url, { clientId: 'dropped' })
    ;(await comfy.waitForSocket('dropped')).terminate()
    expect(await dropped.closed).toBe(1006)
    const leaving = await openClient(proxy.url, { clientId: 'leaving' })
    await comfy.waitForSocket('leaving')
    leaving.drop()
    await expect.poll(() => comfy.sockets.map(({ clientId }) => clientId)).toEqual([])
  })

  it('says 502 while the backend is away, refuses sockets, and goes on when it is back', async () => {
    const { port } = comfy
    const client = await openClient(proxy.url, { clientId: 'tab' })
    await ask(proxy.url, '/api/prompt')
    await comfy.close()
    expect(await client.closed).toBe(1006)
    const answer = await ask(proxy.url, '/api/prompt', { method: 'POST', body: { prompt: {} } })
    expect(answer.status).toBe(502)
    expect(answer.json()).toEqual({
      error: {
        type: 'backend_unreachable',
        message: `The ComfyUI server at http://127.0.0.1:${port} does not answer`,
        details: 'ECONNREFUSED',
        extra_info: {}
      },
      node_errors: {}
    })
    expect((await ask(proxy.url, '/api/object_info')).status).toBe(502)
    expect((await ask(proxy.url, '/')).status).toBe(200)
    await expect(openClient(proxy.url, { clientId: 'tab' })).rejects.toThrow('502')
    expect(proxy.logLines.at(-1)).toMatchObject({ level: 'warn', message: 'backend unreachable' })
    comfy = await startScriptedServer({ port })
    expect((await ask(proxy.url, '/api/prompt')).status).toBe(200)
    const again = await openClient(proxy.url, { clientId: 'tab' })
    comfy.send('tab', { type: 'probe', data: {} })
    await again.waitForMessage('probe')
  })
})

/** A backend that does exactly what a test writes. */
async function startBackend(
  handle: (message: IncomingMessage, response: ServerResponse) => void
): Promise<{ url: string; server: Server; close: () => Promise<void> }> {
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url, server, close }
}

describe('what passes through', () => {
  const cleanUps: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
  })

  async function startPair(handle: (message: IncomingMessage, response: ServerResponse) => void) {
    const backend = await startBackend(handle)
    cleanUps.push(backend.close)
    const proxy = await startTestProxy(backend.url)
    cleanUps.push(proxy.close)
    return { backend, proxy }
  }

  it('status, text, repeated headers, trailing query; but not what speaks of the connection', async () => {
    const seen: IncomingMessage[] = []
    const { proxy } = await startPair((message, response) => {
      seen.push(message)
      response.writeHead(299, 'Odd But Fine', [
        'Set-Cookie',
        'a=1',
        'Set-Cookie',
        'b=2',
        'Content-Type',
        'x/y',
        'Connection',
        'X-Hop',
        'X-Hop',
        'gone',
        'Keep-Alive',
        'timeout=1'
      ])
      response.end('body')
    })
    const headers = {
      Connection: 'close, X-Mine',
      'X-Mine': 'gone',
      TE: 'trailers',
      'X-Kept': 'yes'
    }
    const answer = await ask(proxy.url, '/api/odd%2Fpath?x=%20&x=2', {
      method: 'PATCH',
      headers,
      body: 'data'
    })
    expect(answer.status).toBe(299)
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2'])
    expect(answer.headers['x-hop']).toBeUndefined()
    expect(answer.text).toBe('body')
    expect(seen[0]?.url).toBe('/api/odd%2Fpath?x=%20&x=2')
    expect(seen[0]?.method).toBe('PATCH')
    expect(seen[0]?.headers).toMatchObject({ 'x-kept': 'yes', 'content-length': '4' })
    expect(seen[0]?.headers).not.toHaveProperty('x-mine')
    expect(seen[0]?.headers).not.toHaveProperty('te')
  })

  it.each([204, 304, 404, 413, 500, 503])('an answer of %i', async (status) => {
    const { proxy } = await startPair((_message, response) => response.writeHead(status).end())
    const answer = await ask(proxy.url, '/api/x')
    expect(answer.status).toBe(status)
    expect(answer.body).toHaveLength(0)
  })

  it('HEAD without a body, with the length', async () => {
    const { proxy } = await startPair((message, response) => {
      expect(message.method).toBe('HEAD')
      response.writeHead(200, { 'content-length': 1234 }).end()
    })
    const answer = await ask(proxy.url, '/api/view?filename=a', { method: 'HEAD' })
    expect(answer.headers['content-length']).toBe('1234')
  })

  it('an answer as it comes, not when it is whole', async () => {
    let finish: () => void = () => undefined
    const { proxy } = await startPair((_message, response) => {
      response.write('first')
      finish = () => response.end('second')
    })
    const pieces: string[] = []
    await new Promise<void>((resolve) => {
      request(`${proxy.url}/api/stream`, (response) => {
        response.on('data', (chunk: Buffer) => {
          pieces.push(chunk.toString())
          if (pieces.length === 1) finish()
        })
        response.on('end', resolve)
      }).end()
    })
    expect(pieces).toEqual(['first', 'second'])
  })

  it('a request as it comes, and the answer to it before it is whole', async () => {
    const { proxy } = await startPair((message, response) => {
      message.once('data', (chunk: Buffer) => response.end(`got ${chunk.toString()}`))
    })
    const text = await new Promise<string>((resolve) => {
      const upload = request(`${proxy.url}/api/upload/image`, { method: 'POST' }, (response) => {
        response.on('data', (chunk: Buffer) => resolve(chunk.toString()))
        response.on('end', () => upload.destroy())
      })
      upload.on('error', () => undefined)
      upload.write('a piece')
    })
    expect(text).toBe('got a piece')
  })

  it('an answer that breaks off looks broken to the client too', async () => {
    const { proxy } = await startPair((_message, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('half', () => response.destroy())
    })
    await expect(ask(proxy.url, '/api/x')).rejects.toThrow(/aborted|ECONNRESET|hang up/)
  })

  it('a client that goes away ends the request at the backend', async () => {
    let asking: ClientRequest | null = null
    const gone = new Promise<void>((resolve) => {
      void startPair((_message, response) => {
        response.on('close', resolve)
        asking?.destroy()
      }).then(({ proxy }) => {
        asking = request(`${proxy.url}/api/slow`)
        asking.on('error', () => undefined).end()
      })
    })
    await gone
  })

  it('a look is tried again when the backend had closed a kept connection; a submission never is', async () => {
    const seen: string[] = []
    const { proxy, backend } = await startPair((message, response) => {
      seen.push(message.method ?? '')
      message.resume()
      response.end('ok')
    })
    backend.server.keepAliveTimeout = 60_000
    for (let time = 0; time < 20; time++) {
      expect((await ask(proxy.url, '/api/x')).status).toBe(200)
      backend.server.closeIdleConnections()
    }
    expect(seen).toHaveLength(20)
    let tries = 0
    const breaking = await startPair((message) => {
      tries += 1
      message.socket.destroy()
    })
    expect(
      (await ask(breaking.proxy.url, '/api/prompt', { method: 'POST', body: {} })).status
    ).toBe(502)
    expect(tries).toBe(1)
  })

  it('a refusal of a socket, with its own status', async () => {
    const { proxy, backend } = await startPair((_message, response) => response.end())
    backend.server.on('upgrade', (_message, socket) => {
      socket.end('HTTP/1.1 418 Teapot\r\nContent-Length: 0\r\n\r\n')
    })
    await expect(openClient(proxy.url)).rejects.toThrow('418')
  })

  it('back-pressure: a client that does not read stops the backend, and gets all when it reads', async () => {
    const total = 400
    const bytes = Buffer.alloc(100_000, 7)
    const { proxy, backend } = await startPair((_message, response) => response.end())
    const sockets = new WebSocketServer({ server: backend.server })
    let sender: WebSocket | null = null
    sockets.on('connection', (socket) => {
      sender = socket
      for (let count = 0; count < total; count++) socket.send(bytes)
    })
    const client = new WebSocket(`${proxy.url.replace('http', 'ws')}/ws`)
    let received = 0
    await new Promise<void>((resolve) => client.once('open', () => resolve()))
    client.pause()
    client.on('message', () => (received += 1))
    await expect
      .poll(() => (sender as WebSocket | null)?.bufferedAmount ?? 0)
      .toBeGreaterThan(1_000_000)
    client.resume()
    await expect.poll(() => received).toBe(total)
    client.terminate()
  })

  it('the end of our server, to whoever still waits for an answer', async () => {
    let asked: () => void = () => undefined
    const isAsked = new Promise<void>((resolve) => (asked = resolve))
    const { proxy } = await startPair(() => asked())
    const waiting = ask(proxy.url, '/api/x')
    const client = openClient(proxy.url).catch((error: unknown) => error)
    await isAsked
    await proxy.close()
    // Told that there is no answer, or cut off.
    const told = await waiting.then(({ status }) => status).catch(() => 502)
    expect(told).toBe(502)
    expect(await client).toBeInstanceOf(Error)
  })
})
