import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ListedPrompt } from '@/composables/queue/listedPrompt'
import { listServerJob } from '@/composables/queue/listedPrompt'
import {
  getQueuePlaces,
  mergeFinished,
  orderFinished,
  orderUnfinished
} from '@/composables/queue/promptOrder'
import type { ServerJob } from '@/domain/serverJob'
import { makePromptId, makeServerJob } from '../../builders/promptJobs'

const list = (overrides: Partial<ServerJob>): ListedPrompt =>
  listServerJob(makeServerJob(overrides), 'own')
const idsOf = (prompts: readonly ListedPrompt[]): string[] =>
  prompts.map(({ promptId }) => promptId.slice(-4))

const anyJob = fc.record({
  status: fc.constantFrom<ServerJob['status']>('pending', 'running', 'succeeded', 'failed'),
  createdAt: fc.integer({ min: 0, max: 50 }),
  startedAt: fc.option(fc.integer({ min: 0, max: 50 })),
  endedAt: fc.option(fc.integer({ min: 0, max: 50 }))
})
const listAll = (jobs: readonly Partial<ServerJob>[], from = 0): ListedPrompt[] =>
  jobs.map((fields, serial) => list({ ...fields, promptId: makePromptId(from + serial) }))

describe('orderUnfinished', () => {
  it('[B37] lists running jobs by newest start, then waiting ones, newest first', () => {
    const prompts = [
      list({ promptId: makePromptId(3), status: 'pending', createdAt: 10, startedAt: null }),
      list({ promptId: makePromptId(4), status: 'pending', createdAt: 20, startedAt: null }),
      list({ promptId: makePromptId(5), status: 'running', startedAt: 30 }),
      list({ promptId: makePromptId(6), status: 'running', startedAt: 40 })
    ]
    expect(idsOf(orderUnfinished(prompts))).toEqual(['0006', '0005', '0004', '0003'])
  })

  it('tells the jobs of one batch apart by their queue number', () => {
    const batch = [2, 0, 1].map((number) =>
      list({ promptId: makePromptId(number), status: 'pending', queueNumber: number })
    )
    expect(idsOf(orderUnfinished(batch))).toEqual(['0002', '0001', '0000'])
  })

  it('loses and doubles none, and leaves what it was given as it was', () => {
    fc.assert(
      fc.property(fc.array(anyJob), (jobs) => {
        const prompts = listAll(jobs)
        const before = [...prompts]
        const ordered = orderUnfinished(prompts)
        expect(prompts).toEqual(before)
        expect(new Set(ordered)).toEqual(new Set(prompts))
        expect(ordered).toHaveLength(prompts.length)
      })
    )
  })
})

describe('orderFinished', () => {
  it('[B37] lists the newest end first, and by the start where nobody told the end', () => {
    const prompts = [
      list({ promptId: makePromptId(1), endedAt: 100 }),
      list({ promptId: makePromptId(2), endedAt: 300 }),
      list({ promptId: makePromptId(3), endedAt: null, startedAt: 200 })
    ]
    expect(idsOf(orderFinished(prompts))).toEqual(['0002', '0003', '0001'])
  })
})

describe('mergeFinished', () => {
  it('gives what ordering all of them at once gives', () => {
    fc.assert(
      fc.property(fc.array(anyJob), fc.array(anyJob), (few, many) => {
        const [a, b] = [listAll(few), listAll(many, 1_000)]
        const merged = mergeFinished(orderFinished(a), orderFinished(b))
        const ends = (prompts: readonly ListedPrompt[]) =>
          prompts.map((prompt) => prompt.endedAt ?? prompt.startedAt ?? prompt.createdAt)
        expect(ends(merged)).toEqual(ends(orderFinished([...a, ...b])))
        expect(new Set(merged)).toEqual(new Set([...a, ...b]))
      })
    )
  })
})

describe('getQueuePlaces', () => {
  it('[B37] gives each waiting job its place by the queue number, the lowest first', () => {
    const places = getQueuePlaces([
      list({ promptId: makePromptId(1), status: 'pending', queueNumber: 12 }),
      list({ promptId: makePromptId(2), status: 'pending', queueNumber: -3 }),
      list({ promptId: makePromptId(3), status: 'pending', queueNumber: null })
    ])
    expect(places.get(makePromptId(2))).toBe(1)
    expect(places.get(makePromptId(1))).toBe(2)
    expect(places.has(makePromptId(3))).toBe(false)
  })
})
