import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isAllowed, isLoopbackName } from '../../../server/http/guard'
import { askRaw } from '../../harness/clientHttp'
import { startTestServer, type TestServer } from '../../harness/serverInProcess'

describe('isLoopbackName', () => {
  it.each([
    'localhost',
    'page.localhost',
    '127.0.0.1',
    '127.9.9.9',
    '::1',
    '0:0:0:0:0:0:0:1',
    '::ffff:127.0.0.1'
  ])('%s is the machine itself', (name) => expect(isLoopbackName(name)).toBe(true))

  it.each([
    'localhost.example.org',
    'example.org',
    '128.0.0.1',
    '10.0.0.1',
    '::2',
    '1',
    '127.0.0.1.nip.io',
    ''
  ])('%s is not', (name) => expect(isLoopbackName(name)).toBe(false))
})

describe('isAllowed', () => {
  const own = 'localhost:8288'

  it.each([
    ['no Origin, as programs ask', { host: own }],
    ['the page itself', { host: own, origin: 'http://localhost:8288' }],
    ['another case of letters', { host: 'LocalHost:8288', origin: 'http://LOCALHOST:8288' }],
    [
      'a port that a tunnel or a development proxy chose',
      { host: '127.0.0.1:5173', origin: 'http://127.0.0.1:5173' }
    ],
    ['IPv6', { host: '[::1]:8288', origin: 'http://[::1]:8288' }],
    ['an Origin without port', { host: 'localhost:80', origin: 'http://localhost' }],
    ['the same site', { host: own, 'sec-fetch-site': 'same-origin' }],
    ['an address typed by hand', { host: own, 'sec-fetch-site': 'none' }]
  ])('lets in: %s', (_title, headers) => expect(isAllowed(headers, true)).toBe(true))

  it.each([
    ['what another site caused', { host: own, 'sec-fetch-site': 'cross-site' }],
    ['another origin', { host: own, origin: 'http://example.org' }],
    ['another port of this machine', { host: own, origin: 'http://localhost:3000' }],
    ['another name of this machine', { host: own, origin: 'http://127.0.0.1:8288' }],
    ['a name that was made to point here', { host: 'evil.example:8288' }],
    [
      'the same with its own Origin',
      { host: 'evil.example:8288', origin: 'http://evil.example:8288' }
    ],
    ['an opaque origin', { host: own, origin: 'null' }],
    ['an Origin that is none', { host: own, origin: 'localhost:8288' }],
    ['a Host that is none', { host: 'local host' }],
    ['a Host with a user in it', { host: 'localhost@evil.example' }],
    ['an empty Host', { host: '' }]
  ])('keeps out: %s', (_title, headers) => expect(isAllowed(headers, true)).toBe(false))

  it('answers to any name when bound to an address that others reach', () => {
    expect(isAllowed({ host: 'studio.example:8288' }, false)).toBe(true)
    expect(isAllowed({ host: 'studio.example', origin: 'https://studio.example' }, false)).toBe(
      true
    )
    expect(isAllowed({ host: own, origin: 'http://evil.example' }, false)).toBe(false)
    expect(isAllowed({ host: 'studio.example', 'sec-fetch-site': 'cross-site' }, false)).toBe(false)
  })
})

describe('the checks on a running server', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer({ frontEnd: { 'app.js': 'x' } })
  })
  afterAll(() => server.close())

  it.each(['/', '/app.js', '/api/prompt', '/ws', '/nosuch'])('hold for %s', async (path) => {
    const answer = await server.ask(path, { headers: { Host: 'evil.example' } })
    expect(answer.status).toBe(403)
  })

  it.each(['localhost', '127.0.0.1', '[::1]'])('let %s through', async (name) => {
    const answer = await server.ask('/api/prompt', { headers: { Host: `${name}:1234` } })
    expect(answer.status).toBe(200)
  })

  it('hold for sockets', async () => {
    const headers = { Origin: 'http://evil.example' }
    await expect(server.openClient({ headers })).rejects.toThrow('403')
    await expect(server.openClient({ headers: { Host: 'evil.example' } })).rejects.toThrow('403')
    const client = await server.openClient({ headers: { Origin: server.url } })
    expect(client.clientId).toMatch(/^[0-9a-f]{32}$/)
  })

  it('refuse a request of HTTP/1.1 without Host', async () => {
    const answer = await askRaw(server.url, 'GET /api/prompt HTTP/1.1\r\nConnection: close\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  })
})
