import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decodeBinaryFrame } from '@/protocol/decodeBinaryFrame'
import { createLog } from '../../../server/base/log'
import { closeServer, createHttpServer, listen, OWN_LIMITS } from '../../../server/http/httpServer'
import { createUpgradeHandler } from '../../../server/http/sockets/acceptUpgrade'
import { SocketHub } from '../../../server/http/sockets/socketHub'
import { makeUuid } from '../../builders/queuedPrompt'
import { createScriptedEngine, type ScriptedEngine } from '../../builders/scriptedEngine'
import { openClient, type TestClient } from '../../harness/clientSocket'
import { startTestServer, type TestServer } from '../../harness/serverInProcess'

const PREVIEWS = { supports_preview_metadata: true }
const TEXTS = { supports_progress_text_metadata: true }

let engine: ScriptedEngine
let server: TestServer

beforeEach(async () => {
  engine = createScriptedEngine({ capacity: 4 })
  server = await startTestServer({ engine })
})
afterEach(() => server.close())

/** Submits a prompt of one node and gives its run. */
async function submit(id: number, clientId?: string) {
  const prompt = { '1': { class_type: 'PreviewImage', inputs: {} } }
  const body = { prompt, prompt_id: makeUuid(id), ...(clientId && { client_id: clientId }) }
  const answer = await server.ask('/api/prompt', { method: 'POST', body })
  expect(answer.status).toBe(200)
  return engine.getRun(makeUuid(id))
}

const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 1, 2, 3])

function makePreview(mime: 'image/jpeg' | 'image/png' = 'image/jpeg') {
  return {
    kind: 'preview',
    nodeId: '5.0.0.1',
    displayNodeId: '5',
    parentNodeId: '5',
    realNodeId: '5',
    mime,
    bytes: JPEG
  } as const
}

const listBinary = (client: TestClient, flags = {}) =>
  client.listBinary().map((bytes) => decodeBinaryFrame(new Uint8Array(bytes), flags))

/** Everything sent before this arrived when it does. */
async function sync(...clients: TestClient[]): Promise<void> {
  const count = clients.map((client) => client.frames.length)
  await server.ask('/api/queue', { method: 'POST', body: { clear: true } })
  await Promise.all(
    clients.map((client, index) =>
      client.waitFor(
        (frame) =>
          frame.kind === 'message' &&
          frame.message.type === 'status' &&
          client.frames.indexOf(frame) >= (count[index] ?? 0)
      )
    )
  )
}

describe('connecting', () => {
  it('greets with the count and the id, given or minted', async () => {
    await submit(1, 'somebody')
    const named = await server.openClient({ clientId: 'tab-1' })
    expect(named.frames[0]).toEqual({
      kind: 'message',
      message: {
        type: 'status',
        data: { status: { exec_info: { queue_remaining: 1 } }, sid: 'tab-1' }
      }
    })
    const nameless = await server.openClient({ path: '/api/ws' })
    expect(nameless.clientId).toMatch(/^[0-9a-f]{32}$/)
  })

  it.each(['a b', '日本', 'x'.repeat(500), '%', '__proto__', 'a&b=c'])(
    'takes %j as an id',
    async (id) => {
      const client = await server.openClient({ clientId: id })
      expect(client.clientId).toBe(id)
      const run = await submit(1, id)
      run.say('executing', { node: '1', prompt_id: makeUuid(1) })
      await client.waitForMessage('executing')
    }
  )

  it('answers feature flags in the first text frame only', async () => {
    const late = await server.openClient({ clientId: 'late' })
    late.send('{"type":"hello"}')
    late.send(JSON.stringify({ type: 'feature_flags', data: PREVIEWS }))
    const early = await server.openClient({ clientId: 'early', flags: PREVIEWS })
    await sync(late)
    expect(late.listMessages('feature_flags')).toEqual([])
    expect(early.listMessages('feature_flags')[0]?.data).toMatchObject({
      supports_preview_metadata: true,
      max_upload_size: 104_857_600
    })
  })

  it.each([
    '',
    'no json',
    '[]',
    '"x"',
    'null',
    '{"type":"feature_flags"}',
    '{"type":"feature_flags","data":7}',
    '[['.repeat(9999)
  ])('survives %j as the first frame', async (text) => {
    const client = await server.openClient({ clientId: 'odd' })
    client.send(text)
    client.send(Buffer.from([1, 2, 3]))
    await sync(client)
    expect(client.listMessages('status').length).toBeGreaterThan(1)
  })

  it('closes the socket of a client that sends a frame of megabytes, and no other', async () => {
    const loud = await server.openClient({ clientId: 'loud' })
    const other = await server.openClient({ clientId: 'other' })
    loud.send('x'.repeat(2 * 1024 * 1024))
    expect(await loud.closed).toBe(1009)
    await sync(other)
  })

  it.each(['/nosuch', '/api/prompt', '/api/ws/x'])('refuses a socket at %s', async (path) => {
    await expect(server.openClient({ path })).rejects.toThrow('404')
  })

  it('refuses more sockets than it has room for, until one of them ends', async () => {
    const hub = new SocketHub({ features: {}, log: createLog([]) })
    const full = createHttpServer({
      handle: (_message, response) => Promise.resolve(void response.end()),
      upgrade: createUpgradeHandler(hub, 2),
      loopbackOnly: true,
      limits: OWN_LIMITS
    })
    const url = `http://127.0.0.1:${await listen(full, '127.0.0.1', 0)}`
    const clients = [await openClient(url), await openClient(url)]
    await expect(openClient(url)).rejects.toThrow('503')
    clients[0]?.close()
    await clients[0]?.closed
    await expect.poll(() => hub.size).toBe(1)
    await openClient(url)
    await hub.close(1000)
    await closeServer(full, 0)
  })

  it('answers a plain request for a socket with 400', async () => {
    expect((await server.ask('/ws')).status).toBe(400)
    expect((await server.ask('/api/ws')).status).toBe(400)
  })
})

describe('who hears what', () => {
  it('sends a prompt to its owner, progress to all when it has none, status to everyone', async () => {
    const owner = await server.openClient({ clientId: 'owner' })
    const other = await server.openClient({ clientId: 'other' })
    const owned = await submit(1, 'owner')
    owned.say('executing', { node: '1', display_node: '1', prompt_id: makeUuid(1) })
    owned.say('progress_state', { prompt_id: makeUuid(1), nodes: {} }, 'ownerOrAll')
    const ownerless = await submit(2)
    ownerless.say('execution_start', { prompt_id: makeUuid(2) })
    ownerless.say('progress_state', { prompt_id: makeUuid(2), nodes: {} }, 'ownerOrAll')
    owned.say('probe.everybody', { x: 1 }, 'everyone')
    ownerless.succeed()
    owned.succeed()
    await owner.waitForMessage('executing', ({ node }) => node === null)
    await sync(owner, other)
    const hear = (client: TestClient) =>
      client
        .listMessages()
        .filter(({ type }) => type !== 'status')
        .map(({ type, data }) => `${type} ${String(data.prompt_id ?? '').slice(-1)}`)
    expect(hear(owner)).toEqual([
      'executing 1',
      'progress_state 1',
      'progress_state 2',
      'probe.everybody ',
      'execution_success 1',
      'executing 1'
    ])
    expect(hear(other)).toEqual(['progress_state 2', 'probe.everybody '])
    expect(other.listMessages('status').length).toBe(owner.listMessages('status').length)
  })

  it('sends previews with their prompt to an owner that can read that, else the bare picture', async () => {
    const able = await server.openClient({ clientId: 'able', flags: PREVIEWS })
    const plain = await server.openClient({
      clientId: 'plain',
      flags: { supports_preview_metadata: 'yes' }
    })
    const ableRun = await submit(1, 'able')
    const plainRun = await submit(2, 'plain')
    ableRun.emit(makePreview())
    plainRun.emit(makePreview('image/png'))
    await sync(able, plain)
    expect(listBinary(able)).toEqual([
      {
        type: 'binary.previewWithMetadata',
        mime: 'image/jpeg',
        image: JPEG,
        metadata: {
          node_id: '5.0.0.1',
          prompt_id: makeUuid(1),
          display_node_id: '5',
          parent_node_id: '5',
          real_node_id: '5',
          image_type: 'image/jpeg'
        }
      }
    ])
    expect(listBinary(plain)).toEqual([{ type: 'binary.preview', mime: 'image/png', image: JPEG }])
  })

  it('sends the bare picture to everybody when a prompt has no owner, and none when the owner is away', async () => {
    const able = await server.openClient({ clientId: 'able', flags: PREVIEWS })
    const ownerless = await submit(1)
    const orphan = await submit(2, 'gone')
    ownerless.emit(makePreview())
    orphan.emit(makePreview())
    await sync(able)
    expect(listBinary(able)).toEqual([{ type: 'binary.preview', mime: 'image/jpeg', image: JPEG }])
  })

  it('[B32] sends progress text to everyone, with its prompt to whoever can read that', async () => {
    const able = await server.openClient({ clientId: 'able', flags: TEXTS })
    const plain = await server.openClient({ clientId: 'plain' })
    const run = await submit(1, 'plain')
    run.emit({ kind: 'text', nodeId: '5', text: 'half way: 50 % ✓' })
    await sync(able, plain)
    const text = { type: 'binary.text', nodeId: '5', text: 'half way: 50 % ✓' }
    expect(listBinary(able, TEXTS)).toEqual([{ ...text, promptId: makeUuid(1) }])
    expect(listBinary(plain)).toEqual([{ ...text, promptId: null }])
  })
})

describe('coming back', () => {
  it('tells a client the node its prompt is at, as ComfyUI does', async () => {
    const first = await server.openClient({ clientId: 'tab' })
    const run = await submit(1, 'tab')
    first.drop()
    run.say('executing', { node: '5.0.0.1', display_node: '5', prompt_id: makeUuid(1) })
    const again = await server.openClient({ clientId: 'tab' })
    await sync(again)
    expect(again.listMessages('executing').map(({ data }) => data)).toEqual([{ node: '5' }])
    const other = await server.openClient({ clientId: 'other' })
    await sync(other)
    expect(other.listMessages('executing')).toEqual([])
  })

  it('names the prompts when several of the client run', async () => {
    for (const id of [1, 2]) {
      const run = await submit(id, 'tab')
      run.say('executing', { node: `${id}`, display_node: `${id}`, prompt_id: makeUuid(id) })
    }
    const client = await server.openClient({ clientId: 'tab' })
    await sync(client)
    expect(client.listMessages('executing').map(({ data }) => data)).toEqual([
      { node: '1', prompt_id: makeUuid(1) },
      { node: '2', prompt_id: makeUuid(2) }
    ])
  })

  it('forgets the flags of the connection that ended', async () => {
    const first = await server.openClient({ clientId: 'tab', flags: PREVIEWS })
    first.close()
    await first.closed
    const again = await server.openClient({ clientId: 'tab' })
    const run = await submit(1, 'tab')
    run.emit(makePreview())
    await sync(again)
    expect(listBinary(again)).toMatchObject([{ type: 'binary.preview' }])
  })

  it.each(['close', 'drop'] as const)(
    'lets the newest socket of an id be the client, also after the older one ends by %s',
    async (ending) => {
      const older = await server.openClient({ clientId: 'tab' })
      const newer = await server.openClient({ clientId: 'tab' })
      const run = await submit(1, 'tab')
      await newer.waitForMessage('status', ({ sid }) => sid === undefined)
      older[ending]()
      await older.closed
      run.say('executing', { node: '1', display_node: '1', prompt_id: makeUuid(1) })
      await newer.waitForMessage('executing')
      await sync(newer)
      expect(older.listMessages('executing')).toEqual([])
    }
  )
})

/** A socket by hand that went through the handshake, to end it as no well-behaved client would. */
async function connectByHand(clientId: string): Promise<Socket> {
  const { hostname, port } = new URL(server.url)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  socket.on('error', () => undefined)
  socket.write(
    `GET /ws?clientId=${clientId} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\n` +
      `Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\n\r\n`
  )
  const greeting = await new Promise<Buffer>((resolve) => socket.once('data', resolve))
  expect(greeting.toString('latin1')).toMatch(/^HTTP\/1\.1 101 /)
  return socket
}

describe('a connection that ends without a goodbye', () => {
  it.each([
    ['closed in one direction only', (socket: Socket) => socket.end()],
    ['reset', (socket: Socket) => socket.resetAndDestroy()],
    ['cut in the middle of a frame', (socket: Socket) => socket.end(Buffer.from([0x81, 0xfe]))]
  ])('(%s) is forgotten, and its prompt goes on', async (_title, end) => {
    const watcher = await server.openClient({ clientId: 'watcher' })
    const socket = await connectByHand('half')
    const run = await submit(1, 'half')
    end(socket)
    await expect
      .poll(() => server.logLines.filter(({ message }) => message === 'socket closed'))
      .toMatchObject([{ facts: { client: 'half', open: 1 } }])
    socket.destroy()
    run.say('executing', { node: '1', display_node: '1', prompt_id: makeUuid(1) })
    run.succeed()
    await watcher.waitForMessage('status', (data) => JSON.stringify(data).includes('":0'))
    await expect
      .poll(async () => (await server.ask(`/api/jobs/${makeUuid(1)}`)).json())
      .toMatchObject({ status: 'completed' })
  })

  it('answers a request whose sender has closed its side already', async () => {
    const { hostname, port } = new URL(server.url)
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    socket.end(`GET /api/prompt HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`)
    let answer = ''
    for await (const chunk of socket) answer += String(chunk)
    expect(answer).toMatch(/^HTTP\/1\.1 200 [^]*"queue_remaining":0/)
  })
})

describe('stopping the server', () => {
  it('tells clients of interrupted prompts, then says goodbye', async () => {
    const client = await server.openClient({ clientId: 'tab' })
    await submit(1, 'tab')
    await server.close()
    expect(await client.closed).toBe(1001)
    expect(client.listMessages('execution_interrupted')).toHaveLength(1)
    expect(engine.isClosed).toBe(true)
    server = await startTestServer()
  })
})
