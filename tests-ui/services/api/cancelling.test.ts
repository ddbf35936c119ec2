import { describe, expect, it } from 'vitest'
import { toPromptId } from '@/domain/ids'
import { isAtLeast } from '@/services/api/serverVersion'
import type { FakeAnswer, FakeRoute } from './fakeServer'
import { NOT_FOUND, makeApi, makeRecordedRoutes } from './fakeServer'

const RUNNING = toPromptId('01732fc3-2def-4cf7-84a6-446bd14123f3')
const WAITING = toPromptId('8d52c7c2-db65-4718-98f0-89266feb8df6')
const WAITING_TOO = toPromptId('013b76a0-ad4e-4648-8a33-7d7d366133a6')
const UNKNOWN = toPromptId('00000000-0000-4000-8000-000000000000')

/** A server before 0.26: no cancel routes; the queue is as given each time it is asked for. */
function makeOldServer(version: string | null, queues: readonly object[] = [{}]) {
  let asked = 0
  const getQueue = () => queues[Math.min(asked++, queues.length - 1)]
  return makeApi({
    'GET /api/system_stats': {
      json: { system: version === null ? {} : { comfyui_version: version }, devices: [] }
    },
    'GET /api/queue': () => ({ json: { queue_running: [], queue_pending: [], ...getQueue() } }),
    'POST /api/queue': { text: '' },
    'POST /api/interrupt': { text: '' }
  })
}

const item = (promptId: string, number = 1) => [number, promptId, {}, {}, []]

describe('cancelling by the cancel routes (since 0.26)', () => {
  it('[B39] ends one prompt by id, and tells when there was nothing to end', async () => {
    const { api, listPosts } = makeApi(makeRecordedRoutes('cancel-endpoints'))
    expect(await api.cancelPrompt(WAITING)).toBe('cancelled')
    expect(await api.cancelPrompt(RUNNING)).toBe('cancelled')
    expect(await api.cancelPrompt(RUNNING)).toBe('nothing')
    expect(await api.cancelPrompt(UNKNOWN)).toBe('nothing')
    expect(listPosts().map(({ path }) => path)).toEqual(
      [WAITING, RUNNING, RUNNING, UNKNOWN].map((id) => `/api/jobs/${id}/cancel`)
    )
  })

  it('ends many with one request', async () => {
    const { api, listPosts } = makeApi({ 'POST /api/jobs/cancel': { json: { cancelled: true } } })
    expect(await api.cancelPrompts([RUNNING, WAITING])).toBe('cancelled')
    expect(listPosts()).toMatchObject([{ body: { job_ids: [RUNNING, WAITING] } }])
    expect(await api.cancelPrompts([])).toBe('nothing')
    expect(listPosts()).toHaveLength(1)
  })

  it('ends many one by one where an id is not of the form that the route for many takes', async () => {
    const { api, listPosts } = makeApi({
      'POST /api/jobs/odd%20id/cancel': { json: { cancelled: false } },
      [`POST /api/jobs/${RUNNING}/cancel`]: { json: { cancelled: true } }
    })
    expect(await api.cancelPrompts([toPromptId('odd id'), RUNNING])).toBe('cancelled')
    expect(listPosts()).toHaveLength(2)
  })

  it('reads a hosted server’s 404 for a job it does not know as nothing to do', async () => {
    const { api } = makeApi({
      [`POST /api/jobs/${UNKNOWN}/cancel`]: { status: 404, json: { error: 'Job not found' } },
      [`POST /api/jobs/${RUNNING}/cancel`]: { json: { cancelled: true } }
    })
    expect(await api.cancelPrompt(UNKNOWN)).toBe('nothing')
    expect(await api.cancelPrompt(RUNNING)).toBe('cancelled')
  })

  it('says so when the server fails, and remembers nothing of it', async () => {
    let answer: FakeAnswer = { status: 500, text: '' }
    const { api } = makeApi({ [`POST /api/jobs/${RUNNING}/cancel`]: () => answer })
    await expect(api.cancelPrompt(RUNNING)).rejects.toMatchObject({ status: 500 })
    answer = { json: { cancelled: true } }
    expect(await api.cancelPrompt(RUNNING)).toBe('cancelled')
  })
})

describe('cancelling by id on servers without cancel routes', () => {
  it('[B39] interrupts a running prompt by its id', async () => {
    const { api, requests } = makeOldServer('0.3.57', [{ queue_running: [item(RUNNING)] }])
    expect(await api.cancelPrompt(RUNNING)).toBe('cancelled')
    const posted = requests.filter(({ method, path }) => method === 'POST' && !/cancel/.test(path))
    expect(posted).toMatchObject([{ path: '/api/interrupt', body: { prompt_id: RUNNING } }])
  })

  it('[B39] takes a waiting prompt out of the queue and interrupts nothing', async () => {
    const { api, requests } = makeOldServer('0.6.0', [
      { queue_running: [item(RUNNING)], queue_pending: [item(WAITING, 2)] },
      { queue_running: [item(RUNNING)] }
    ])
    expect(await api.cancelPrompt(WAITING)).toBe('cancelled')
    const posted = requests.filter(({ method, path }) => method === 'POST' && !/cancel/.test(path))
    expect(posted).toMatchObject([{ path: '/api/queue', body: { delete: [WAITING] } }])
  })

  it('interrupts one that started while it was being taken out', async () => {
    const { api, requests } = makeOldServer('0.4.0', [
      { queue_pending: [item(WAITING), item(WAITING_TOO, 2)] },
      { queue_running: [item(WAITING)] }
    ])
    expect(await api.cancelPrompts([WAITING, WAITING_TOO])).toBe('cancelled')
    const posted = requests.filter(({ method, path }) => method === 'POST' && !/cancel/.test(path))
    expect(posted).toMatchObject([
      { path: '/api/queue', body: { delete: [WAITING, WAITING_TOO] } },
      { path: '/api/interrupt', body: { prompt_id: WAITING } }
    ])
  })

  it('has nothing to do for a prompt in no queue', async () => {
    const { api, requests } = makeOldServer('0.5.0')
    expect(await api.cancelPrompt(UNKNOWN)).toBe('nothing')
    expect(requests.some(({ path }) => path === '/api/interrupt')).toBe(false)
  })

  it.each(['0.3.56', '0.2.9', null])(
    '[B39] is unsupported by a server of version %s, and touches nothing',
    async (version) => {
      const { api, requests } = makeOldServer(version, [{ queue_running: [item(RUNNING)] }])
      expect(await api.cancelPrompt(RUNNING)).toBe('unsupported')
      expect(await api.cancelPrompts([RUNNING, WAITING])).toBe('unsupported')
      const posted = requests.filter(({ method }) => method === 'POST')
      expect(posted.every(({ path }) => path.endsWith('/cancel'))).toBe(true)
    }
  )

  it.each([
    ['0.3.57', 0],
    ['0.25.9', 0],
    ['0.26.0', 1],
    [null, 1]
  ])('finds out once what a server of version %s can do', async (version, tries) => {
    const { api, listAsked } = makeOldServer(version, [{ queue_running: [item(RUNNING)] }])
    await api.cancelPrompt(RUNNING)
    await api.cancelPrompt(RUNNING)
    const asked = listAsked()
    expect(asked.filter((route) => route.endsWith('/cancel'))).toHaveLength(tries)
    expect(asked.filter((route) => route === 'GET /api/system_stats')).toHaveLength(1)
  })

  it('[B39] stops by the routes although the version is not to be had', async () => {
    const { api } = makeApi({
      'GET /api/system_stats': { status: 500, text: '' },
      [`POST /api/jobs/${RUNNING}/cancel`]: { json: { cancelled: true } }
    })
    expect(await api.cancelPrompt(RUNNING)).toBe('cancelled')
  })

  it.each<FakeRoute>([NOT_FOUND, { status: 405, text: '405: Method Not Allowed' }])(
    'knows missing routes by their answer',
    async (answer) => {
      const { api } = makeApi({
        [`POST /api/jobs/${RUNNING}/cancel`]: answer,
        'GET /api/system_stats': { json: { system: {} } }
      })
      expect(await api.cancelPrompt(RUNNING)).toBe('unsupported')
    }
  )
})

describe('what is left for servers without ids', () => {
  it('deletes waiting prompts, and interrupts whatever runs', async () => {
    const { api, requests } = makeOldServer('0.3.10')
    await api.deletePending([WAITING])
    await api.interruptAny()
    expect(requests).toMatchObject([
      { method: 'POST', path: '/api/queue', body: { delete: [WAITING] } },
      { method: 'POST', path: '/api/interrupt', body: {} }
    ])
  })
})

describe('isAtLeast', () => {
  it.each([
    ['0.3.57', '0.3.57', true],
    ['0.3.56', '0.3.57', false],
    ['0.3.100', '0.3.57', true],
    ['0.4.0', '0.3.57', true],
    ['v0.33.0', '0.3.57', true],
    ['1.0', '0.3.57', true],
    ['0.3', '0.3.57', false],
    ['0.3.57-dev+g1', '0.3.57', true],
    ['', '0.3.57', false],
    ['unknown', '0.3.57', false],
    [null, '0.3.57', false]
  ])('%s is at least %s: %s', (version, least, expected) => {
    expect(isAtLeast(version, least)).toBe(expected)
  })
})
