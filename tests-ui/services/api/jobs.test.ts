import { describe, expect, it } from 'vitest'
import { toPromptId } from '@/domain/ids'
import type { JobDetail } from '@/services/api/comfyApi'
import { listExchanges, listRecordings, loadRecording } from '../../harness/recording'
import type { FakeRoute } from './fakeServer'
import { makeApi, makeRecordedRoutes } from './fakeServer'

const INTERRUPTED = toPromptId('01732fc3-2def-4cf7-84a6-446bd14123f3')
const CANCELLED_WAITING = toPromptId('8d52c7c2-db65-4718-98f0-89266feb8df6')

/** A recorded answer by its path. */
function getRecorded(
  name: string,
  path: string
): { readonly status: number; readonly json: unknown } {
  const found = listExchanges(loadRecording(name)).find(({ request }) => request.path === path)
  return { status: found!.response.status, json: found!.response.json }
}

describe('listUnfinished, of the jobs API', () => {
  const listed = getRecorded('queue-of-five', '/api/jobs?status=pending,in_progress')

  it('lists running ones first, then waiting ones in the order they will run', async () => {
    const { api } = makeApi({ 'GET /api/jobs': listed })
    const jobs = await api.listUnfinished()
    expect(jobs.map(({ status, queueNumber }) => `${status} ${queueNumber}`)).toEqual([
      'running 43',
      'pending 44',
      'pending 45',
      'pending 46',
      'pending 47'
    ])
    expect(jobs[0]).toEqual({
      promptId: 'c5b50a72-5240-41f6-ba1b-ef120a600baa',
      status: 'running',
      queueNumber: 43,
      createdAt: 1795466450850,
      startedAt: null,
      endedAt: null,
      clientId: null,
      documentId: null,
      thumbnail: null,
      errorMessage: null
    })
  })

  it('[B15] asks once, for nothing but unfinished ones, and never for the queue', async () => {
    const { api, listAsked } = makeApi({ 'GET /api/jobs': listed })
    await api.listUnfinished()
    await api.listUnfinished()
    expect(listAsked()).toEqual(
      Array.from({ length: 2 }, () => 'GET /api/jobs?status=in_progress,pending&limit=1000')
    )
  })

  it('reads page after page, and each prompt once when the list moves meanwhile', async () => {
    const job = (n: number) => ({ id: `job-${n}`, status: 'pending', priority: n })
    const { api, listAsked } = makeApi({
      'GET /api/jobs': ({ path }) => ({
        json: path.includes('offset=1000')
          ? { jobs: [job(2), job(1)], pagination: { total: 3, has_more: false } }
          : { jobs: [job(3), job(2)], pagination: { total: 3, has_more: true } }
      })
    })
    const jobs = await api.listUnfinished()
    expect(jobs.map(({ promptId }) => promptId)).toEqual(['job-1', 'job-2', 'job-3'])
    expect(listAsked()).toHaveLength(2)
  })

  it('orders by id what has one number, and puts last what has none', async () => {
    const jobs = ['d', 'b', 'c', 'a'].map((id) => ({
      id,
      status: 'pending',
      priority: id === 'a' ? null : 1
    }))
    const { api } = makeApi({
      'GET /api/jobs': { json: { jobs: [...jobs, { id: 'e', status: 'pending' }] } }
    })
    const listed = await api.listUnfinished()
    expect(listed.map(({ promptId }) => promptId)).toEqual(['b', 'c', 'd', 'a', 'e'])
  })

  it('ends when a server promises more and gives nothing', async () => {
    const { api, listAsked } = makeApi({
      'GET /api/jobs': { json: { jobs: [], pagination: { has_more: true } } }
    })
    expect(await api.listUnfinished()).toEqual([])
    expect(listAsked()).toHaveLength(1)
  })

  it('leaves out a job it does not understand and keeps the others', async () => {
    const jobs = [{ id: 'a', status: 'pending' }, { id: 'b', status: 'dancing' }, null, { id: '' }]
    const { api } = makeApi({ 'GET /api/jobs': { json: { jobs } } })
    expect((await api.listUnfinished()).map(({ promptId }) => promptId)).toEqual(['a'])
  })

  it.each<[string, FakeRoute]>([
    ['the network fails', new TypeError('Failed to fetch')],
    ['the server has a fault', { status: 500, text: 'oops' }],
    ['the answer is a page', { text: '<html></html>' }]
  ])('[B25] says that it could not ask when %s', async (_what, route) => {
    const { api } = makeApi({ 'GET /api/jobs': route })
    await expect(api.listUnfinished()).rejects.toMatchObject({ name: 'ApiError' })
  })
})

describe('listJobs, of the jobs API', () => {
  it('reads pages as recorded, newest first', async () => {
    const { api } = makeApi(makeRecordedRoutes('history-pages'))
    const first = await api.listJobs({ limit: 2 })
    expect(first.jobs.map(({ queueNumber }) => queueNumber)).toEqual([66, 65])
    expect([first.total, first.hasMore]).toEqual([4, true])
    const second = await api.listJobs({ limit: 2, offset: 2 })
    expect(second.jobs.map(({ queueNumber }) => queueNumber)).toEqual([64, 63])
    expect([second.total, second.hasMore]).toEqual([4, false])
    expect(second.jobs[0]).toMatchObject({
      status: 'succeeded',
      createdAt: 1795466464832,
      startedAt: 1795466464849,
      endedAt: 1795466464860,
      thumbnail: { type: 'temp', nodeId: '2', mediaType: 'images' }
    })
  })

  it('asks by our words for states', async () => {
    const { api } = makeApi(makeRecordedRoutes('history-pages'))
    const page = await api.listJobs({ statuses: ['succeeded', 'failed'], limit: 1 })
    expect(page.jobs).toHaveLength(1)
  })

  it('tells a failed job’s message, and a cancelled job that ran as interrupted', async () => {
    const failed = makeApi(makeRecordedRoutes('node-error'))
    const [job] = (await failed.api.listJobs({ statuses: ['failed'], limit: 1 })).jobs
    expect(job).toMatchObject({ status: 'failed', errorMessage: 'the probe failed on purpose' })
    const cancelled = makeApi(makeRecordedRoutes('cancel-endpoints'))
    const page = await cancelled.api.listJobs({ statuses: ['cancelled', 'interrupted'] })
    expect(page.jobs).toMatchObject([{ promptId: INTERRUPTED, status: 'interrupted' }])
    const never = makeApi({
      'GET /api/jobs': { json: { jobs: [{ id: 'x', status: 'cancelled' }] } }
    })
    expect((await never.api.listJobs({})).jobs).toMatchObject([{ status: 'cancelled' }])
  })

  it.each([
    ['0.8.0', 'interrupted'],
    ['0.9.0', 'failed'],
    [null, 'failed']
  ])('on a server of version %s, a failed job without an error is %s', async (version, status) => {
    const { api, listAsked } = makeApi({
      'GET /api/jobs': {
        json: {
          jobs: [
            { id: 'x', status: 'failed' },
            { id: 'y', status: 'failed', execution_error: { exception_message: 'broke' } }
          ]
        }
      },
      'GET /api/system_stats': { json: { system: { comfyui_version: version }, devices: [] } }
    })
    const expected = [{ status }, { status: 'failed', errorMessage: 'broke' }]
    expect((await api.listJobs({})).jobs).toMatchObject(expected)
    expect((await api.listJobs({})).jobs).toMatchObject(expected)
    expect(listAsked().filter((route) => route === 'GET /api/system_stats')).toHaveLength(1)
  })

  it('does without a state that servers before 0.9 do not have', async () => {
    const { api, listAsked } = makeApi({
      'GET /api/jobs': ({ path }) =>
        path.includes('cancelled')
          ? { status: 400, json: { error: 'Invalid status value(s): cancelled' } }
          : { json: { jobs: [{ id: 'x', status: 'failed' }], pagination: { total: 1 } } }
    })
    const page = await api.listJobs({ statuses: ['failed', 'cancelled'], limit: 5 })
    expect(page.jobs).toHaveLength(1)
    expect(listAsked()).toContain('GET /api/jobs?status=failed&limit=5')
    expect(await api.listJobs({ statuses: ['cancelled'] })).toEqual({
      jobs: [],
      total: 0,
      hasMore: false
    })
  })
})

describe('getJob, of the jobs API', () => {
  it('gives all the server tells of an ended prompt', async () => {
    const { api } = makeApi(makeRecordedRoutes('extra-data-workflow'))
    const promptId = toPromptId('7dbb4605-15e7-4ee7-9916-c201a778fa97')
    const running = await api.getJob(promptId)
    expect(running).toMatchObject({ job: { status: 'running' }, prompt: null, outputs: {} })
    const ended = await api.getJob(promptId)
    expect(ended).toMatchObject({
      job: {
        status: 'succeeded',
        clientId: 'client-a',
        documentId: '6f1d8a52-2d2b-4f0e-9a61-0f5a3c7e9b11'
      },
      outputs: { 2: { images: [{ type: 'temp' }] } },
      failure: null,
      prompt: { 1: { class_type: 'ProbeSteps' } },
      workflow: { id: '6f1d8a52-2d2b-4f0e-9a61-0f5a3c7e9b11' }
    })
    expect(Object.keys(ended!.extraData)).toContain('extra_pnginfo')
  })

  it('tells an interruption by its message, whatever the status says', async () => {
    const { api } = makeApi(makeRecordedRoutes('cancel-endpoints'))
    expect(await api.getJob(INTERRUPTED)).toMatchObject({
      job: { status: 'interrupted', endedAt: 1795466305022 },
      failure: null
    })
  })

  it('[B24] knows nothing of a prompt that was cancelled while it waited', async () => {
    const { api } = makeApi(makeRecordedRoutes('cancel-endpoints'))
    expect(await api.getJob(CANCELLED_WAITING)).toBeNull()
  })

  it('tells why a prompt failed', async () => {
    const { api } = makeApi(makeRecordedRoutes('node-error'))
    const detail = await api.getJob(toPromptId('62b1526d-6b00-4de5-a569-fd069cf755c1'))
    expect(detail).toMatchObject({
      job: { status: 'failed', errorMessage: 'the probe failed on purpose' },
      failure: { executionId: '3', classType: 'ProbeError', exceptionType: 'ValueError' },
      outputs: { 2: {} }
    })
    expect(detail!.failure!.traceback.length).toBeGreaterThan(3)
  })
})

describe('servers without a jobs API (before 0.6)', () => {
  const queue = getRecorded('queue-front-and-number', '/api/queue')
  const history = getRecorded('history-pages', '/api/history')

  it('reads the queue in the order of running, not of the heap', async () => {
    const { api, listAsked } = makeApi({ 'GET /api/queue': queue })
    const jobs = await api.listUnfinished()
    expect(jobs.map(({ status, queueNumber }) => `${status} ${queueNumber}`)).toEqual([
      'running 48',
      'pending -51',
      'pending 0.5',
      'pending 49',
      'pending 50'
    ])
    expect(jobs[0]).toMatchObject({ clientId: 'client-a' })
    await api.listUnfinished()
    expect(listAsked().slice(1)).toEqual(['GET /api/queue', 'GET /api/queue'])
  })

  it('reads queue items of hosted servers', async () => {
    const item = [3, 'p', { 1: { class_type: 'X', inputs: {} } }, ['1'], { create_time: 5 }]
    const { api } = makeApi({
      'GET /api/queue': {
        json: { queue_running: [item, 'junk', [], ['x', 'odd', null]], queue_pending: [] }
      }
    })
    expect(await api.listUnfinished()).toMatchObject([
      { promptId: 'p', queueNumber: 3, createdAt: 5, clientId: null },
      { promptId: 'odd', queueNumber: null, createdAt: null }
    ])
  })

  it('lists queue and history, newest first, by pages', async () => {
    const { api, listAsked } = makeApi({
      'GET /api/queue': queue,
      'GET /api/history': history
    })
    const page = await api.listJobs({ limit: 7 })
    expect(page.jobs.map(({ queueNumber }) => queueNumber)).toEqual([50, 49, 0.5, -51, 48, 66, 65])
    expect(page).toMatchObject({ total: 9, hasMore: true })
    expect(listAsked().at(-1)).toBe('GET /api/history?max_items=7')
    const rest = await api.listJobs({ limit: 7, offset: 7 })
    expect(rest.jobs.map(({ queueNumber }) => queueNumber)).toEqual([64, 63])
    expect(rest.hasMore).toBe(false)
    const ended = await api.listJobs({ statuses: ['succeeded'] })
    expect(ended.jobs).toHaveLength(4)
    expect(ended.jobs[0]).toMatchObject({
      status: 'succeeded',
      startedAt: 1795466464889,
      thumbnail: { type: 'temp', nodeId: '2', mediaType: 'images' }
    })
  })

  it('[B24] asks the history again for a prompt that ended between two questions', async () => {
    const promptId = '36ca9cc0-3646-4635-873e-ec0c96c93f1d'
    let asked = 0
    const { api } = makeApi({
      'GET /api/queue': { json: { queue_running: [], queue_pending: [] } },
      [`GET /api/history/${promptId}`]: () => (asked++ === 0 ? { json: {} } : history)
    })
    expect(await api.getJob(toPromptId(promptId))).toMatchObject({ job: { status: 'succeeded' } })
  })

  it('finds a prompt in the queue, and knows nothing of what is in neither', async () => {
    const { api } = makeApi({
      'GET /api/queue': queue,
      'GET /api/history/65181899-77e0-4c9b-b8e8-6c612af25204': { json: {} },
      'GET /api/history/unheard-of': { json: {} }
    })
    const running = await api.getJob(toPromptId('65181899-77e0-4c9b-b8e8-6c612af25204'))
    expect(running).toMatchObject({ job: { status: 'running' }, prompt: { 1: {} }, outputs: {} })
    expect(await api.getJob(toPromptId('unheard-of'))).toBeNull()
  })

  it('[B25] does not take a server that fails for an old one', async () => {
    let isDown = true
    const { api } = makeApi({
      'GET /api/jobs': () => (isDown ? { status: 502, text: '' } : { json: { jobs: [] } })
    })
    await expect(api.listUnfinished()).rejects.toMatchObject({ status: 502 })
    isDown = false
    expect(await api.listUnfinished()).toEqual([])
  })

  it('takes an entry without status for a success, and a cycle’s message for a failure', async () => {
    const error = ['execution_error', { node_id: '1', exception_message: 'cycle', timestamp: 9 }]
    const { api } = makeApi({
      'GET /api/history': {
        json: {
          old: { prompt: [1, 'old', {}, {}, []], outputs: {} },
          cyclic: {
            prompt: [2, 'cyclic', {}, {}, []],
            outputs: { 1: null },
            status: { status_str: 'success', completed: true, messages: [error, 'junk'] }
          },
          bare: { status: { status_str: 'error' } }
        }
      }
    })
    const page = await api.listJobs({ statuses: ['succeeded', 'failed'] })
    expect(page.jobs.map(({ promptId, status }) => `${promptId} ${status}`)).toEqual([
      'bare failed',
      'cyclic failed',
      'old succeeded'
    ])
    expect(page.jobs[1]).toMatchObject({ errorMessage: 'cycle', endedAt: 9 })
  })
})

describe('both ways of asking', () => {
  const strip = (detail: JobDetail | null) => ({
    ...detail,
    extraData: undefined,
    job: { ...detail?.job, thumbnail: detail?.job.thumbnail?.filename }
  })
  const prompts = listRecordings().flatMap((name) =>
    listExchanges(loadRecording(name)).flatMap(({ request }) => {
      const id = /^\/api\/jobs\/([0-9a-f-]{36})$/.exec(request.path)?.[1]
      const routes = makeRecordedRoutes(name)
      return id && `GET /api/history/${id}` in routes ? [[name, id] as const] : []
    })
  )

  it.each([...new Set(prompts.map((pair) => pair.join(' ')))])(
    'tell the same of %s',
    async (pair) => {
      const [name, id] = pair.split(' ') as [string, string]
      const modern = makeRecordedRoutes(name)
      const old = makeRecordedRoutes(name)
      delete old[`GET /api/jobs/${id}`]
      const empty = { json: { queue_running: [], queue_pending: [] } }
      const before = makeApi(modern)
      const after = makeApi({ ...old, 'GET /api/queue': empty })
      let ended = await before.api.getJob(toPromptId(id))
      // Some were asked for while they ran, too.
      if (ended?.job.status === 'running') ended = await before.api.getJob(toPromptId(id))
      expect(strip(await after.api.getJob(toPromptId(id)))).toEqual(strip(ended))
    }
  )
})
