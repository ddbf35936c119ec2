import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** Answers a request for a socket with a status, and hangs up. */
export function refuseUpgrade(socket: Duplex, status: number, body = ''): void {
  const type = body ? 'Content-Type: application/json; charset=utf-8\r\n' : ''
  socket.on('error', () => socket.destroy())
  // Not left half open until the other end is pleased to close.
  socket.once('finish', () => socket.destroy())
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n` +
      `${type}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`
  )
}
