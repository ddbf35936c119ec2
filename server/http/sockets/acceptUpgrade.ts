import type { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { refuseUpgrade } from '../../base/refuseUpgrade'
import { splitUrl } from '../../base/splitUrl'
import type { SocketHub } from './socketHub'

/** The longest message a client may send, in bytes; they send feature flags and nothing else. */
const MAX_PAYLOAD = 1024 * 1024
const MAX_SOCKETS = 4096
/** After how much silence the other end is asked whether it is still there, in ms. */
const KEEP_ALIVE_MS = 30_000

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** Opens sockets at `/ws` and `/api/ws` (protocol.md §1.1). @param maxSockets others are refused with 503 */
export function createUpgradeHandler(hub: SocketHub, maxSockets = MAX_SOCKETS): UpgradeHandler {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_PAYLOAD,
    perMessageDeflate: false
  })

  return (request, socket, head) => {
    const { path, query } = splitUrl(request.url)
    if (path !== '/ws' && path !== '/api/ws') refuseUpgrade(socket, 404)
    else if (hub.size >= maxSockets) refuseUpgrade(socket, 503)
    else {
      if (socket instanceof Socket) socket.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS)
      server.handleUpgrade(request, socket, head, (webSocket) => {
        hub.accept(webSocket, query.get('clientId') ?? '')
      })
    }
  }
}
