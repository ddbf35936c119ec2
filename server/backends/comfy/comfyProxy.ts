import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Log } from '../../base/log'
import { BackendConnections } from './backendConnections'
import { forwardRequest } from './forwardRequest'
import { forwardUpgrade } from './forwardUpgrade'

/** A running ComfyUI server behind ours: everything goes through as it is (but see `createBackendHeaders`). */
export interface ComfyProxy {
  forward(message: IncomingMessage, response: ServerResponse): void
  forwardUpgrade(message: IncomingMessage, client: Duplex, head: Buffer): void
  /** Ends all connections. */
  close(): void
}

export function createComfyProxy(url: URL, log: Log): ComfyProxy {
  const connections = new BackendConnections(url)
  /** Both ends of all sockets, those included that the backend has not answered yet. */
  const sockets = new Set<Duplex>()

  const onUnreachable = (error: Error) =>
    log.warn('backend unreachable', { backend: url.origin, error: error.message })

  function track(socket: Duplex): void {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  }

  return {
    forward: (message, response) => forwardRequest(connections, message, response, onUnreachable),
    forwardUpgrade(message, client, head) {
      track(client)
      forwardUpgrade(connections, message, client, head, { onUnreachable, onOpen: track })
    },
    close() {
      for (const socket of sockets) socket.destroy()
      connections.close()
    }
  }
}
