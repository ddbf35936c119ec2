import { describe, expect, it } from 'vitest'
import { toClientId, toPromptId } from '@/domain/ids'
import { READ_TIMEOUT } from '@/services/api/httpClient'
import { loadFixture } from '../../harness/recording'
import { makeApi, makeRecordedRoutes } from './fakeServer'

describe('addresses', () => {
  it.each([
    ['http://127.0.0.1:8188/', 'ws://127.0.0.1:8188/ws?clientId=a%2Fb'],
    ['https://host/comfy/', 'wss://host/comfy/ws?clientId=a%2Fb'],
    ['https://host/comfy/index.html?x=1#graph', 'wss://host/comfy/ws?clientId=a%2Fb']
  ])('the socket of a page at %s', (baseUrl, expected) => {
    expect(makeApi({}, { baseUrl }).api.socketUrl(toClientId('a/b'))).toBe(expected)
  })

  it('fetches what node packs ask for: under /api, but for /internal, wherever the page lies', async () => {
    const { api, listAsked } = makeApi({}, { baseUrl: 'https://host/comfy/index.html' })
    await api.fetchApi('/object_info/KSampler')
    await api.fetchApi('userdata/a.json?overwrite=true', { method: 'POST', body: '{}' })
    await api.fetchApi('/api/jobs')
    await api.fetchApi('/internal/logs')
    expect(listAsked()).toEqual([
      'GET /comfy/api/object_info/KSampler',
      'POST /comfy/api/userdata/a.json?overwrite=true',
      'GET /comfy/api/jobs',
      'GET /comfy/internal/logs'
    ])
  })

  it('hands on faults and headers of such requests as they are', async () => {
    const { api, requests } = makeApi({}, { getUser: () => 'ann' })
    const response = await api.fetchApi('/nowhere', { headers: { 'X-Mine': '1' } })
    expect(response.status).toBe(404)
    expect(requests[0]!.headers.get('X-Mine')).toBe('1')
    expect(requests[0]!.headers.get('Comfy-User')).toBe('ann')
  })

  it('says who the user is only on servers that have several', async () => {
    const { api, requests } = makeApi({ 'GET /api/settings': { json: {} } })
    await api.getSettings()
    expect(requests[0]!.headers.has('Comfy-User')).toBe(false)
  })
})

describe('viewUrl', () => {
  const query = (address: string) => Object.fromEntries(new URL(address).searchParams)

  it('names the file, its folder and its kind', () => {
    const { api } = makeApi({}, { baseUrl: 'http://host/comfy/' })
    const address = api.viewUrl({ filename: 'a b&c.png', subfolder: 'x/y', type: 'temp' })
    expect(address.startsWith('http://host/comfy/api/view?')).toBe(true)
    expect(query(address)).toEqual({
      filename: 'a b&c.png',
      subfolder: 'x/y',
      type: 'temp',
      rand: 's-1'
    })
    expect(query(api.viewUrl({ filename: 'b.png' }))).toEqual({
      filename: 'b.png',
      subfolder: '',
      rand: 's-2'
    })
  })

  it('asks for a small picture', () => {
    const { api } = makeApi()
    const address = api.viewUrl({ filename: 'a.png' }, { preview: true })
    expect(query(address).preview).toBe('webp;90')
  })

  it('[B20] is the same for the same result and new for a new one of the same name', () => {
    const { api } = makeApi()
    const [first, second] = [{ filename: 'a.png' }, { filename: 'a.png' }]
    expect(api.viewUrl(first)).toBe(api.viewUrl(first))
    expect(api.viewUrl(second)).not.toBe(api.viewUrl(first))
  })
})

describe('files, as recorded', () => {
  it('uploads a picture and takes the name that the server gave it', async () => {
    const { api, requests } = makeApi(makeRecordedRoutes('http-files'))
    const file = new File(['x'], 'probe-mwtqdhv2.png', { type: 'image/png' })
    const names = []
    for (let n = 0; n < 3; n++) names.push((await api.uploadImage(file)).filename)
    expect(names).toEqual(['probe-mwtqdhv2.png', 'probe-mwtqdhv2.png', 'probe-mwtqdhv2 (1).png'])
    const placed = await api.uploadImage(file, { subfolder: 'sub/dir', overwrite: true })
    expect(placed).toEqual({
      filename: 'probe-mwtqdhv2.png',
      subfolder: 'sub/dir',
      type: 'input'
    })
    const form = requests.at(-1)!.body as FormData
    expect([form.get('subfolder'), form.get('overwrite'), form.get('type')]).toEqual([
      'sub/dir',
      'true',
      'input'
    ])
    expect((form.get('image') as File).name).toBe('probe-mwtqdhv2.png')
    await expect(api.uploadImage(file)).rejects.toMatchObject({ name: 'ApiError', status: 400 })
  })

  it('stores, reads and lists the user’s files, each name one segment', async () => {
    const { api, listAsked } = makeApi({
      ...makeRecordedRoutes('http-files'),
      'POST /api/userdata/workflows%2Fprobe%2Fa.json?overwrite=true': { json: 'a.json' }
    })
    const path = 'workflows/probe/a.json'
    expect(await api.storeUserFile(path, '{}', { overwrite: false })).toBe('exists')
    expect(await api.storeUserFile(path, '{}')).toBe('stored')
    expect(await api.getUserFile(path)).toBe('{"a":3}')
    expect(await api.listUserFiles('workflows')).toEqual(['probe/a.json'])
    expect(listAsked()[0]).toBe('POST /api/userdata/workflows%2Fprobe%2Fa.json?overwrite=false')
  })

  it('finds nothing where nothing is, and says when it may not', async () => {
    const { api } = makeApi({
      'GET /api/userdata/secret': { status: 403, text: '' },
      'POST /api/userdata/secret': { status: 403, text: '' },
      'GET /api/userdata?dir=locked&recurse=true': { status: 403, text: '' }
    })
    expect(await api.getUserFile('absent')).toBeNull()
    expect(await api.listUserFiles('absent')).toEqual([])
    await expect(api.getUserFile('secret')).rejects.toMatchObject({ status: 403 })
    await expect(api.storeUserFile('secret', '')).rejects.toMatchObject({ status: 403 })
    await expect(api.listUserFiles('locked')).rejects.toMatchObject({ status: 403 })
  })

  it('reads lists of all three forms, and of servers on Windows', async () => {
    const json = ['b\\c.json', { path: 'a.json', size: 1 }, ['d/e.json', 'd', 'e.json']]
    const { api } = makeApi({ 'GET /api/userdata': { json } })
    expect(await api.listUserFiles('workflows')).toEqual(['a.json', 'b/c.json', 'd/e.json'])
  })
})

describe('what a page reads when it starts, as recorded', () => {
  const routes = makeRecordedRoutes('http-start')

  it('reads what the server is and can do', async () => {
    const { api } = makeApi(routes)
    const stats = await api.getSystemStats()
    expect(stats.system.comfyui_version).toBe('0.33.0')
    expect(stats.devices).toMatchObject([{ name: 'cpu', index: null }])
    expect(await api.getFeatures()).toMatchObject({ supports_preview_metadata: true })
    expect(await makeApi().api.getFeatures()).toEqual({})
  })

  it('reads and stores settings', async () => {
    const { api, requests } = makeApi({
      ...makeRecordedRoutes('http-files'),
      'POST /api/settings': { text: '' }
    })
    expect(await api.getSettings()).toEqual({ 'Probe.a': 1, 'Probe.b': ['x'], 'Probe.c': 'text' })
    await api.storeSettings({ 'Comfy.Grid/Size': 7, 'Probe.a': null })
    expect(requests.slice(1).map(({ body }) => body)).toEqual([
      { 'Comfy.Grid/Size': 7, 'Probe.a': null }
    ])
    await expect(makeApi().api.storeSettings({ other: 1 })).rejects.toMatchObject({ status: 404 })
  })

  it('reads node definitions, with numbers that JSON has not, and leaves out what is none', async () => {
    const recorded = loadFixture('object_info.json') as Record<string, unknown>
    const text = JSON.stringify({ ...recorded, Broken: null }).replace(
      '"KSampler":{',
      '"KSampler":{"ceiling":Infinity,'
    )
    const { api } = makeApi({ 'GET /api/object_info': { text } })
    const definitions = await api.getNodeDefinitions()
    expect(Object.keys(definitions)).toEqual(Object.keys(recorded))
    expect(definitions.KSampler).toMatchObject({ ceiling: Infinity, name: 'KSampler' })
    const odd = makeApi({ 'GET /api/object_info': { json: [] } })
    await expect(odd.api.getNodeDefinitions()).rejects.toMatchObject({ name: 'ApiError' })
  })
})

describe('faults', () => {
  it('say what was asked, and what the server said of it', async () => {
    const { api } = makeApi({
      'POST /api/history': { status: 500, text: '500 Internal Server Error\n\nServer got itself' },
      'GET /api/settings': { status: 401, json: { error: { message: 'unknown user' } } },
      'GET /api/features': new TypeError('Failed to fetch')
    })
    await expect(api.deleteHistory([toPromptId('p')])).rejects.toThrow(
      /answered 500: 500 Internal Server Error[^]*POST \/history/
    )
    await expect(api.getSettings()).rejects.toThrow('answered 401: unknown user (GET /settings)')
    await expect(api.getFeatures()).rejects.toMatchObject({
      name: 'ApiError',
      status: null,
      message: 'The server could not be reached (GET /features)'
    })
  })

  it('a slow answer is not a lost server, until it is very slow', async () => {
    const { api, clock } = makeApi({ 'GET /api/settings': 'never' })
    const answer = api.getSettings().catch((error: unknown) => error)
    clock.advance(READ_TIMEOUT - 1)
    expect(clock.pending).toBe(1)
    clock.advance(1)
    expect(await answer).toMatchObject({
      status: null,
      message: expect.stringContaining('in time')
    })
    expect(clock.pending).toBe(0)
  })

  it('leave no timer behind when the answer comes', async () => {
    const { api, clock } = makeApi({ 'GET /api/settings': { json: {} } })
    await api.getSettings()
    expect(clock.pending).toBe(0)
  })
})
