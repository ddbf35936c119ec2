import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { afterEach, expect, it } from 'vitest'
import { refuseUpgrade } from '../../../server/base/refuseUpgrade'

const server = createServer()
afterEach(() => void server.close())

/** Asks for a socket, and says nothing more. @returns all that comes until the other side hangs up */
async function askFor(path: string): Promise<string> {
  const { port } = server.address() as AddressInfo
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`
  )
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  socket.destroy()
  return Buffer.concat(chunks).toString()
}

it('answers with the status and its body, and hangs up though the other end does not', async () => {
  const closed: Promise<unknown>[] = []
  server.on('upgrade', (request, socket) => {
    closed.push(once(socket, 'close'))
    if (request.url === '/plain') refuseUpgrade(socket, 404)
    else refuseUpgrade(socket, 403, '{"error":"nein – ü"}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const told = await askFor('/told')
  expect(told).toMatch(/^HTTP\/1\.1 403 Forbidden\r\nContent-Type: application\/json/)
  expect(told).toMatch(/Content-Length: 23\r\n/)
  expect(told.endsWith('\r\n\r\n{"error":"nein – ü"}')).toBe(true)
  expect(await askFor('/plain')).toBe(
    'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'
  )
  await Promise.all(closed)
})
