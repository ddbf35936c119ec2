import { describe, expect, it } from 'vitest'
import { changeWeight } from '@/domain/promptWeight'

/** Marks in a text where the selection begins and ends; one mark is the caret. */
function weigh(marked: string, delta = 0.05): string | null {
  const [before = '', selected, after] = marked.split('|')
  const start = before.length
  const value = marked.replaceAll('|', '')
  const end = after === undefined ? start : start + selected!.length
  const edit = changeWeight(value, [start, end], delta)
  return edit && value.slice(0, edit.start) + edit.text + value.slice(edit.end)
}

describe('the weight of a part of a prompt', () => {
  it.each([
    ['a c|at sleeps', 'a (cat:1.05) sleeps'],
    ['a cat|, asleep', 'a (cat:1.05), asleep'],
    ['a (cat:1.05)| sleeps', null],
    ['a (c|at:1.05) sleeps', 'a (cat:1.1) sleeps'],
    ['a (cat:1.0|5) sleeps', 'a (cat:1.1) sleeps'],
    ['a |black cat| sleeps', 'a (black cat:1.05) sleeps'],
    ['a |black cat |sleeps', 'a (black cat:1.05) sleeps'],
    ['a (|black cat|:1.2)', 'a (black cat:1.25)'],
    ['a |(black cat:1.2)|', 'a (black cat:1.25)'],
    ['a (black |cat|:1.2)', 'a (black (cat:1.05):1.2)'],
    ['a (b|lack cat)', 'a (black cat:1.15)'],
    ['(a (c|at:1.5) sleeps:0.9)', '(a (cat:1.55) sleeps:0.9)'],
    ['(a (cat:1.5) sl|eeps:0.9)', '(a (cat:1.5) sleeps:0.95)'],
    ['|(a) and (b)|', '((a) and (b):1.05)'],
    ['c|at \\(animal\\)', '(cat:1.05) \\(animal\\)'],
    ['cat \\(ani|mal\\)', 'cat \\((animal:1.05)\\)'],
    ['( c|at', '( (cat:1.05)'],
    ['cat, embedding:ba|d-hands_v2, sea', 'cat, (embedding:bad-hands_v2:1.05), sea'],
    [', | ,', null],
    ['|', null]
  ])('%s counts more', (marked, expected) => {
    expect(weigh(marked)).toBe(expected)
  })

  it('less, down to below one; at one it is bare', () => {
    expect(weigh('a (c|at:1.1)', -0.05)).toBe('a (cat:1.05)')
    expect(weigh('a (c|at:1.05)', -0.05)).toBe('a cat')
    expect(weigh('a c|at', -0.05)).toBe('a (cat:0.95)')
    expect(weigh('a (c|at:0.3)', -0.1)).toBe('a (cat:0.2)')
  })
})
