import type { Cancel, Clock } from '@/domain/time'
import { CLIENT_FLAGS, encodeFeatureFlags } from '@/protocol/featureFlags'
import type { Frame } from './transport'

/** ms until a connection that does not come about is given up; a busy server may take seconds to answer. */
export const CONNECT_TIMEOUT = 20_000
/** ms to wait for a closing handshake before the next socket is opened all the same. */
export const CLOSE_TIMEOUT = 2_000
/** Close codes of ours: the page is done; the page found the socket silent. */
export const CLOSE_CODE = { done: 1000, renewed: 4000 } as const

/** The part of `WebSocket` that is used; tests bring their own. */
export interface SocketLike {
  binaryType: string
  onopen: ((event: never) => unknown) | null
  onmessage: ((event: never) => unknown) | null
  onclose: ((event: never) => unknown) | null
  onerror: ((event: never) => unknown) | null
  send(data: string): void
  close(code?: number, reason?: string): void
}

export type SocketConstructor = new (url: string) => SocketLike

interface ConnectionOptions {
  readonly WebSocket: SocketConstructor
  readonly url: string
  readonly clock: Clock
  /** The socket is open and the feature flags are sent. */
  readonly onOpen: () => void
  readonly onFrame: (frame: Frame) => void
  /** It is gone, or never came about; called once, and not after `close`. */
  readonly onGone: () => void
}

export interface SocketConnection {
  /**
   * Closes it; nothing more is heard of it.
   * @param whenGone called once when the server has let go of it, or `CLOSE_TIMEOUT` after: another socket of the same
   * client must not be opened before, or the server forgets that one when this one dies (protocol.md §1.4)
   * @returns stops waiting for that
   */
  close(code: number, whenGone: () => void): Cancel
}

/** Opens one socket. Feature flags are the first frame of every connection (protocol.md §1.3). */
export function openConnection(options: ConnectionOptions): SocketConnection {
  const { clock, onFrame, onGone, onOpen } = options
  const socket = makeSocket(options)
  if (!socket) return failAtOnce(clock, onGone)
  const cancelTimeout = clock.after(CONNECT_TIMEOUT, () => {
    mute(socket)
    socket.close()
    onGone()
  })
  socket.binaryType = 'arraybuffer'
  // An error says nothing and is followed by the close, which is heard.
  socket.onerror = () => {}
  socket.onopen = () => {
    cancelTimeout()
    socket.send(encodeFeatureFlags(CLIENT_FLAGS))
    onOpen()
  }
  socket.onmessage = ({ data }: { data: unknown }) => {
    if (typeof data === 'string' || data instanceof ArrayBuffer) onFrame(data)
  }
  socket.onclose = () => {
    cancelTimeout()
    mute(socket)
    onGone()
  }
  return {
    close(code, whenGone) {
      cancelTimeout()
      mute(socket)
      return closeAndWait(socket, code, clock, whenGone)
    }
  }
}

function makeSocket({ WebSocket, url }: ConnectionOptions): SocketLike | null {
  try {
    return new WebSocket(url)
  } catch {
    // A forbidden or malformed address throws at once; to the transport it is an attempt that failed.
    return null
  }
}

function failAtOnce(clock: Clock, onGone: () => void): SocketConnection {
  const cancel = clock.after(0, onGone)
  return {
    close(_code, whenGone) {
      cancel()
      return clock.after(0, whenGone)
    }
  }
}

function mute(socket: SocketLike): void {
  socket.onopen = null
  socket.onmessage = null
  socket.onclose = null
}

function closeAndWait(
  socket: SocketLike,
  code: number,
  clock: Clock,
  whenGone: () => void
): Cancel {
  const gone = () => {
    cancelTimeout()
    socket.onclose = null
    whenGone()
  }
  const cancelTimeout = clock.after(CLOSE_TIMEOUT, gone)
  socket.onclose = gone
  socket.close(code)
  return () => {
    cancelTimeout()
    socket.onclose = null
  }
}
