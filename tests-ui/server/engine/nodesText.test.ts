import { describe, expect, it } from 'vitest'
import { runNode } from '../../builders/engineNode'
import { ColorToRGBInt, ResolutionSelector } from '../../../server/engine/nodes/primitive/pickers'
import { JsonExtractString } from '../../../server/engine/nodes/text/json'
import { RegexExtract, RegexMatch, RegexReplace } from '../../../server/engine/nodes/text/regex'
import {
  CaseConverter,
  StringCompare,
  StringContains,
  StringLength,
  StringReplace,
  StringSubstring,
  StringTrim
} from '../../../server/engine/nodes/text/strings'

const flags = { case_insensitive: true, multiline: false, dotall: false }

describe('texts as in Python', () => {
  it.each([
    [-3, -1, 'öp'],
    [0, 2, 'a🙂'],
    [3, 1, ''],
    [-99, 99, 'a🙂cöpq']
  ])('StringSubstring %i:%i', async (start, end, expected) => {
    expect(await runNode(StringSubstring, { string: 'a🙂cöpq', start, end })).toEqual([expected])
  })

  it('StringLength counts characters', async () => {
    expect(await runNode(StringLength, { string: '🙂🙂' })).toEqual([2])
  })

  it.each([
    ['Capitalize', 'éCOLE à', 'École à'],
    ['Title Case', 'o’neil 2nd x_y', 'O’Neil 2Nd X_Y']
  ])('CaseConverter %s', async (mode, string, expected) => {
    expect(await runNode(CaseConverter, { string, mode })).toEqual([expected])
  })

  it('StringTrim knows Python’s white, the byte order mark not among it', async () => {
    const string = '\u001C \u0085a\uFEFF\u3000'
    expect(await runNode(StringTrim, { string, mode: 'Both' })).toEqual(['a\uFEFF'])
  })

  it('StringReplace takes the new text as it is', async () => {
    expect(await runNode(StringReplace, { string: 'a.a', find: 'a', replace: '$&' })).toEqual([
      '$&.$&'
    ])
    expect(await runNode(StringReplace, { string: 'ab', find: '', replace: '-' })).toEqual([
      '-a-b-'
    ])
  })

  it('StringContains and StringCompare fold case when asked', async () => {
    const contains = { string: 'Hello', substring: 'HELL', case_sensitive: false }
    expect(await runNode(StringContains, contains)).toEqual([true])
    const ends = { string_a: 'Hello', string_b: 'LO', mode: 'Ends With', case_sensitive: true }
    expect(await runNode(StringCompare, ends)).toEqual([false])
    expect(await runNode(StringCompare, { ...ends, case_sensitive: false })).toEqual([true])
  })

  it('JsonExtractString prints values as Python does', async () => {
    const json_string = '{"a": [1, true, null, "x"], "b": null}'
    expect(await runNode(JsonExtractString, { json_string, key: 'a' })).toEqual([
      "[1, True, None, 'x']"
    ])
    expect(await runNode(JsonExtractString, { json_string, key: 'b' })).toEqual([''])
    expect(await runNode(JsonExtractString, { json_string: 'no', key: 'b' })).toEqual([''])
  })
})

describe('patterns in Python’s syntax', () => {
  const matches = async (regex_pattern: string, string: string, options = {}) =>
    (await runNode(RegexMatch, { string, regex_pattern, ...flags, ...options }))[0]

  it.each([
    [String.raw`^(?P<x>\w+) (?P=x)$`, 'Äö äö', true],
    [String.raw`\Ab\Z`, 'a\nb', false],
    ['^b$', 'a\nb', false],
    ['a$', 'a\n', true],
    [String.raw`\bé\b`, 'e é e', true],
    [String.raw`[\w-]{2,}`, 'a-', true],
    [String.raw`[]x]`, ']', true],
    [String.raw`a{,2}b`, 'aab', true],
    ['a{x}', 'a{x}', true],
    [String.raw`\d`, '٣', true],
    [String.raw`[^\W\d]`, '4', false],
    [String.raw`a\-\/\.b`, 'a-/.b', true],
    ['(?#note)a', 'A', true],
    ['(?s)a.b', 'a\nb', true],
    [String.raw`\x41\u00e4`, 'aä', true]
  ])('%s in %j: %s', async (pattern, string, expected) => {
    expect(await matches(pattern, string)).toBe(expected)
  })

  it('multiline and case are options', async () => {
    expect(await matches('^B$', 'a\nb', { multiline: true })).toBe(true)
    expect(await matches('B', 'b', { case_insensitive: false })).toBe(false)
  })

  it('RegexMatch and RegexExtract take a wrong pattern for one that matches nothing', async () => {
    expect(await matches('(', 'a')).toBe(false)
    const inputs = {
      string: 'a',
      regex_pattern: '(',
      mode: 'All Matches',
      group_index: 1,
      ...flags
    }
    expect(await runNode(RegexExtract, inputs)).toEqual([''])
  })

  it.each([
    ['First Match', 'k1=v1'],
    ['All Matches', 'k1\nk2'],
    ['First Group', 'v1'],
    ['All Groups', 'v1\nv2']
  ])('RegexExtract %s', async (mode, expected) => {
    const inputs = {
      string: 'k1=v1;k2=v2',
      regex_pattern: String.raw`(k\d)=(v\d)`,
      mode,
      group_index: 2,
      ...flags
    }
    expect(await runNode(RegexExtract, inputs)).toEqual([expected])
  })

  it.each([
    [String.raw`(\w)(\d)`, String.raw`\2\g<1>`, 0, '1a 2b'],
    [String.raw`(?P<l>[a-z])`, String.raw`<\g<l>>`, 1, '<a>1 b2'],
    [' ', String.raw`\n`, 0, 'a1\nb2'],
    ['x*', '-', 0, '-a-1- -b-2-']
  ])('RegexReplace %s by %s', async (regex_pattern, replace, count, expected) => {
    const inputs = { string: 'a1 b2', regex_pattern, replace, count }
    expect(await runNode(RegexReplace, inputs)).toEqual([expected])
  })

  it('RegexReplace says what is wrong with a pattern or a replacement', async () => {
    const replace = (regex_pattern: string, text: string) => async () =>
      runNode(RegexReplace, { string: 'a', regex_pattern, replace: text })
    await expect(replace('(', 'x')).rejects.toMatchObject({ exceptionType: 're.error' })
    await expect(replace('a', String.raw`\1`)).rejects.toThrow('invalid group reference 1')
    await expect(replace(String.raw`\y`, 'x')).rejects.toThrow('bad escape')
  })
})

describe('values picked', () => {
  it('ColorToRGBInt', async () => {
    expect(await runNode(ColorToRGBInt, { color: '#1e90ff' })).toEqual([0x1e_90_ff, '#1e90ff', 1])
    expect(await runNode(ColorToRGBInt, { color: '#00000080' })).toEqual([0, '#000000', 128 / 255])
    await expect(async () => runNode(ColorToRGBInt, { color: 'red' })).rejects.toThrow('#RRGGBB')
  })

  it('ResolutionSelector', async () => {
    const inputs = { aspect_ratio: '16:9 (Widescreen)', megapixels: 1, multiple: 8 }
    expect(await runNode(ResolutionSelector, inputs)).toEqual([1368, 768])
  })
})
