import { describe, expect, it } from 'vitest'
import { GraphHistory } from '@/canvas/graph/graphHistory'

describe('the memory of steps', () => {
  it('is bounded: the oldest steps go first', () => {
    const big = (serial: number) => `${serial}`.padEnd(10 * 1024 * 1024, 'x')
    const history = new GraphHistory(big(0))
    for (let serial = 1; serial <= 10; serial++) history.record(big(serial))
    let steps = 0
    let oldest = ''
    for (let state = history.undo(); state !== null; state = history.undo()) {
      steps++
      oldest = state.slice(0, 2)
    }
    expect(steps).toBe(4)
    expect(oldest).toBe('6x')
  })

  it('keeps one step, however large', () => {
    const huge = 'x'.repeat(60 * 1024 * 1024)
    const history = new GraphHistory(huge)
    expect(history.record('y')).toBe(true)
    expect(history.undo()).toBe(huge)
  })

  it('an equal state is no step', () => {
    const history = new GraphHistory('a')
    expect(history.record('a')).toBe(false)
    expect(history.canUndo).toBe(false)
  })
})
