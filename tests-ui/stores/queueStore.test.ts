import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { effect } from 'vue'
import { toClientId } from '@/domain/ids'
import { MAX_SERVER_JOBS, MAX_SIBLINGS, useQueueStore } from '@/stores/queueStore'
import { makeOutputFile, makePromptId, makeServerJob, makeSibling } from '../builders/promptJobs'

let store: ReturnType<typeof useQueueStore>

beforeEach(() => {
  setActivePinia(createPinia())
  store = useQueueStore()
})

describe('the server’s jobs', () => {
  it('[B46] reading the same list again writes nothing', () => {
    const jobs = [makeServerJob(), makeServerJob({ promptId: makePromptId(2), status: 'running' })]
    store.applyServerJobs(jobs)
    let runs = 0
    effect(() => {
      void [...store.serverJobs.values()]
      runs++
    })
    store.applyServerJobs(jobs.map((job) => ({ ...job })))
    expect(runs).toBe(1)
  })

  it('[B40] what one list told of a job is not lost to another that doesn’t: who submitted it', () => {
    const promptId = makePromptId(3)
    store.applyServerJobs([
      makeServerJob({ promptId, status: 'running', clientId: toClientId('x'), documentId: 'd' })
    ])
    store.applyServerJobs([
      makeServerJob({ promptId, clientId: null, documentId: null, thumbnail: makeOutputFile() })
    ])
    expect(store.serverJobs.get(promptId)).toMatchObject({
      status: 'succeeded',
      clientId: 'x',
      documentId: 'd'
    })
  })

  it('takes a later thumbnail and a later error', () => {
    const job = makeServerJob({ status: 'failed' })
    store.applyServerJobs([job])
    store.applyServerJobs([{ ...job, errorMessage: 'boom' }])
    store.applyServerJobs([{ ...job, thumbnail: makeOutputFile() }])
    expect(store.serverJobs.get(job.promptId)).toMatchObject({
      errorMessage: 'boom',
      thumbnail: makeOutputFile()
    })
  })

  it('[B48] ended ones are bounded, the oldest first; unfinished ones stay', () => {
    const make = (n: number) => makeServerJob({ promptId: makePromptId(n), createdAt: n })
    store.applyServerJobs([{ ...make(0), status: 'running' }])
    const jobs = Array.from({ length: MAX_SERVER_JOBS }, (_, index) => make(index + 1))
    store.applyServerJobs(jobs.toReversed())
    expect(store.serverJobs.size).toBeLessThanOrEqual(MAX_SERVER_JOBS)
    expect(store.serverJobs.size).toBeGreaterThan(MAX_SERVER_JOBS / 2)
    expect(store.serverJobs.has(makePromptId(0))).toBe(true)
    expect(store.serverJobs.has(makePromptId(1))).toBe(false)
    expect(store.serverJobs.has(makePromptId(MAX_SERVER_JOBS))).toBe(true)
  })

  it('forgets what was deleted', () => {
    const job = makeServerJob()
    store.applyServerJobs([job])
    store.removeServerJobs([job.promptId])
    expect(store.serverJobs.size).toBe(0)
  })
})

describe('prompts of other tabs', () => {
  it('[B40] go with their tab', () => {
    const other = toClientId('another-tab')
    store.applySibling(makeSibling())
    store.applySibling(makeSibling({ promptId: makePromptId(2), clientId: other }))
    store.removeSiblingsOf(toClientId('other-tab'))
    expect([...store.siblings.keys()]).toEqual([makePromptId(2)])
  })

  it('[B48] ended ones are bounded, the oldest first; those that run stay', () => {
    store.applySibling(makeSibling({ promptId: makePromptId(0), status: 'running' }))
    for (let n = 1; n <= MAX_SIBLINGS + 5; n++)
      store.applySibling(makeSibling({ promptId: makePromptId(n), status: 'succeeded' }))
    expect(store.siblings.size).toBe(MAX_SIBLINGS)
    expect(store.siblings.has(makePromptId(0))).toBe(true)
    expect(store.siblings.has(makePromptId(MAX_SIBLINGS + 5))).toBe(true)
    expect(store.siblings.has(makePromptId(1))).toBe(false)
  })
})

describe('the panel', () => {
  it('keeps its scope, its openness and how far the list was read', () => {
    expect([store.scope, store.isPanelOpen, store.listing.phase]).toEqual(['mine', false, 'idle'])
    store.applyScope('everyone')
    store.applyPanelOpen(true)
    store.applyListing({ phase: 'ready', total: 3 })
    expect([store.scope, store.isPanelOpen]).toEqual(['everyone', true])
    expect(store.listing).toEqual({ phase: 'ready', error: null, total: 3 })
  })
})
