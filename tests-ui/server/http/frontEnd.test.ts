import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askRaw } from '../../harness/clientHttp'
import { startTestServer, type TestServer } from '../../harness/serverInProcess'

const SCRIPT = 'export const answer = 42\n'.repeat(200)

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({
    frontEnd: {
      'assets/index-Dk3f_9-x.js': SCRIPT,
      'assets/logo-Dk3f_9-x.png': Buffer.from([1, 2, 3]),
      'scripts/app.js': SCRIPT,
      'empty.txt': '',
      'a b/ü.css': 'body{}',
      'templates/index.de.json': '[]',
      'extensions/core/one.js': '',
      'extensions/two.js': '',
      'extensions/readme.md': ''
    }
  })
  await writeFile(join(server.root, 'secret.txt'), 'secret')
  await symlink(join(server.root, 'secret.txt'), join(server.root, 'front-end/link.txt'))
})
afterAll(() => server.close())

describe('the front end', () => {
  it.each(['/', '/api/', '/index.html', '/?x=1', '/#x'])(
    'is at %s, never kept by the browser',
    async (path) => {
      const answer = await server.ask(path)
      expect(answer.status).toBe(200)
      expect(answer.text).toBe('<!doctype html>page')
      expect(answer.headers).toMatchObject({
        'content-type': 'text/html',
        'cache-control': 'no-store, must-revalidate'
      })
    }
  )

  it.each([
    ['/assets/index-Dk3f_9-x.js', 'text/javascript', 'public, max-age=31536000, immutable'],
    ['/assets/logo-Dk3f_9-x.png', 'image/png', 'public, max-age=31536000, immutable'],
    ['/scripts/app.js', 'text/javascript', 'no-store'],
    ['/a%20b/%C3%BC.css', 'text/css', 'no-store'],
    ['/templates/index.de.json', 'application/json', 'no-store'],
    ['/empty.txt', 'text/plain', undefined]
  ])('serves %s', async (path, type, caching) => {
    const answer = await server.ask(path)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe(type)
    expect(answer.headers['cache-control']).toBe(caching)
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  })

  it.each([
    ['/nosuch', undefined],
    ['/nosuch.png', 'public, max-age=3600'],
    ['/nosuch.js', 'no-store'],
    ['/assets', undefined],
    ['/assets/', undefined],
    ['/workflows/1', undefined],
    ['/api', undefined],
    ['/link.txt', undefined],
    ['/../secret.txt', undefined],
    ['/%2e%2e/secret.txt', undefined],
    ['/..%2fsecret.txt', undefined],
    ['/assets/..%5c..%5csecret.txt', undefined],
    ['//etc/passwd', undefined],
    ['/%00', undefined],
    ['/%', undefined]
  ])('has nothing at %s: no page in its place', async (path, caching) => {
    const answer = await server.ask(path)
    expect(answer.status).toBe(404)
    expect(answer.body).toHaveLength(0)
    expect(answer.headers['cache-control']).toBe(caching)
  })

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
    ['gzip, deflate, br;q=0', gunzipSync]
  ])('packs what gets smaller for a client that takes %s', async (accept, unpack) => {
    for (let time = 0; time < 2; time++) {
      const answer = await server.ask('/scripts/app.js', { headers: { 'accept-encoding': accept } })
      expect(unpack(answer.body).toString()).toBe(SCRIPT)
      expect(answer.body.length).toBeLessThan(SCRIPT.length / 5)
      expect(answer.headers.vary).toBe('Accept-Encoding')
      expect(answer.headers['content-length']).toBe(String(answer.body.length))
    }
  })

  it('packs nothing for others, nothing small, and no picture', async () => {
    expect((await server.ask('/scripts/app.js')).text).toBe(SCRIPT)
    const headers = { 'accept-encoding': 'br' }
    for (const path of ['/', '/assets/logo-Dk3f_9-x.png']) {
      expect((await server.ask(path, { headers })).headers['content-encoding']).toBeUndefined()
    }
  })

  it('answers 304 to a client that has it already, packed or not', async () => {
    for (const encoding of ['identity', 'br']) {
      const headers = { 'accept-encoding': encoding }
      const first = await server.ask('/scripts/app.js', { headers })
      const again = await server.ask('/scripts/app.js', {
        headers: { ...headers, 'if-none-match': String(first.headers.etag) }
      })
      expect(again.status).toBe(304)
      expect(again.body).toHaveLength(0)
    }
  })

  it('answers HEAD with the headers alone', async () => {
    const answer = await server.ask('/scripts/app.js', { method: 'HEAD' })
    expect(answer.headers['content-length']).toBe(String(SCRIPT.length))
    expect(answer.body).toHaveLength(0)
    expect((await server.ask('/api/prompt', { method: 'HEAD' })).status).toBe(200)
  })

  it('lists the scripts of its extensions folder', async () => {
    const answer = await server.ask('/api/extensions')
    expect(answer.json()).toEqual(['/extensions/core/one.js', '/extensions/two.js'])
  })

  it('takes an address in absolute form', async () => {
    const { host } = new URL(server.url)
    const request = `GET ${server.url}/empty.txt HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`
    expect(await askRaw(server.url, request)).toMatch(/^HTTP\/1\.1 200 /)
  })

  it.each([
    ['GET', '/interrupt', 404],
    ['GET', '/api/interrupt', 404],
    ['PUT', '/prompt', 405],
    ['DELETE', '/api/prompt', 405],
    ['POST', '/nosuch', 405],
    ['PATCH', '/api/settings', 405],
    ['OPTIONS', '/nosuch', 200]
  ])('%s %s is %i', async (method, path, status) => {
    expect((await server.ask(path, { method })).status).toBe(status)
  })
})

describe('security headers', () => {
  it('are on every answer', async () => {
    for (const path of ['/', '/api/prompt', '/nosuch', '/scripts/app.js', '/api/view?filename=x']) {
      expect((await server.ask(path)).headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-site'
      })
    }
  })

  it('let a page load from this server only, unless that is turned off', async () => {
    for (const path of ['/', '/api/', '/index.html']) {
      const policy = String((await server.ask(path)).headers['content-security-policy'])
      expect(policy).toContain("default-src 'self'")
      expect(policy).not.toMatch(/https?:|\*/)
      expect(/script-src ([^;]+)/.exec(policy)?.[1]).toBe("'self' 'unsafe-eval' blob:")
    }
    expect((await server.ask('/scripts/app.js')).headers).not.toHaveProperty(
      'content-security-policy'
    )
    const open = await startTestServer({ hasPolicy: false })
    expect((await open.ask('/')).headers).not.toHaveProperty('content-security-policy')
    await open.close()
  })
})
