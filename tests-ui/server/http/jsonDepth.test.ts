import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDeeperThan } from '../../../server/http/jsonDepth'

function measureDepth(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(measureDepth))
}

describe('isDeeperThan', () => {
  it('agrees with the depth of the parsed value, brackets and quotes in strings included', () => {
    const key = fc.constantFrom('a', '[', '{"', '\\', '"', ']}')
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom<unknown>('[[[[', '"', '\\"', '\\', 1, null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 3 })
      )
    }))
    fc.assert(
      fc.property(value, fc.nat(8), (json, limit) => {
        expect(isDeeperThan(JSON.stringify(json), limit)).toBe(measureDepth(json) > limit)
      }),
      { seed: 11, numRuns: 500 }
    )
  })

  it('comes to an end on texts that are no JSON', () => {
    expect(isDeeperThan('"never closed \\', 1)).toBe(false)
    expect(isDeeperThan(']]]]]', 1)).toBe(false)
    expect(isDeeperThan('['.repeat(100_000), 256)).toBe(true)
  })
})
