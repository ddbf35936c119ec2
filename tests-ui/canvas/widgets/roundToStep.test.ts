import { expect, it } from 'vitest'
import { roundToStep } from '@/canvas/widgets/numberWidgets'

const round = (value: number, options: object) => roundToStep(value, options as never)

it('a number becomes the nearest that its definition allows, counted from the lower limit', () => {
  const eights = { min: 1, max: 2048, step2: 8, precision: 0 }
  expect([1, 12, 14, 5000, -3].map((value) => round(value, eights))).toEqual([1, 9, 17, 2048, 1])
  expect(round(0.1 + 0.2, { step2: 0.1, precision: 1, round: 0.1 })).toBe(0.3)
  expect(round(0.123, { step2: 0.1, precision: 2, round: false })).toBe(0.123)
})

it('an integer stays what was typed where the lower limit is beyond what a number holds exactly', () => {
  const all = { min: -(2 ** 63), max: 2 ** 63, step2: 1, precision: 0 }
  const typed = [555, 3000, -7, 1_125_899_906_842_623, 123_456_789_012_345.4]
  expect(typed.map((value) => round(value, all))).toEqual([
    555, 3000, -7, 1_125_899_906_842_623, 123_456_789_012_345
  ])
})
