import type { Frame, Transport, TransportHandlers } from '@/events/transport'

/** A connection whose other end is the test, or the scripted server. */
export interface ScriptedTransport extends Transport {
  /** The server takes us: `connected`, then what `onConnected` sends. */
  connect(): void
  /** A frame comes in; nothing happens while there is no connection. */
  push(...frames: readonly Frame[]): void
  /** The connection breaks. */
  drop(): void
  /** Called after each connect, for whoever greets; set by the server the client is attached to. */
  onConnected: () => void
  readonly isConnected: boolean
  /** How often the app replaced the socket. */
  readonly renewals: number
}

export function createScriptedTransport(): ScriptedTransport {
  let handlers: TransportHandlers | null = null
  let isConnected = false
  let renewals = 0
  const transport: ScriptedTransport = {
    start(given) {
      handlers = given
      given.onPhase('connecting')
      return () => {
        handlers = null
        isConnected = false
      }
    },
    renew() {
      renewals++
      transport.drop()
      transport.connect()
    },
    connect() {
      if (!handlers || isConnected) return
      isConnected = true
      handlers.onPhase('connected')
      transport.onConnected()
    },
    push(...frames) {
      for (const frame of frames) if (isConnected) handlers?.onFrame(frame)
    },
    drop() {
      if (!isConnected) return
      isConnected = false
      handlers?.onPhase('reconnecting')
    },
    onConnected() {},
    get isConnected() {
      return isConnected
    },
    get renewals() {
      return renewals
    }
  }
  return transport
}
