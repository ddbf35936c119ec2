import { describe, expect, it } from 'vitest'
import { isFoundBy } from '@/composables/settings/searchSettings'

const WORDS = 'Step of weights (prompt) Editing text Comfy.EditAttention.Delta Comfy.HTMLNode2D'

describe('searching settings', () => {
  it.each([
    ['attention', 'a later part of a name written in one'],
    ['editatt', 'the name as a whole'],
    ['delta', 'a part after a dot'],
    ['comfy.edit', 'an id as it is written'],
    ['html', 'a part in capitals'],
    ['node2', 'what follows capitals'],
    ['2d', 'a number within a name'],
    ['prompt', 'a word in parentheses'],
    ['ATTENTION step', 'several words in any order and case']
  ])('finds by %s: %s', (typed) => {
    expect(isFoundBy(WORDS, typed)).toBe(true)
  })

  it.each(['tention', 'elta', 'tmln', 'attention colour'])('does not find by %s', (typed) => {
    expect(isFoundBy(WORDS, typed)).toBe(false)
  })

  it('finds any part of what is written without spaces', () => {
    expect(isFoundBy('画布设置', '设置')).toBe(true)
  })
})
