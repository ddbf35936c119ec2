import { EventEmitter } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { ClientSocket, type SocketBounds } from '../../../server/http/sockets/clientSocket'
import { createMessageFrame } from '../../../server/http/sockets/frames'
import { makeUuid } from '../../builders/queuedPrompt'
import { createScriptedEngine } from '../../builders/scriptedEngine'
import { startTestServer, type TestServer } from '../../harness/serverInProcess'

/** A socket whose network takes data only when the test says so. */
class FakeNetwork extends EventEmitter {
  readyState: number = WebSocket.OPEN
  bufferedAmount = 0
  readonly sent: string[] = []
  pings = 0
  #callbacks: (() => void)[] = []

  send(data: Buffer, _options: object, done: () => void): void {
    this.sent.push(String(data))
    this.bufferedAmount += data.length
    this.#callbacks.push(done)
  }

  /** Takes what was handed over so far. */
  flush(): void {
    this.bufferedAmount = 0
    for (const done of this.#callbacks.splice(0)) done()
  }

  ping(): void {
    this.pings += 1
  }

  terminate(): void {
    this.readyState = WebSocket.CLOSED
  }

  close(): void {
    this.readyState = WebSocket.CLOSING
  }
}

function createClient(bounds: Partial<SocketBounds> = {}) {
  const network = new FakeNetwork()
  const clock = { now: 0 }
  const cutOffs: string[] = []
  const client = new ClientSocket(network as unknown as WebSocket, {
    clientId: 'tab',
    bounds: { inFlight: 100, waiting: 10_000, frames: 100, stuck: 30_000, ...bounds },
    now: () => clock.now,
    onCutOff: (reason) => cutOffs.push(reason)
  })
  const say = (type: string, data: Record<string, unknown>) =>
    client.send(createMessageFrame(type, data))
  const types = () => network.sent.map((text) => (JSON.parse(text) as { type: string }).type)
  return { network, clock, cutOffs, client, say, types }
}

const progressState = (step: number) => ({
  prompt_id: 'p',
  nodes: { 1: { value: step, text: 'x'.repeat(100) } }
})

describe('a socket that reads slowly', () => {
  it('gets every lifecycle message in order, and of superseded snapshots only the last', () => {
    const { network, say, client } = createClient()
    say('execution_start', { prompt_id: 'p', text: 'x'.repeat(100) })
    for (let step = 1; step <= 50; step++) say('progress_state', progressState(step))
    say('executed', { prompt_id: 'p', node: '1' })
    say('progress_state', progressState(51))
    say('execution_success', { prompt_id: 'p' })
    expect(client.waitingCount).toBe(3)
    for (let turn = 0; turn < 5; turn++) network.flush()
    const sent = network.sent.map((text) => JSON.parse(text) as { type: string; data: unknown })
    expect(sent.map(({ type }) => type)).toEqual([
      'execution_start',
      'executed',
      'progress_state',
      'execution_success'
    ])
    expect(sent[2]?.data).toEqual(progressState(51))
  })

  it('keeps snapshots of different prompts apart', () => {
    const { network, say, types } = createClient()
    say('execution_start', { text: 'x'.repeat(100) })
    say('progress_state', { prompt_id: 'p', nodes: {} })
    say('progress_state', { prompt_id: 'q', nodes: {} })
    network.flush()
    expect(types()).toEqual(['execution_start', 'progress_state', 'progress_state'])
  })

  it('is cut off when nothing moves for a while, but not while something does', () => {
    const { network, clock, cutOffs, client, say } = createClient()
    for (let message = 0; message < 10; message++) say('executed', { text: 'x'.repeat(60) })
    clock.now = 29_000
    network.flush()
    clock.now = 45_000
    client.check()
    expect(cutOffs).toEqual([])
    clock.now = 60_000
    client.check()
    expect(cutOffs).toEqual(['stuck'])
    expect(network.readyState).toBe(WebSocket.CLOSED)
    expect(client.waitingCount).toBe(0)
  })

  it('is cut off when too much waits for it', () => {
    const { cutOffs, say } = createClient({ waiting: 1000 })
    for (let message = 0; message < 20; message++) say('executed', { text: 'x'.repeat(100) })
    expect(cutOffs).toEqual(['overflow'])
  })

  it('is never cut off for being silent itself', () => {
    const { network, clock, cutOffs, client, say } = createClient()
    say('status', {})
    network.flush()
    for (let minute = 0; minute < 100; minute++) {
      clock.now += 60_000
      client.check()
    }
    expect(cutOffs).toEqual([])
    expect(network.pings).toBe(100)
  })
})

describe('ten of thirty clients that never read', () => {
  let server: TestServer
  afterEach(() => server.close())

  it(
    'hold up nobody: all others hear every message of their prompts, in order',
    { timeout: 60_000 },
    async () => {
      const engine = createScriptedEngine({ capacity: 30 })
      server = await startTestServer({ engine })
      const clients = await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          server.openClient({ clientId: `c${index}`, flags: { supports_preview_metadata: true } })
        )
      )
      for (const hung of clients.slice(0, 10)) hung.stopReading()
      const runs = await Promise.all(
        clients.map(async ({ clientId }, index) => {
          const prompt = { '1': { class_type: 'PreviewImage', inputs: {} } }
          const body = { prompt, prompt_id: makeUuid(index), client_id: clientId }
          await server.ask('/api/prompt', { method: 'POST', body })
          return engine.getRun(makeUuid(index))
        })
      )
      const bytes = new Uint8Array(200_000)
      const picture = {
        nodeId: '1',
        displayNodeId: '1',
        parentNodeId: null,
        realNodeId: '1',
        bytes
      }
      for (let step = 1; step <= 40; step++) {
        for (const run of runs) {
          const data = { prompt_id: run.job.promptId, node: '1', value: step, max: 40 }
          run.emit({ kind: 'preview', mime: 'image/jpeg', ...picture })
          run.say('progress', data, 'ownerOrAll')
          run.say('executed', { ...data, output: null })
        }
        // Sockets that read get the time to do so.
        await server.ask('/api/prompt')
      }
      for (const run of runs) run.succeed()
      for (const client of clients.slice(10)) {
        await client.waitForMessage('executing', ({ node }) => node === null)
        const steps = client.listMessages('executed').map(({ data }) => data.value)
        expect(steps).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
        expect(client.listBinary().length).toBeGreaterThan(0)
      }
      for (const hung of clients.slice(0, 10)) hung.drop()
    }
  )
})
