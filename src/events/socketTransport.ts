import type { Cancel, Clock } from '@/domain/time'
import type { PageSignals } from './pageSignals'
import type { SocketConnection, SocketConstructor } from './socketConnection'
import { CLOSE_CODE, openConnection } from './socketConnection'
import type { ConnectionPhase, Transport, TransportHandlers } from './transport'

/** Back-off: the first wait and the longest, ms. Each doubles the last, and a random half of it is left off. */
export const FIRST_RETRY = 500
export const LONGEST_RETRY = 10_000
/** Attempts in a row that failed after which the server counts as offline; attempts go on. */
export const OFFLINE_AFTER = 6

/** The world outside, for a socket. */
export interface SocketTransportOptions {
  /** The socket's address; asked anew for each connection. */
  readonly getUrl: () => string
  readonly WebSocket: SocketConstructor
  readonly clock: Clock
  /** 0..1, as `Math.random` */
  readonly random: () => number
  readonly page: PageSignals
}

/** ms until the next attempt, given how many failed in a row. */
export function getRetryDelay(failures: number, random: () => number): number {
  const full = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.max(0, failures - 1))
  return full * (0.5 + random() / 2)
}

/**
 * The live socket (protocol.md §1). Reconnects with back-off and jitter, at once when the network or the page comes
 * back, and never holds two sockets at a time [B26].
 */
export function createSocketTransport(options: SocketTransportOptions): Transport {
  let link: SocketLink | null = null
  return {
    start(handlers) {
      const started = new SocketLink(options, handlers)
      link = started
      return () => {
        started.stop()
        if (link === started) link = null
      }
    },
    renew: () => link?.renew()
  }
}

class SocketLink {
  readonly #options: SocketTransportOptions
  readonly #handlers: TransportHandlers
  readonly #unlisten: readonly Cancel[]
  #connection: SocketConnection | null = null
  /** Takes back a retry that is due, or the wait for an old socket to close. */
  #cancelWait: Cancel | null = null
  #isRetryDue = false
  #failures = 0
  #wasConnected = false
  #isStopped = false
  #phase: ConnectionPhase | null = null

  constructor(options: SocketTransportOptions, handlers: TransportHandlers) {
    this.#options = options
    this.#handlers = handlers
    const { page } = options
    this.#unlisten = [
      page.onOnline(() => this.#retryNow()),
      page.onVisibilityChange(() => {
        if (!page.isHidden()) this.#retryNow()
      })
    ]
    this.#setPhase('connecting')
    this.#open()
  }

  stop(): void {
    if (this.#isStopped) return
    this.#isStopped = true
    for (const unlisten of this.#unlisten) unlisten()
    this.#cancelWait?.()
    this.#cancelWait = null
    const cancel = this.#connection?.close(CLOSE_CODE.done, () => {})
    cancel?.()
    this.#connection = null
  }

  renew(): void {
    if (this.#isStopped) return
    if (!this.#connection) return this.#retryNow()
    const old = this.#connection
    this.#connection = null
    this.#setPhase(this.#phase === 'offline' ? 'offline' : this.#getWaitingPhase())
    this.#isRetryDue = false
    this.#cancelWait = old.close(CLOSE_CODE.renewed, () => this.#open())
  }

  #open(): void {
    this.#cancelWait = null
    this.#isRetryDue = false
    const { WebSocket, clock, getUrl } = this.#options
    this.#connection = openConnection({
      WebSocket,
      clock,
      url: getUrl(),
      onOpen: () => {
        this.#wasConnected = true
        this.#setPhase('connected')
      },
      onFrame: (frame) => {
        // Only a server that speaks has taken us; one that shuts the door at once must not be knocked at without pause.
        this.#failures = 0
        this.#handlers.onFrame(frame)
      },
      onGone: () => this.#retryLater()
    })
  }

  #retryLater(): void {
    this.#connection = null
    this.#failures++
    const isOffline = this.#failures >= OFFLINE_AFTER || !this.#options.page.isOnline()
    this.#setPhase(isOffline ? 'offline' : this.#getWaitingPhase())
    this.#isRetryDue = true
    const delay = getRetryDelay(this.#failures, this.#options.random)
    this.#cancelWait = this.#options.clock.after(delay, () => this.#open())
  }

  /** Something changed for the better: no need to sit out the wait. */
  #retryNow(): void {
    if (!this.#isRetryDue || this.#isStopped) return
    this.#cancelWait?.()
    this.#open()
  }

  #getWaitingPhase(): ConnectionPhase {
    return this.#wasConnected ? 'reconnecting' : 'connecting'
  }

  #setPhase(phase: ConnectionPhase): void {
    if (this.#phase === phase) return
    this.#phase = phase
    this.#handlers.onPhase(phase)
  }
}
