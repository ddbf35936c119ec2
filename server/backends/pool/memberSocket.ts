import { WebSocket } from 'ws'
import type { BinaryMessage } from '@/protocol/binaryMessages'
import { decodeBinaryFrame } from '@/protocol/decodeBinaryFrame'
import { CLIENT_FLAGS, encodeFeatureFlags, type FeatureFlags } from '@/protocol/featureFlags'
import { isRecord } from '@/protocol/guards'
import { parseWireJson } from '@/protocol/json'

/** How long after the end of a socket the next is tried, in ms. */
const RETRY_MS = 1000
/** How often the other end is asked whether it is there; one that missed it is given up. In ms. */
const PING_MS = 10_000

export interface MemberSocketOptions {
  readonly url: URL
  readonly clientId: string
  readonly onOpen: () => void
  /** Told once for each open socket that ended, and for the first that could not be opened. */
  readonly onClosed: (reason: string) => void
  readonly onMessage: (type: string, data: Readonly<Record<string, unknown>>) => void
  readonly onBinary: (message: BinaryMessage) => void
}

/** Our socket at one ComfyUI, opened again whenever it ends. */
export class MemberSocket {
  readonly #options: MemberSocketOptions
  #socket: WebSocket | null = null
  #flags: FeatureFlags = {}
  #isClosed = false
  #retry: NodeJS.Timeout | null = null

  constructor(options: MemberSocketOptions) {
    this.#options = options
    this.#open()
  }

  close(): void {
    this.#isClosed = true
    if (this.#retry) clearTimeout(this.#retry)
    this.#socket?.close(1000)
    this.#socket?.terminate()
  }

  #open(): void {
    const { url, clientId, onOpen } = this.#options
    const base = url.href.replace(/^http/, 'ws').replace(/\/$/, '')
    const socket = new WebSocket(`${base}/ws?clientId=${encodeURIComponent(clientId)}`, {
      perMessageDeflate: false,
      handshakeTimeout: PING_MS
    })
    let reason = 'closed'
    const stopPinging = keepAsking(socket)
    socket.on('open', () => {
      // First of all: what comes before is not looked at (protocol.md §1.3).
      socket.send(encodeFeatureFlags(CLIENT_FLAGS))
      onOpen()
    })
    socket.on('message', (data: Buffer, isBinary) => this.#hear(data, isBinary))
    socket.on('error', (error) => (reason = error.message))
    socket.on('close', () => {
      stopPinging()
      if (this.#isClosed) return
      this.#options.onClosed(reason)
      this.#retry = setTimeout(() => this.#open(), RETRY_MS)
    })
    this.#socket = socket
    this.#flags = {}
  }

  #hear(data: Buffer, isBinary: boolean): void {
    if (isBinary) {
      const decoded = decodeBinaryFrame(new Uint8Array(data), this.#flags)
      if (decoded.type.startsWith('binary.')) this.#options.onBinary(decoded as BinaryMessage)
      return
    }
    const message = readMessage(data.toString('utf8'))
    if (!message) return
    if (message.type === 'feature_flags') this.#flags = message.data
    this.#options.onMessage(message.type, message.data)
  }
}

function readMessage(text: string): { type: string; data: Record<string, unknown> } | null {
  try {
    const message = parseWireJson(text)
    if (!isRecord(message) || typeof message.type !== 'string') return null
    return { type: message.type, data: isRecord(message.data) ? message.data : {} }
  } catch {
    return null
  }
}

/** Ends a socket whose other end says nothing any more. @returns a function that stops asking */
function keepAsking(socket: WebSocket): () => void {
  let isThere = true
  socket.on('pong', () => (isThere = true))
  const timer = setInterval(() => {
    if (socket.readyState !== WebSocket.OPEN) return
    if (!isThere) socket.terminate()
    isThere = false
    socket.ping()
  }, PING_MS).unref()
  return () => clearInterval(timer)
}
