import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { RawData } from 'ws'
import { WebSocket, WebSocketServer } from 'ws'
import { createBrowserClock } from '@/events/browserScheduler'
import type { SocketConstructor } from '@/events/socketConnection'
import { createSocketTransport } from '@/events/socketTransport'
import type { Frame } from '@/events/transport'
import { makePreviewFrame } from '../builders/wireBinary'
import { makeStatusFrame } from '../builders/wireMessages'
import { createFakePage } from './fakePage'

/** Waits for things to happen, in whatever order they come. */
function createMailbox<T>() {
  const items: T[] = []
  const waiting: (() => void)[] = []
  return {
    items,
    put(item: T): void {
      items.push(item)
      for (const wake of waiting.splice(0)) wake()
    },
    async until(count: number): Promise<void> {
      while (items.length < count) await new Promise<void>((wake) => waiting.push(wake))
    }
  }
}

const removers: (() => void)[] = []
afterEach(() => {
  for (const remove of removers.splice(0)) remove()
})

async function makeServer() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise((ready) => server.on('listening', ready))
  const connections = createMailbox<WebSocket>()
  const texts = createMailbox<string>()
  server.on('connection', (socket) => {
    socket.on('message', (data: RawData) => texts.put(String(data)))
    connections.put(socket)
    socket.send(makeStatusFrame(0, 'tab'))
  })
  const { port } = server.address() as AddressInfo
  removers.push(() => server.close())
  return { url: `ws://127.0.0.1:${port}/ws?clientId=tab`, connections, texts }
}

function connect(url: string) {
  const frames = createMailbox<Frame>()
  const phases = createMailbox<string>()
  const transport = createSocketTransport({
    getUrl: () => url,
    WebSocket: WebSocket as unknown as SocketConstructor,
    clock: createBrowserClock(),
    random: () => 0,
    page: createFakePage()
  })
  const stop = transport.start({ onFrame: frames.put, onPhase: phases.put })
  removers.push(stop)
  return { transport, frames, phases, stop }
}

describe('createSocketTransport, over a real socket', () => {
  it('speaks first, hears text and binary, comes back after a drop, and leaves with a good-bye', async () => {
    const { url, connections, texts } = await makeServer()
    const { frames, phases, stop } = connect(url)
    await texts.until(1)
    expect(JSON.parse(texts.items[0]!)).toMatchObject({ type: 'feature_flags' })
    connections.items[0]!.send(new Uint8Array(makePreviewFrame()))
    await frames.until(2)
    expect(frames.items[0]).toBe(makeStatusFrame(0, 'tab'))
    expect(frames.items[1]).toBeInstanceOf(ArrayBuffer)

    connections.items[0]!.terminate()
    await connections.until(2)
    await texts.until(2)
    expect(phases.items).toEqual(['connecting', 'connected', 'reconnecting', 'connected'])

    const closed = new Promise((resolve) => connections.items[1]!.on('close', resolve))
    stop()
    expect(await closed).toBe(1000)
  })

  it('[B26] renews only after the server has let go of the old socket', async () => {
    const { url, connections, texts } = await makeServer()
    const { transport } = connect(url)
    await texts.until(1)
    const order: string[] = []
    connections.items[0]!.on('close', (code) => order.push(`close ${code}`))
    transport.renew()
    await connections.until(2)
    order.push('open')
    expect(order).toEqual(['close 4000', 'open'])
  })
})
