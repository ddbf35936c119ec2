import { WebSocket } from 'ws'

export interface TextMessage {
  readonly type: string
  readonly data: Record<string, unknown>
}

/** A frame that arrived: a message, or the bytes of a binary one. */
export type ClientFrame =
  | { readonly kind: 'message'; readonly message: TextMessage }
  | { readonly kind: 'binary'; readonly bytes: Buffer }

export interface ClientSocketOptions {
  /** Left out: the server gives one. */
  readonly clientId?: string
  /** Sent first, if given. */
  readonly flags?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
  readonly path?: string
}

/** A client of the server under test, with everything that it heard. */
export interface TestClient {
  readonly frames: readonly ClientFrame[]
  /** Adopted from the first status. */
  readonly clientId: string
  /** All messages of a type, or all. */
  listMessages(type?: string): TextMessage[]
  listBinary(): Buffer[]
  /** Resolves with the first frame, past or coming, that fits. */
  waitFor(fits: (frame: ClientFrame) => boolean): Promise<ClientFrame>
  waitForMessage(type: string, fits?: (data: TextMessage['data']) => boolean): Promise<TextMessage>
  send(text: string | Buffer): void
  /** Stops taking anything from the network, as a hung program does. */
  stopReading(): void
  /** Resolves with the close code. */
  readonly closed: Promise<number>
  close(): void
  /** Drops the connection without a word. */
  drop(): void
}

/** How long something may take that must happen, in ms. */
const PATIENCE_MS = 15_000

function toFrame(data: unknown, isBinary: boolean): ClientFrame {
  if (isBinary) return { kind: 'binary', bytes: data as Buffer }
  return { kind: 'message', message: JSON.parse(String(data)) as TextMessage }
}

/** Opens a socket and waits for the server's greeting. */
export async function openClient(
  origin: string,
  { clientId, flags, headers = {}, path = '/ws' }: ClientSocketOptions = {}
): Promise<TestClient> {
  const query = clientId === undefined ? '' : `?clientId=${encodeURIComponent(clientId)}`
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}${query}`, { headers })
  const frames: ClientFrame[] = []
  const listeners = new Set<(frame: ClientFrame) => void>()
  socket.on('message', (data, isBinary) => {
    const frame = toFrame(data, isBinary)
    frames.push(frame)
    for (const listener of listeners) listener(frame)
  })
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))

  function waitFor(fits: (frame: ClientFrame) => boolean): Promise<ClientFrame> {
    const known = frames.find(fits)
    if (known) return Promise.resolve(known)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the frame did not come')), PATIENCE_MS)
      const listener = (frame: ClientFrame) => {
        if (!fits(frame)) return
        clearTimeout(timer)
        listeners.delete(listener)
        resolve(frame)
      }
      listeners.add(listener)
    })
  }

  async function waitForMessage(
    type: string,
    fits: (data: TextMessage['data']) => boolean = () => true
  ): Promise<TextMessage> {
    const frame = await waitFor(
      ({ kind, ...rest }) =>
        kind === 'message' &&
        'message' in rest &&
        rest.message.type === type &&
        fits(rest.message.data)
    )
    if (frame.kind !== 'message') throw new Error('no message')
    return frame.message
  }

  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })
  socket.on('error', () => undefined)
  if (flags) socket.send(JSON.stringify({ type: 'feature_flags', data: flags }))
  const greeting = await waitForMessage('status', (data) => 'sid' in data)
  if (flags) await waitForMessage('feature_flags')
  return {
    frames,
    clientId: String(greeting.data.sid),
    listMessages: (type) =>
      frames.flatMap((frame) =>
        frame.kind === 'message' && (type === undefined || frame.message.type === type)
          ? [frame.message]
          : []
      ),
    listBinary: () => frames.flatMap((frame) => (frame.kind === 'binary' ? [frame.bytes] : [])),
    waitFor,
    waitForMessage,
    send: (text) => socket.send(text),
    stopReading: () => socket.pause(),
    closed,
    close: () => socket.close(),
    drop: () => socket.terminate()
  }
}
