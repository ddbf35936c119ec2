import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readValueText } from '@/domain/valueText'

const BOX = { x: 0, y: 0, width: 512, height: 512 }
const CURVE = {
  points: [
    [0, 0],
    [1, 1]
  ],
  interpolation: 'linear'
}

describe('a value typed as JSON', () => {
  it.each([
    ['{"x": 1, "y": 2, "width": 3, "height": 4, "more": true}', BOX],
    ['{"points": [[0, 1]], "interpolation": "monotone_cubic"}', CURVE],
    ['{"points": [], "interpolation": ""}', CURVE],
    ['[{"anything": 1}, 2]', []],
    ['["#ff0000"]', ['#000000']],
    ['null', undefined]
  ])('%s is taken over where it is like %j', (text, sample) => {
    expect(readValueText(text, sample)).toEqual({ kind: 'value', value: JSON.parse(text) })
  })

  it.each([
    ['{"x": 1, "y": 2, "width": 3}', BOX, 'height'],
    ['{"x": "1", "y": 2, "width": 3, "height": 4}', BOX, 'x'],
    ['[1, 2, 3, 4]', BOX, ''],
    ['null', BOX, ''],
    ['{"points": [[0, 0], [1, "1"]], "interpolation": "linear"}', CURVE, 'points[1][1]'],
    ['{"points": 3, "interpolation": "linear"}', CURVE, 'points'],
    ['{}', [], '']
  ])('%s is not where it is to be like %j: %s', (text, sample, path) => {
    expect(readValueText(text, sample)).toEqual({ kind: 'misshapen', path })
  })

  it('that is no JSON is said to be none', () => {
    expect(readValueText('{x: 1}', BOX)).toEqual({ kind: 'noJson' })
  })

  it('of any kind is like itself', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value)
        const sample: unknown = JSON.parse(text)
        // A list is told by its first: of mixed ones only that counts.
        fc.pre(!Array.isArray(sample))
        const read = readValueText(text, sample)
        if (read.kind === 'misshapen') expect(read.path).toContain('[')
        else expect(read).toEqual({ kind: 'value', value: sample })
      })
    )
  })
})
