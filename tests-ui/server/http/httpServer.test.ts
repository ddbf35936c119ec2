import type { Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import {
  closeServer,
  createHttpServer,
  listen,
  OWN_LIMITS,
  type ServerLimits
} from '../../../server/http/httpServer'
import { ask, askRaw } from '../../harness/clientHttp'

let server: Server
afterEach(() => closeServer(server, 0))

/** A server that answers when a body is whole, with limits of the test's. */
async function start(limits: Partial<ServerLimits> = {}): Promise<string> {
  server = createHttpServer({
    handle: (message, response) => {
      message.on('end', () => response.end('ok')).resume()
      return Promise.resolve()
    },
    upgrade: (_message, socket) => socket.destroy(),
    loopbackOnly: true,
    limits: { ...OWN_LIMITS, checkMs: 20, ...limits }
  })
  return `http://127.0.0.1:${await listen(server, '127.0.0.1', 0)}`
}

describe('a client that takes its time', () => {
  it('with its headers is told so, and others are served meanwhile', async () => {
    const url = await start({ headersMs: 150 })
    const slow = askRaw(url, 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
    expect((await ask(url, '/')).text).toBe('ok')
    expect(await slow).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('with its body is told so', async () => {
    const url = await start({ headersMs: 100, requestMs: 150 })
    const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf'
    expect(await askRaw(url, head)).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('and says nothing at all is cut off', async () => {
    const url = await start({ silenceMs: 100 })
    expect(await askRaw(url, '')).toBe('')
  })
})

describe('closing', () => {
  it('lets a request that runs end, and takes no new one', async () => {
    let answer: () => void = () => undefined
    let arrived: () => void = () => undefined
    const hasArrived = new Promise<void>((resolve) => (arrived = resolve))
    server = createHttpServer({
      handle: (_message, response) => {
        answer = () => response.end('late')
        arrived()
        return Promise.resolve()
      },
      upgrade: (_message, socket) => socket.destroy(),
      loopbackOnly: true,
      limits: OWN_LIMITS
    })
    const url = `http://127.0.0.1:${await listen(server, '127.0.0.1', 0)}`
    const running = ask(url, '/')
    await hasArrived
    const closed = closeServer(server, 10_000)
    await expect(ask(url, '/')).rejects.toThrow('ECONNREFUSED')
    answer()
    expect((await running).text).toBe('late')
    await closed
  })
})
