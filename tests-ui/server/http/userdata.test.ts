import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ClientRequest } from '../../harness/clientHttp'
import { startTestServer, type TestServer, writeFiles } from '../../harness/serverInProcess'

let server: TestServer

beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.close())

const get = (path: string) => server.ask(`/api${path}`)
const post = (path: string, body: string | Buffer = '') =>
  server.ask(`/api${path}`, { method: 'POST', body })

describe('/userdata', () => {
  it('keeps bytes as they are', async () => {
    const bytes = Buffer.from([0, 255, 1, 254, 13, 10])
    expect((await post('/userdata/a%2Fb%2Fc.bin', bytes)).json()).toBe('a/b/c.bin')
    const answer = await get('/userdata/a%2Fb%2Fc.bin')
    expect(answer.body).toEqual(bytes)
    expect(answer.headers['content-disposition']).toBe('attachment')
  })

  it('lets the page link to its style sheet, and to nothing else', async () => {
    await post('/userdata/user.css', 'body{}')
    await post('/userdata/page.html', '<script>')
    const style = await get('/userdata/user.css')
    expect(style.headers['content-type']).toBe('text/css')
    expect(style.headers['content-disposition']).toBe('inline')
    expect((await get('/userdata/page.html')).headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment'
    })
  })

  it('lists files of a folder, those of folders inside it when asked, hidden ones never', async () => {
    await writeFiles(server.folders.user, {
      'w/b.json': '1',
      'w/a.json': '22',
      'w/sub/c.json': '3',
      'w/.hidden': '4',
      'w/.git/config': '5'
    })
    expect((await get('/userdata?dir=w')).json()).toEqual(['a.json', 'b.json'])
    expect((await get('/userdata?dir=w&recurse=true')).json()).toEqual([
      'a.json',
      'b.json',
      'sub/c.json'
    ])
    expect((await get('/userdata?dir=w%2Fsub')).json()).toEqual(['c.json'])
    expect((await get('/userdata?dir=w&full_info=true')).json()).toMatchObject([
      { path: 'a.json', size: 2 },
      { path: 'b.json', size: 1 }
    ])
    const all = (await get('/v2/userdata')).json() as { path: string; type: string }[]
    expect(all.map(({ path, type }) => `${type} ${path}`)).toEqual([
      'directory w/sub',
      'directory w',
      'file w/a.json',
      'file w/b.json',
      'file w/sub/c.json'
    ])
  })

  it('overwrites unless told not to, also when two write at once', async () => {
    expect((await post('/userdata/a.json', '1')).status).toBe(200)
    expect((await post('/userdata/a.json', '2')).status).toBe(200)
    expect((await post('/userdata/a.json?overwrite=false', '3')).status).toBe(409)
    expect((await get('/userdata/a.json')).text).toBe('2')
    const both = await Promise.all(
      ['one', 'two', 'three'].map((text) => post('/userdata/new.json?overwrite=false', text))
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })

  it('moves, renames and deletes, and leaves no traces of unfinished work', async () => {
    await post('/userdata/a.json', 'x')
    await post('/userdata/b.json', 'y')
    expect((await post('/userdata/a.json/move/b.json?overwrite=false')).status).toBe(409)
    expect((await post('/userdata/a.json/move/deep%2Fer%2Fc.json')).json()).toBe('deep/er/c.json')
    expect((await post('/userdata/deep%2Fer%2Fc.json/move/b.json')).json()).toBe('b.json')
    expect((await get('/userdata/b.json')).text).toBe('x')
    expect((await post('/userdata/b.json/move/b.json')).json()).toBe('b.json')
    expect((await get('/userdata/b.json')).text).toBe('x')
    expect((await server.ask('/api/userdata/b.json', { method: 'DELETE' })).status).toBe(204)
    const entries = await readdir(server.folders.user, { recursive: true, withFileTypes: true })
    expect(entries.filter((entry) => entry.isFile())).toEqual([])
  })

  it.each([
    ['GET', '/userdata/..%2F..%2Fsecret.txt', 403],
    ['GET', '/userdata/%2Fetc%2Fpasswd', 403],
    ['GET', '/userdata/link', 403],
    ['GET', '/userdata/a%00b', 400],
    ['GET', '/userdata/%ff', 400],
    ['GET', '/userdata/folder', 404],
    ['GET', '/userdata?dir=..', 403],
    ['GET', '/userdata?dir=', 400],
    ['GET', '/userdata?dir=x%00', 400],
    ['GET', '/v2/userdata?path=..%2F..', 400],
    ['POST', '/userdata/..%2Foutside', 403],
    ['POST', '/userdata/link%2Fnew', 403],
    ['POST', '/userdata/folder', 400],
    ['POST', '/userdata/nul', 400],
    ['POST', '/userdata/file%2Fbelow', 400],
    ['POST', '/userdata/file/move/..%2Foutside', 403],
    ['POST', '/userdata/file/move/aux.txt', 400],
    ['POST', '/userdata/file/move/folder', 400],
    ['POST', '/userdata/nosuch/move/new', 404],
    ['DELETE', '/userdata/folder', 404],
    ['DELETE', '/userdata/link', 403]
  ])('%s %s is %i', async (method, path, status) => {
    await writeFiles(server.folders.user, { file: 'x' })
    await mkdir(join(server.folders.user, 'folder'))
    await writeFile(join(server.root, 'secret.txt'), 'secret')
    await symlink(join(server.root, 'secret.txt'), join(server.folders.user, 'link'))
    const answer = await server.ask(`/api${path}`, {
      method,
      ...(method === 'POST' && { body: 'x' })
    })
    expect(answer.status).toBe(status)
    expect(await readFile(join(server.root, 'secret.txt'), 'utf8')).toBe('secret')
    expect(answer.text).not.toContain('secret')
  })
})

describe('/settings', () => {
  it('merges simultaneous changes without losing one', async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => post(`/settings/Test.${index}`, String(index)))
    )
    const all = (await get('/settings')).json() as Record<string, number>
    expect(Object.keys(all)).toHaveLength(30)
  })

  it('takes any name and any value', async () => {
    await post('/settings', '{"__proto__":{"polluted":true},"constructor":1,"a.b":null}')
    expect((await get('/settings')).text).toContain('"__proto__"')
    expect((await get('/settings/__proto__')).json()).toEqual({ polluted: true })
    expect((await get('/settings/toString')).json()).toBeNull()
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it.each([
    ['[]', 400],
    ['7', 400],
    ['{', 500]
  ])('refuses %s with %i', async (body, status) => {
    expect((await post('/settings', body)).status).toBe(status)
  })

  it('starts anew when its file is damaged', async () => {
    await writeFiles(server.folders.user, { 'comfy.settings.json': '{"a":' })
    expect((await get('/settings')).json()).toEqual({})
    await post('/settings/b', '1')
    expect((await get('/settings')).json()).toEqual({ b: 1 })
  })

  it('says so when the folder can\u2019t be written to', async () => {
    await chmod(server.folders.user, 0o555)
    const asBefore = becomeNobody()
    try {
      expect((await post('/settings/a', '1')).status).toBe(403)
      expect((await get('/prompt')).status).toBe(200)
    } finally {
      asBefore()
    }
  })
})

/** Folders are closed to nobody who is root: the test goes on as another user. @returns what takes that back */
function becomeNobody(): () => void {
  if (process.geteuid?.() !== 0) return () => {}
  process.seteuid?.(65_534)
  return () => process.seteuid?.(0)
}

describe('/users', () => {
  it('tells whether there is anything of the user\u2019s', async () => {
    expect((await get('/users')).json()).toEqual({ storage: 'server', migrated: false })
    await post('/settings/a', '1')
    expect((await get('/users')).json()).toEqual({ storage: 'server', migrated: true })
  })

  it('makes users, each name once, as ComfyUI does even when it has one user only', async () => {
    const made = await post('/users', '{"username":" New one "}')
    expect(made.json()).toMatch(/^New-one_[0-9a-f-]{36}$/)
    for (const body of [
      '{"username":"New one"}',
      '{"username":"default"}',
      '{"username":" "}',
      '{}',
      '7'
    ]) {
      const refused = await post('/users', body)
      expect(refused.status).toBe(400)
      expect(refused.json()).toEqual({ error: expect.any(String) as string })
    }
  })
})

describe('--multi-user', () => {
  let many: TestServer

  beforeEach(async () => {
    many = await startTestServer({ isMultiUser: true })
  })
  afterEach(() => many.close())

  const makeUser = async (username: string) =>
    (await many.ask('/api/users', { method: 'POST', body: { username } })).json() as string
  const as = (user: string, path: string, request: ClientRequest = {}) =>
    many.ask(path, { ...request, headers: { 'Comfy-User': user } })

  it('keeps the settings and files of each user apart', async () => {
    const [one, other] = [await makeUser('one'), await makeUser('other')]
    expect((await many.ask('/api/users')).json()).toEqual({
      storage: 'server',
      users: { [one]: 'one', [other]: 'other' }
    })
    await as(one, '/api/settings/Probe.a', { method: 'POST', body: 1 })
    await as(one, '/api/userdata/note.txt', { method: 'POST', body: 'mine' })
    expect((await as(one, '/api/settings')).json()).toEqual({ 'Probe.a': 1 })
    expect((await as(other, '/api/settings')).json()).toEqual({})
    expect((await as(one, '/api/userdata/note.txt')).text).toBe('mine')
    expect((await as(other, '/api/userdata/note.txt')).status).toBe(404)
  })

  it.each(['nobody', '../default', '__proto__', ''])(
    'refuses the unknown user %j',
    async (user) => {
      expect((await as(user, '/api/settings')).status).toBe(401)
      expect((await as(user, '/api/v2/userdata')).status).toBe(403)
      expect((await as(user, '/api/userdata?dir=x')).status).toBe(403)
    }
  )

  it('takes nobody for the default user', async () => {
    expect((await many.ask('/api/settings')).status).toBe(401)
  })
})
