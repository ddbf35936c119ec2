import { defineNode } from '../defineNode'
import { boolean, combo, int, string } from '../inputFields'

const MODULE = 'comfy_extras.nodes_string'
const CATEGORY = 'text'

const text = () => string({ multiline: true })

/** A position as Python's slices count it: negative ones from the end, beyond the ends the end. */
function toPosition(index: number, length: number): number {
  return Math.max(0, Math.min(length, index < 0 ? index + length : index))
}

export const StringSubstring = defineNode({
  name: 'StringSubstring',
  displayName: 'Substring',
  category: CATEGORY,
  module: MODULE,
  searchAliases: ['substring', 'extract text', 'text portion'],
  inputs: { string: text(), start: int({}), end: int({}) },
  outputs: [{ type: 'STRING' }],
  execute({ string, start, end }) {
    // Python counts code points, not halves of surrogate pairs.
    const points = Array.from(string)
    const [from, to] = [toPosition(start, points.length), toPosition(end, points.length)]
    return { result: [points.slice(from, to).join('')] }
  }
})

export const StringLength = defineNode({
  name: 'StringLength',
  displayName: 'Text Length',
  category: CATEGORY,
  module: MODULE,
  searchAliases: ['character count', 'text size', 'string length'],
  inputs: { string: text() },
  outputs: [{ type: 'INT', name: 'length' }],
  execute: ({ string }) => ({ result: [Array.from(string).length] })
})

/** The first letter of each run of letters large, the others small; everything that is no letter parts runs. */
function toTitle(value: string): string {
  return value.replaceAll(/\p{L}+/gu, capitalise)
}

function capitalise(value: string): string {
  const [first = '', ...rest] = Array.from(value)
  // `ß` becomes `Ss`, not `SS`.
  const [large = '', ...more] = Array.from(first.toUpperCase())
  return large + [...more, ...rest].join('').toLowerCase()
}

export const CaseConverter = defineNode({
  name: 'CaseConverter',
  displayName: 'Convert Text Case',
  category: CATEGORY,
  module: MODULE,
  searchAliases: ['case converter', 'text case', 'uppercase', 'lowercase', 'capitalize'],
  inputs: { string: text(), mode: combo(['UPPERCASE', 'lowercase', 'Capitalize', 'Title Case']) },
  outputs: [{ type: 'STRING' }],
  execute({ string, mode }) {
    switch (mode) {
      case 'UPPERCASE':
        return { result: [string.toUpperCase()] }
      case 'lowercase':
        return { result: [string.toLowerCase()] }
      case 'Capitalize':
        return { result: [capitalise(string)] }
      case 'Title Case':
        return { result: [toTitle(string)] }
    }
  }
})

/** What Python takes for white: JavaScript's without the byte order mark, and a few control characters. */
const WHITE = String.raw`(?:(?!\uFEFF)[\s\x1c-\x1f\x85])+`
const LEADING = new RegExp(`^${WHITE}`, 'u')
const TRAILING = new RegExp(`${WHITE}$`, 'u')

export const StringTrim = defineNode({
  name: 'StringTrim',
  displayName: 'Trim Text',
  category: CATEGORY,
  module: MODULE,
  searchAliases: ['trim', 'clean whitespace', 'remove whitespace', 'remove spaces', 'strip'],
  inputs: { string: text(), mode: combo(['Both', 'Left', 'Right']) },
  outputs: [{ type: 'STRING' }],
  execute({ string, mode }) {
    const left = mode === 'Right' ? string : string.replace(LEADING, '')
    return { result: [mode === 'Left' ? left : left.replace(TRAILING, '')] }
  }
})

export const StringReplace = defineNode({
  name: 'StringReplace',
  displayName: 'Replace Text',
  category: CATEGORY,
  module: MODULE,
  searchAliases: ['replace', 'find and replace', 'substitute', 'swap text'],
  inputs: { string: text(), find: text(), replace: text() },
  outputs: [{ type: 'STRING' }],
  execute({ string, find, replace }) {
    if (find !== '') return { result: [string.replaceAll(find, () => replace)] }
    // Python puts the new text around every character.
    return { result: [['', ...Array.from(string), ''].join(replace)] }
  }
})

export const StringContains = defineNode({
  name: 'StringContains',
  displayName: 'Contains Text',
  category: CATEGORY,
  module: MODULE,
  searchAliases: ['contains', 'text includes', 'string includes'],
  inputs: {
    string: text(),
    substring: text(),
    case_sensitive: boolean({ advanced: true, default: true })
  },
  outputs: [{ type: 'BOOLEAN', name: 'contains' }],
  execute({ string, substring, case_sensitive }) {
    const fold = (value: string) => (case_sensitive ? value : value.toLowerCase())
    return { result: [fold(string).includes(fold(substring))] }
  }
})

const COMPARISONS = {
  'Starts With': (a: string, b: string) => a.startsWith(b),
  'Ends With': (a: string, b: string) => a.endsWith(b),
  Equal: (a: string, b: string) => a === b
} as const

export const StringCompare = defineNode({
  name: 'StringCompare',
  displayName: 'Compare Text',
  category: CATEGORY,
  module: MODULE,
  searchAliases: ['compare', 'text match', 'string equals', 'starts with', 'ends with'],
  inputs: {
    string_a: text(),
    string_b: text(),
    mode: combo(['Starts With', 'Ends With', 'Equal']),
    case_sensitive: boolean({ advanced: true, default: true })
  },
  outputs: [{ type: 'BOOLEAN' }],
  execute({ string_a, string_b, mode, case_sensitive }) {
    const fold = (value: string) => (case_sensitive ? value : value.toLowerCase())
    return { result: [COMPARISONS[mode](fold(string_a), fold(string_b))] }
  }
})
