import { EngineError } from '../../values/engineError'
import { compilePython, expandReplacement, type RegexFlags } from '../../values/pythonRegex'
import { defineNode } from '../defineNode'
import { boolean, combo, int, optional, string } from '../inputFields'

const MODULE = 'comfy_extras.nodes_string'
const CATEGORY = 'text'

const text = () => string({ multiline: true })
const flags = {
  case_insensitive: boolean({ advanced: true, default: true }),
  multiline: boolean({ advanced: true, default: false }),
  dotall: boolean({ advanced: true, default: false })
}

/** All matches, with those that overlap nothing; none for a pattern that is wrong, as ComfyUI has it. */
function findMatches(value: string, pattern: string, options: RegexFlags): RegExpExecArray[] {
  try {
    return [...value.matchAll(compilePython(pattern, options))]
  } catch (error) {
    if (error instanceof EngineError) return []
    throw error
  }
}

export const RegexMatch = defineNode({
  name: 'RegexMatch',
  displayName: 'Match Text',
  category: CATEGORY,
  module: MODULE,
  searchAliases: ['regex match', 'regex', 'pattern match', 'text contains', 'string match'],
  inputs: { string: text(), regex_pattern: text(), ...flags },
  outputs: [{ type: 'BOOLEAN', name: 'matches' }],
  execute: ({ string, regex_pattern, ...options }) => ({
    result: [findMatches(string, regex_pattern, options).length > 0]
  })
})

/** Python's `findall` gives the first group of each match if there are groups. */
const firstGroupOrAll = (match: RegExpExecArray) => (match.length > 1 ? match[1] : match[0]) ?? ''

export const RegexExtract = defineNode({
  name: 'RegexExtract',
  displayName: 'Extract Text',
  category: CATEGORY,
  module: MODULE,
  searchAliases: ['regex extract', 'regex', 'pattern extract', 'text parser', 'parse text'],
  inputs: {
    string: text(),
    regex_pattern: text(),
    mode: combo(['First Match', 'All Matches', 'First Group', 'All Groups']),
    ...flags,
    group_index: int({ advanced: true, default: 1, min: 0, max: 100 })
  },
  outputs: [{ type: 'STRING' }],
  execute({ string, regex_pattern, mode, group_index: group, ...options }) {
    const matches = findMatches(string, regex_pattern, options)
    const [first] = matches
    const hasGroup = (match: RegExpExecArray) => match.length - 1 >= group
    switch (mode) {
      case 'First Match':
        return { result: [first?.[0] ?? ''] }
      case 'All Matches':
        return { result: [matches.map(firstGroupOrAll).join('\n')] }
      case 'First Group':
        return { result: [first && hasGroup(first) ? (first[group] ?? '') : ''] }
      case 'All Groups': {
        const found = matches.filter((match) => match.length > 1 && hasGroup(match))
        return { result: [found.map((match) => match[group] ?? '').join('\n')] }
      }
    }
  }
})

export const RegexReplace = defineNode({
  name: 'RegexReplace',
  displayName: 'Replace Text (Regex)',
  description: 'Find and replace text using regex patterns.',
  category: CATEGORY,
  module: MODULE,
  searchAliases: ['regex replace', 'regex', 'pattern replace', 'substitution'],
  inputs: {
    string: text(),
    regex_pattern: text(),
    replace: text(),
    case_insensitive: optional(flags.case_insensitive),
    multiline: optional(flags.multiline),
    dotall: optional(
      boolean({
        tooltip:
          "When enabled, the dot (.) character will match any character including newline characters. When disabled, dots won't match newlines.",
        advanced: true,
        default: false
      })
    ),
    count: optional(
      int({
        tooltip:
          'Maximum number of replacements to make. Set to 0 to replace all occurrences (default). Set to 1 to replace only the first match, 2 for the first two matches, etc.',
        advanced: true,
        default: 0,
        min: 0,
        max: 100
      })
    )
  },
  outputs: [{ type: 'STRING' }],
  execute({ string, regex_pattern, replace, count = 0, ...given }) {
    const { case_insensitive = true, multiline = false, dotall = false } = given
    const pattern = compilePython(regex_pattern, { case_insensitive, multiline, dotall })
    let result = ''
    let end = 0
    let replaced = 0
    for (const match of string.matchAll(pattern)) {
      if (count > 0 && replaced === count) break
      result += string.slice(end, match.index) + expandReplacement(replace, match)
      end = match.index + match[0].length
      replaced += 1
    }
    return { result: [result + string.slice(end)] }
  }
})
