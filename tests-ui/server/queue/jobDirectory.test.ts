import { describe, expect, it } from 'vitest'
import { createEmbeddedBackend } from '../../../server/backends/embeddedBackend'
import { createLog } from '../../../server/base/log'
import { JobDirectory, type JobQuery } from '../../../server/queue/jobDirectory'
import { PromptQueue } from '../../../server/queue/promptQueue'
import { makeEngineResult, makeQueuedPrompt, makeUuid } from '../../builders/queuedPrompt'
import { makeHistory, makeStore } from '../../builders/promptStore'
import { createScriptedEngine } from '../../builders/scriptedEngine'

const ALL: JobQuery = {
  statuses: null,
  workflowId: null,
  sortBy: 'created_at',
  sortOrder: 'desc',
  limit: null,
  offset: 0
}

function makePrompt(id: number, createTime: number, workflowId?: string) {
  const workflow = workflowId === undefined ? {} : { workflow: { id: workflowId } }
  return makeQueuedPrompt({
    promptId: makeUuid(id),
    createTime,
    extraData: { extra_pnginfo: workflow }
  })
}

function makeMessages(start: number, end: number) {
  return [
    ['execution_start', { timestamp: start }],
    ['execution_success', { timestamp: end }]
  ] as const
}

/** Two finished, one failed, one running, one pending. */
function createDirectory(): JobDirectory {
  const history = makeHistory()
  const log = createLog([])
  const queue = new PromptQueue({
    backend: createEmbeddedBackend(createScriptedEngine(), log),
    history,
    store: makeStore(),
    log,
    startDelay: 0,
    events: { status: () => {}, engineEvent: () => {}, ended: () => {} }
  })
  history.add(makePrompt(1, 100, 'w1'), makeEngineResult({ messages: makeMessages(100, 109) }))
  history.add(makePrompt(2, 200, 'w2'), makeEngineResult({ messages: makeMessages(200, 203) }))
  history.add(makePrompt(3, 300), makeEngineResult({ status: 'error' }))
  queue.submit(makePrompt(4, 400, 'w1'))
  queue.submit(makePrompt(5, 400))
  return new JobDirectory(queue, history)
}

function listIds(query: Partial<JobQuery>): number[] {
  const { jobs } = createDirectory().getPage({ ...ALL, ...query })
  return jobs.map(({ id }) => Number.parseInt(id.slice(-12), 16))
}

describe('JobDirectory', () => {
  it('lists the latest created first, and mirrors that when ascending', () => {
    expect(listIds({})).toEqual([5, 4, 3, 2, 1])
    expect(listIds({ sortOrder: 'asc' })).toEqual([1, 2, 3, 4, 5])
  })

  it('sorts by how long a job ran; what has no duration stays as it stands', () => {
    expect(listIds({ sortBy: 'execution_duration' })).toEqual([1, 2, 4, 5, 3])
    expect(listIds({ sortBy: 'execution_duration', sortOrder: 'asc' })).toEqual([4, 5, 3, 2, 1])
  })

  it('keeps to the statuses and the workflow asked for', () => {
    expect(listIds({ statuses: new Set(['pending', 'in_progress']) })).toEqual([5, 4])
    expect(listIds({ statuses: new Set(['failed', 'completed']) })).toEqual([3, 2, 1])
    expect(listIds({ workflowId: 'w1' })).toEqual([4, 1])
    expect(listIds({ workflowId: 'nobody' })).toEqual([])
  })

  it('gives a page, the total, and whether there is more', () => {
    const directory = createDirectory()
    expect(directory.getPage({ ...ALL, limit: 2, offset: 2 })).toMatchObject({
      jobs: [{ id: makeUuid(3) }, { id: makeUuid(2) }],
      pagination: { offset: 2, limit: 2, total: 5, has_more: true }
    })
    expect(directory.getPage({ ...ALL, offset: 4 }).pagination.has_more).toBe(false)
    expect(directory.getPage({ ...ALL, limit: 1, offset: 9 })).toMatchObject({
      jobs: [],
      pagination: { has_more: false }
    })
  })

  it('gives what was run and what came of it for a finished job only', () => {
    const directory = createDirectory()
    expect(directory.getDetail(makeUuid(1))).toMatchObject({
      status: 'completed',
      outputs: {},
      workflow: { extra_data: { extra_pnginfo: { workflow: { id: 'w1' } } } }
    })
    expect(directory.getDetail(makeUuid(4))).not.toHaveProperty('workflow')
    expect(directory.getDetail(makeUuid(5))?.status).toBe('pending')
    expect(directory.getDetail(makeUuid(9))).toBeNull()
  })
})
