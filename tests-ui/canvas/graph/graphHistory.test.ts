import { describe, expect, it } from 'vitest'
import { GraphHistory } from '@/canvas/graph/graphHistory'
import type { HistoryState } from '@/canvas/graph/historyState'

/** A document of one node and nothing else. */
function makeState(text: string): HistoryState {
  return { nodes: new Map([[1, text]]), links: '', groups: '', counters: '', rest: '' }
}

describe('the memory of steps', () => {
  it('is bounded: the oldest steps go first', () => {
    const big = (serial: number) => makeState(`${serial}`.padEnd(10 * 1024 * 1024, 'x'))
    const history = new GraphHistory(big(0))
    for (let serial = 1; serial <= 10; serial++) history.record(big(serial))
    let steps = 0
    let oldest = ''
    for (let state = history.undo(); state !== null; state = history.undo()) {
      steps++
      oldest = state.nodes.get(1)!.slice(0, 2)
    }
    expect(steps).toBe(4)
    expect(oldest).toBe('6x')
  })

  it('keeps one step, however large', () => {
    const huge = makeState('x'.repeat(60 * 1024 * 1024))
    const history = new GraphHistory(huge)
    expect(history.record(makeState('y'))).toBe(true)
    expect(history.undo()).toBe(huge)
  })

  it('nodes in another order are no step: a press lays one on top', () => {
    const state = (ids: readonly number[]): HistoryState => ({
      ...makeState(''),
      nodes: new Map(ids.map((id) => [id, `node ${id}`]))
    })
    const history = new GraphHistory(state([1, 2]))
    expect(history.record(state([2, 1]))).toBe(false)
    expect(history.isSaved).toBe(true)
    expect(history.record(state([2, 3]))).toBe(true)
    expect(history.isSaved).toBe(false)
  })

  it('an equal state is no step', () => {
    const history = new GraphHistory(makeState('a'))
    expect(history.record(makeState('a'))).toBe(false)
    expect(history.canUndo).toBe(false)
  })
})
