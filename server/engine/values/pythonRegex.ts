import { EngineError } from './engineError'

export interface RegexFlags {
  readonly case_insensitive: boolean
  readonly multiline: boolean
  readonly dotall: boolean
}

const WORD = String.raw`[\p{L}\p{N}_]`
/** The end of the text. */
const END = String.raw`(?![\s\S])`
const START = String.raw`(?<![\s\S])`

/** Python's classes are those of Unicode. */
const CLASSES: Readonly<Record<string, string>> = {
  d: String.raw`\p{Nd}`,
  D: String.raw`\P{Nd}`,
  w: WORD,
  W: String.raw`[^\p{L}\p{N}_]`,
  s: String.raw`[\s\x1c-\x1f\x85]`,
  S: String.raw`[^\s\x1c-\x1f\x85]`
}
const BOUNDARY = `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`
const NO_BOUNDARY = `(?:(?<=${WORD})(?=${WORD})|(?<!${WORD})(?!${WORD}))`

const ANCHORS: Readonly<Record<string, string>> = {
  A: START,
  Z: END,
  b: BOUNDARY,
  B: NO_BOUNDARY,
  a: String.raw`\x07`
}

const PUNCTUATION = /[!-/:-@[-`{-~]/

function fail(message: string, position: number): never {
  throw new EngineError('re.error', `${message} at position ${position}`)
}

/** Turns a pattern of Python's `re` into one of JavaScript's with the flag `v`. */
class PatternReader {
  readonly #text: string
  readonly #flags: RegexFlags
  readonly inlineFlags = new Set<string>()
  #at = 0

  constructor(text: string, flags: RegexFlags) {
    this.#text = text
    this.#flags = flags
    const inline = /^\(\?([aiLmsux]+)\)/.exec(text)
    if (!inline) return
    for (const flag of inline[1]!) this.inlineFlags.add(flag)
    this.#at = inline[0].length
  }

  read(): string {
    let source = ''
    while (this.#at < this.#text.length) source += this.#readNext()
    return source
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    const sticky = new RegExp(pattern.source, 'sy')
    sticky.lastIndex = this.#at
    const match = sticky.exec(this.#text)
    if (match) this.#at += match[0].length
    return match
  }

  #readNext(): string {
    const char = this.#text[this.#at]!
    if (char === '\\') return this.#readEscape(false)
    if (char === '[') return this.#readClass()
    if (char === '(') return this.#readGroup()
    if (char === '{') return this.#readBrace()
    this.#at += 1
    const isMultiline = this.#flags.multiline || this.inlineFlags.has('m')
    if (char === '^') return isMultiline ? String.raw`(?<=\n|${START})` : START
    if (char === '$') return isMultiline ? String.raw`(?=\n|${END})` : String.raw`(?=\n?${END})`
    if (char === '.')
      return this.#flags.dotall || this.inlineFlags.has('s')
        ? String.raw`[\s\S]`
        : String.raw`[^\n]`
    if (
      char === '+' &&
      /[*+?}]/.test(this.#text[this.#at - 2] ?? '') &&
      this.#text[this.#at - 3] !== '\\'
    )
      fail('possessive quantifiers are not supported', this.#at - 1)
    return /[}\]/-]/.test(char) ? `\\${char}` : char
  }

  #readEscape(inClass: boolean): string {
    const start = this.#at
    const wide = this.#take(/\\U([0-9a-fA-F]{8})/)
    if (wide) return String.raw`\u{${wide[1]!}}`
    const known = this.#take(/\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[nrtfv0]|[1-9]\d?)/)
    if (known) return known[0]
    const char = this.#take(/\\(.)/)?.[1]
    if (char === undefined) return fail('bad escape (end of pattern)', start)
    if (char === 'b' && inClass) return String.raw`\x08`
    const meaning = CLASSES[char] ?? (inClass && char !== 'a' ? undefined : ANCHORS[char])
    if (meaning !== undefined) return meaning
    if (/[A-Za-z]/.test(char)) return fail(`bad escape \\${char}`, start)
    return PUNCTUATION.test(char)
      ? String.raw`\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`
      : char
  }

  #readClass(): string {
    const start = this.#at
    const opening = this.#take(/\[\^?/)![0]
    let source = opening
    for (let first = true; ; first = false) {
      const char = this.#text[this.#at]
      if (char === undefined) return fail('unterminated character set', start)
      if (char === ']' && !first) break
      if (char === '\\') {
        source += this.#readEscape(true)
        continue
      }
      this.#at += 1
      const isRange = char === '-' && !first && this.#text[this.#at] !== ']'
      source +=
        isRange || !PUNCTUATION.test(char) ? char : String.raw`\x${char.charCodeAt(0).toString(16)}`
    }
    this.#at += 1
    return `${source}]`
  }

  #readGroup(): string {
    const start = this.#at
    const named = this.#take(/\(\?P<([A-Za-z_]\w*)>/)
    if (named) return `(?<${named[1]!}>`
    const back = this.#take(/\(\?P=([A-Za-z_]\w*)\)/)
    if (back) return String.raw`\k<${back[1]!}>`
    if (this.#take(/\(\?#[^)]*\)/)) return ''
    const opening = this.#take(/\((?:\?(?::|=|!|<=|<!))?/)![0]
    if (this.#text[this.#at] === '?') return fail('unknown extension', start)
    return opening
  }

  /** A brace that is no quantifier is a brace. */
  #readBrace(): string {
    const quantifier = this.#take(/\{(\d*)(,?)(\d*)\}/)
    if (quantifier && (quantifier[1] || quantifier[3])) {
      return `{${quantifier[1] || '0'}${quantifier[2]!}${quantifier[3]!}}`
    }
    if (quantifier) this.#at -= quantifier[0].length
    this.#at += 1
    return String.raw`\{`
  }
}

/**
 * Compiles a pattern in Python's syntax. What JavaScript has no counterpart for (atomic groups, conditions, possessive
 * quantifiers) is an error.
 *
 * @throws EngineError `re.error`
 */
export function compilePython(pattern: string, flags: RegexFlags): RegExp {
  const reader = new PatternReader(pattern, flags)
  const source = reader.read()
  const isCaseless = flags.case_insensitive || reader.inlineFlags.has('i')
  try {
    return new RegExp(source, isCaseless ? 'giv' : 'gv')
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    throw new EngineError('re.error', text.replace(/^Invalid regular expression: /, ''))
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  f: '\f',
  v: '\v',
  a: '\u0007',
  b: '\b',
  '\\': '\\'
}

/** What a replacement in Python's syntax (`\1`, `\g<name>`, `\n`) becomes for a match. */
export function expandReplacement(template: string, match: RegExpMatchArray): string {
  return template.replaceAll(/\\(?:g<(\w+)>|(\d{1,2})|(.))/gs, (whole, name, digits, char) => {
    const key = (name ?? digits) as string | undefined
    if (key !== undefined) {
      const isNumber = /^\d+$/.test(key)
      const known = isNumber ? Number(key) < match.length : key in (match.groups ?? {})
      if (!known) throw new EngineError('re.error', `invalid group reference ${key}`)
      return (isNumber ? match[Number(key)] : match.groups?.[key]) ?? ''
    }
    const escaped = ESCAPES[char as string]
    if (escaped === undefined && /[A-Za-z]/.test(char as string))
      throw new EngineError('re.error', `bad escape ${whole}`)
    return escaped ?? whole
  })
}
