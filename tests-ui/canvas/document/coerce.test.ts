import { describe, expect, it } from 'vitest'
import { toPair } from '@/canvas/document/coerce'

describe('a place of a document', () => {
  it.each([
    [
      [1, 2.5],
      [1, 2.5]
    ],
    [{ 0: 3, 1: 4 }, [3, 4]],
    [[1e300, 2], null],
    [[1, 'x'], null],
    [null, null]
  ])('%j is read as %j', (value, expected) => {
    expect(toPair(value)).toEqual(expected)
  })
})
