import { describe, expect, it } from 'vitest'
import { runNode } from '../../builders/engineNode'
import { ComfyMathExpression } from '../../../server/engine/nodes/primitive/maths'
import { evaluatePython } from '../../../server/engine/values/pythonExpression'

const compute = (text: string) => evaluatePython(text, { a: 7, b: 0.5, yes: true })

describe('expressions as Python computes them', () => {
  it.each([
    ['a * 2 + b', 14.5],
    ['-2 ** 2', -4],
    ['2 ** 3 ** 2', 512],
    ['2 ** -1', 0.5],
    ['-7 // 2', -4],
    ['-7 % 3', 2],
    ['7 % -3', -2],
    ['(1 + 2) * 3 - -1', 10],
    ['1 < a < 10', true],
    ['1 < a < 5', false],
    ['not a == 7', false],
    ['not not yes', true],
    ['0 or 3 and 2', 2],
    ['1 if a > 9 else 2 if yes else 3', 2],
    ['round(2.5) + round(3.5)', 6],
    ['round(1.256, 2)', 1.26],
    ['max(a, 3, b) + int(-1.5)', 6],
    ['1e3 + .5', 1000.5],
    ['yes + yes', 2]
  ])('%s is %s', (text, value) => {
    expect(compute(text)).toBe(value)
  })

  it.each([
    ['a / 0', 'ZeroDivisionError'],
    ['a // 0', 'ZeroDivisionError'],
    ['c', 'simpleeval.NameNotDefined'],
    ['constructor(1)', 'simpleeval.FunctionNotDefined'],
    ['toString', 'simpleeval.NameNotDefined'],
    ['1 +', 'SyntaxError'],
    ['1 2', 'SyntaxError'],
    ['a.b', 'SyntaxError'],
    ['"x"', 'SyntaxError'],
    ['(1', 'SyntaxError'],
    ['sqrt(-1)', 'ValueError'],
    ['('.repeat(5000), 'RecursionError']
  ])('%.20s is a %s', (text, exceptionType) => {
    expect(() => compute(text)).toThrow(expect.objectContaining({ exceptionType }))
  })

  it('ComfyMathExpression gives the result as all three types', async () => {
    const run = (expression: string) =>
      runNode(ComfyMathExpression, { expression, values: { a: -3.7 } })
    expect(await run('a')).toEqual([-3.7, -3, true])
    expect(await run('a > 0')).toEqual([0, 0, false])
    await expect(async () => run('10.0 ** 400')).rejects.toThrow('too large')
  })
})
