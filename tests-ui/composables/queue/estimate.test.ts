import { describe, expect, it } from 'vitest'
import { estimateRemaining } from '@/composables/queue/estimate'

describe('estimateRemaining', () => {
  it('goes on at the rate so far', () => {
    expect(estimateRemaining(0.25, 10_000)).toBe(30_000)
    expect(estimateRemaining(0.5, 8_000)).toBe(8_000)
  })

  it.each([
    ['right after the start', 0.5, 2_000],
    ['near nothing done', 0.02, 60_000],
    ['at the end', 1, 60_000],
    ['for days', 0.08, 30 * 24 * 3_600_000]
  ])('says nothing %s', (_, fraction, elapsed) => {
    expect(estimateRemaining(fraction, elapsed)).toBeNull()
  })
})
