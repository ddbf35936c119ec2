import { describe, expect, it } from 'vitest'
import {
  formatDuration,
  formatElapsed,
  formatMoment,
  formatRemaining
} from '@/composables/time/format'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

describe('formatElapsed', () => {
  it.each([
    [-5_000, '0:00'],
    [0, '0:00'],
    [7_999, '0:07'],
    [12 * MINUTE + 4 * SECOND, '12:04'],
    [HOUR + 2 * MINUTE + 33 * SECOND, '1:02:33']
  ])('shows %i ms as %s', (ms, text) => expect(formatElapsed(ms)).toBe(text))
})

describe('formatDuration', () => {
  it.each([
    [-1, '0.0 s'],
    [400, '0.4 s'],
    [12_440, '12.4 s'],
    [3 * MINUTE + 20 * SECOND, '3 min 20 s'],
    [HOUR + 5 * MINUTE, '1 h 05 min']
  ])('shows %i ms as %s', (ms, text) => expect(formatDuration(ms)).toBe(text))
})

describe('formatRemaining', () => {
  it.each([
    [2 * SECOND, 'a few seconds left'],
    [17 * SECOND, 'about 20 s left'],
    [54 * SECOND, 'about 55 s left'],
    [58 * SECOND, 'about 1 min left'],
    [170 * SECOND, 'about 3 min left'],
    [90 * MINUTE, 'about 2 h left']
  ])('shows %i ms as %s', (ms, text) => expect(formatRemaining(ms)).toBe(text))
})

describe('formatMoment', () => {
  const noon = new Date(2026, 0, 15, 12, 0).getTime()

  it('gives the time of day on the same day, and the date with it on another', () => {
    const today = formatMoment(noon - HOUR, noon)
    const yesterday = formatMoment(noon - 20 * HOUR, noon)
    expect(today).not.toContain(',')
    expect(yesterday).toContain(',')
    expect(yesterday).toContain('14')
  })
})
