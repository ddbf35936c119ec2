import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toExecutionId } from '@/domain/ids'
import type { NodeProgress } from '@/domain/nodeProgress'
import { combineNodeProgress, getNodeFraction, toPercent } from '@/domain/nodeProgress'
import { hasRestarted, makePromptProgress, nextHighWater } from '@/domain/promptProgress'

function makeNode(state: NodeProgress['state'], value = 0, max = 1): NodeProgress {
  return { state, value, max, displayNodeId: toExecutionId('1') }
}

describe('percent', () => {
  it.each([
    [0.324, 32],
    [1.5, 100],
    [-0.25, 0],
    [null, 0],
    [undefined, 0],
    [Number.NaN, 0],
    [0.005, 1]
  ])('[B35] %s is shown as %s', (fraction, percent) => {
    expect(toPercent(fraction)).toBe(percent)
  })

  it('[B35] is a whole number between 0 and 100 for every value and max', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), (value, max) => {
        const percent = toPercent(getNodeFraction({ value, max }))
        expect(Number.isInteger(percent)).toBe(true)
        expect(percent).toBeGreaterThanOrEqual(0)
        expect(percent).toBeLessThanOrEqual(100)
      })
    )
  })

  it('[B35] a max of 0 counts as nothing done', () => {
    expect(getNodeFraction({ value: 3, max: 0 })).toBe(0)
  })
})

describe('subgraph nodes', () => {
  it('[B34] an error inside wins over everything', () => {
    const shown = combineNodeProgress([
      makeNode('running', 1, 4),
      makeNode('error'),
      makeNode('finished', 1, 1)
    ])
    expect(shown?.state).toBe('error')
  })

  it('[B34] show the slowest of what runs inside', () => {
    const shown = combineNodeProgress([
      makeNode('running', 3, 4),
      makeNode('running', 1, 4),
      makeNode('finished', 1, 1)
    ])
    expect(shown).toMatchObject({ state: 'running', value: 1, max: 4 })
  })

  it('[B34] are finished when all inside are, and show nothing when nothing inside has a state', () => {
    expect(
      combineNodeProgress([makeNode('finished', 1, 1), makeNode('finished', 1, 1)])?.state
    ).toBe('finished')
    expect(combineNodeProgress([])).toBeNull()
  })
})

describe('progress of a prompt', () => {
  it('[B36] counts nodes done and the steps of those that run', () => {
    expect(makePromptProgress(4, 2, 0.5)).toEqual({
      fraction: 0.625,
      percent: 63,
      done: 2,
      total: 4
    })
  })

  it('[B36] never passes the whole, nor divides by nothing', () => {
    expect(makePromptProgress(0, 0, 0).fraction).toBe(0)
    expect(makePromptProgress(1, 3, 2).fraction).toBe(1)
  })

  it('[B36] does not fall when steps arrive out of order', () => {
    const before = { progress: makeNode('running', 6, 8), highWater: 0.75 }
    expect(nextHighWater(before, makeNode('running', 5, 8))).toBe(0.75)
    expect(nextHighWater(before, makeNode('running', 7, 8))).toBe(0.875)
  })

  it('[B36] begins anew when a node restarts', () => {
    expect(hasRestarted(makeNode('finished', 8, 8), makeNode('running', 0, 1))).toBe(true)
    expect(hasRestarted(makeNode('running', 3, 8), makeNode('running', 0, 8))).toBe(true)
    expect(hasRestarted(makeNode('running', 0, 1), makeNode('running', 0, 8))).toBe(false)
    const before = { progress: makeNode('finished', 8, 8), highWater: 1 }
    expect(nextHighWater(before, makeNode('running', 1, 8))).toBe(0.125)
  })
})
