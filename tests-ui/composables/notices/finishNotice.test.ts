import { describe, expect, it } from 'vitest'
import type { FinishedJob } from '@/composables/notices/finishNotice'
import { describeFinished, isAnnouncedStatus } from '@/composables/notices/finishNotice'
import { makePromptId } from '../../builders/promptJobs'

const job = (overrides: Partial<FinishedJob> = {}): FinishedJob => ({
  promptId: makePromptId(1),
  name: 'Portrait',
  status: 'succeeded',
  error: null,
  isInSight: false,
  ...overrides
})

describe('describeFinished', () => {
  it('names one job and how it ended', () => {
    expect(describeFinished([job()])).toMatchObject({
      kind: 'success',
      title: 'Portrait is done'
    })
    expect(describeFinished([job({ status: 'failed', error: 'out of memory' })])).toMatchObject({
      kind: 'error',
      title: 'Portrait failed',
      detail: 'out of memory'
    })
    expect(describeFinished([job({ status: 'lost' })])).toMatchObject({
      kind: 'warning',
      title: 'Portrait was lost'
    })
  })

  it('counts several, and says how many of them failed', () => {
    const jobs = [job(), job({ name: 'Upscale' }), job({ status: 'failed' })]
    expect(describeFinished(jobs)).toEqual({
      kind: 'warning',
      title: '3 jobs ended, 1 of them has failed',
      detail: 'Portrait, Upscale'
    })
    expect(describeFinished([job(), job()]).title).toBe('2 jobs are done')
    expect(describeFinished([job({ status: 'failed' }), job({ status: 'failed' })])).toMatchObject({
      kind: 'error',
      title: '2 jobs have failed'
    })
  })

  it('names at most three workflows', () => {
    const jobs = ['A', 'B', 'C', 'D', 'E'].map((name) => job({ name }))
    expect(describeFinished(jobs).detail).toBe('A, B, C and 2 more')
  })

  it('announces no end that the user chose', () => {
    expect(isAnnouncedStatus('interrupted')).toBe(false)
    expect(isAnnouncedStatus('cancelled')).toBe(false)
    expect(isAnnouncedStatus('lost')).toBe(true)
  })
})
