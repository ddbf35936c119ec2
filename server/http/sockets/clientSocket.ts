import { WebSocket } from 'ws'
import { type FeatureFlags, hasFlag } from '@/protocol/featureFlags'
import type { Frame } from './frames'
import { Outbox } from './outbox'

export interface SocketBounds {
  /** Bytes handed to the network and not yet taken by it, above which frames wait. */
  readonly inFlight: number
  /** Bytes that may wait. */
  readonly waiting: number
  /** Frames that may wait. */
  readonly frames: number
  /** How long nothing at all may move while frames wait, in ms. */
  readonly stuck: number
}

export const SOCKET_BOUNDS: SocketBounds = {
  inFlight: 256 * 1024,
  waiting: 16 * 1024 * 1024,
  frames: 20_000,
  stuck: 30_000
}

export interface ClientSocketOptions {
  readonly clientId: string
  readonly bounds: SocketBounds
  /** Milliseconds, of any origin. */
  readonly now: () => number
  /** Why it was cut off. */
  readonly onCutOff: (reason: 'stuck' | 'overflow') => void
}

/**
 * One client's connection. What it sends goes out in order; a client that reads slowly makes only its own frames
 * wait, and one that doesn't read at all is cut off: it can come back and ask over HTTP what it missed.
 */
export class ClientSocket {
  readonly clientId: string
  readonly #socket: WebSocket
  readonly #options: ClientSocketOptions
  readonly #outbox = new Outbox()
  #flags: FeatureFlags = {}
  #lastMove: number

  constructor(socket: WebSocket, options: ClientSocketOptions) {
    this.clientId = options.clientId
    this.#socket = socket
    this.#options = options
    this.#lastMove = options.now()
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  /** Frames that wait for the client to read. */
  get waitingCount(): number {
    return this.#outbox.count
  }

  setFlags(flags: FeatureFlags): void {
    this.#flags = flags
  }

  /** Did the client say it can do this? Only `true` itself counts (protocol.md §1.3). */
  can(flag: string): boolean {
    return hasFlag(this.#flags, flag)
  }

  send(frame: Frame): void {
    if (!this.isOpen) return
    if (this.#outbox.count === 0 && this.#socket.bufferedAmount < this.#options.bounds.inFlight) {
      this.#write(frame)
      return
    }
    if (this.#outbox.count === 0) this.#lastMove = this.#options.now()
    this.#outbox.add(frame)
    const { waiting, frames } = this.#options.bounds
    if (this.#outbox.size > waiting || this.#outbox.count > frames) this.#cutOff('overflow')
  }

  /** Keeps the connection known to whatever lies between, and finds those that are stuck. Called every few seconds. */
  check(): void {
    if (!this.isOpen) return
    const idle = this.#options.now() - this.#lastMove
    if (this.#outbox.count > 0 && idle > this.#options.bounds.stuck) this.#cutOff('stuck')
    else if (this.#outbox.count === 0) this.#socket.ping()
  }

  /** Closes as servers do that go away. */
  close(): void {
    this.#outbox.clear()
    this.#socket.close(1001, 'server stops')
  }

  terminate(): void {
    this.#outbox.clear()
    this.#socket.terminate()
  }

  #write(frame: Frame): void {
    const { data, isBinary } = frame
    this.#socket.send(data, { binary: isBinary, compress: false }, () => this.#drain())
  }

  #drain(): void {
    this.#lastMove = this.#options.now()
    while (this.isOpen && this.#socket.bufferedAmount < this.#options.bounds.inFlight) {
      const frame = this.#outbox.take()
      if (!frame) return
      this.#write(frame)
    }
  }

  #cutOff(reason: 'stuck' | 'overflow'): void {
    this.terminate()
    this.#options.onCutOff(reason)
  }
}
