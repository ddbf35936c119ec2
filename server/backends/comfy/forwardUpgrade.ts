import type { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { type Duplex, pipeline } from 'node:stream'
import { refuseUpgrade } from '../../base/refuseUpgrade'
import { toPathAndQuery } from '../../base/splitUrl'
import type { BackendConnections } from './backendConnections'
import { createBackendHeaders, listEndToEndHeaders } from './forwardedHeaders'
import { createUnreachableBody } from './unreachable'

/** After how much silence the other end of a socket is asked whether it is still there, in ms. */
const KEEP_ALIVE_MS = 30_000

/** Status line and headers of an answer, as bytes. */
function formatHead(answer: IncomingMessage, headers: readonly string[]): string {
  const lines = [`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}`]
  for (let index = 0; index + 1 < headers.length; index += 2) {
    lines.push(`${headers[index]}: ${headers[index + 1]}`)
  }
  return `${lines.join('\r\n')}\r\n\r\n`
}

/** From now on, what comes in at one goes out at the other; the end of one is the end of the other. */
function joinSockets(client: Duplex, backend: Duplex): void {
  for (const socket of [client, backend]) {
    if (!(socket instanceof Socket)) continue
    socket.setTimeout(0).setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS)
  }
  pipeline(client, backend, () => backend.destroy())
  pipeline(backend, client, () => client.destroy())
}

export interface UpgradeListeners {
  /** The backend gave no answer; the client was refused with 502 and can try again. */
  readonly onUnreachable: (error: Error) => void
  /** The backend opened a socket. */
  readonly onOpen: (backend: Duplex) => void
}

/**
 * Opens a socket at the backend and joins it with the client's, byte by byte: frames, pings, close codes and
 * back-pressure are what the two ends make them.
 */
export function forwardUpgrade(
  connections: BackendConnections,
  message: IncomingMessage,
  client: Duplex,
  head: Buffer,
  { onUnreachable, onOpen }: UpgradeListeners
): void {
  const headers = createBackendHeaders(message, connections.url)
  headers.Connection = 'Upgrade'
  headers.Upgrade = message.headers.upgrade ?? 'websocket'
  const path = toPathAndQuery(message.url)
  const request = connections.open({ method: 'GET', path, headers, reuseConnection: false })
  const giveUp = () => request.destroy()
  client.once('close', giveUp)
  request.on('upgrade', (answer, backend, backendHead) => {
    client.off('close', giveUp)
    client.write(formatHead(answer, answer.rawHeaders))
    if (backendHead.length > 0) client.write(backendHead)
    if (head.length > 0) backend.write(head)
    joinSockets(client, backend)
    onOpen(backend)
  })
  request.on('response', (answer) => {
    const kept = listEndToEndHeaders(answer).flat()
    client.write(formatHead(answer, [...kept, 'Connection', 'close']))
    pipeline(answer, client, () => undefined)
  })
  request.on('error', (error) => {
    if (client.destroyed) return
    onUnreachable(error)
    refuseUpgrade(client, 502, createUnreachableBody(connections.url, error))
  })
  request.end()
}
