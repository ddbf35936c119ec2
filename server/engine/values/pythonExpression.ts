import { roundHalfEven } from '../pixels/round'
import { EngineError } from './engineError'

/** Values of an expression: numbers, true and false. */
type Value = number | boolean
export type Names = Readonly<Record<string, Value>>

const fail = (type: string, message: string): never => {
  throw new EngineError(type, message)
}

const divide = (a: number, b: number) =>
  b === 0 ? fail('ZeroDivisionError', 'division by zero') : a / b

/** Python rounds quotients down, and the rest has the sign of the divisor. */
const OPERATORS: Readonly<Record<string, (a: number, b: number) => Value>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': divide,
  '//': (a, b) => Math.floor(divide(a, b)),
  '%': (a, b) => a - b * Math.floor(divide(a, b)),
  '**': (a, b) => a ** b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b
}

function roundTo(value: number, digits = 0): number {
  const scale = 10 ** digits
  return roundHalfEven(value * scale) / scale
}

const FUNCTIONS: Readonly<Record<string, (...values: number[]) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  cos: Math.cos,
  exp: Math.exp,
  float: (value = 0) => value,
  floor: Math.floor,
  int: Math.trunc,
  log: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  max: Math.max,
  min: Math.min,
  pow: Math.pow,
  round: roundTo,
  sin: Math.sin,
  sqrt: Math.sqrt,
  sum: (...values) => values.reduce((sum, value) => sum + value, 0),
  tan: Math.tan
}

const refuseSyntax = () => fail('SyntaxError', 'invalid syntax (<unknown>, line 1)')

/** What Python could read, but ComfyUI's evaluator doesn't compute. */
const refuseFeature = (name: string) =>
  fail('simpleeval.FeatureNotAvailable', `Sorry, ${name} is not available in this evaluator`)

const TOKEN =
  /\s*(?:((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|(\*\*|\/\/|[<>=!]=|[-+*/%()<>,]))/y

function tokenise(text: string): string[] {
  const tokens: string[] = []
  const reader = new RegExp(TOKEN)
  while (text.slice(reader.lastIndex).trim() !== '') {
    const [next] = text.slice(reader.lastIndex).trim()
    const match = reader.exec(text)
    if (!match && next === '{') return refuseFeature('Dict')
    if (!match && next === '[') return refuseFeature('List')
    if (!match) return refuseSyntax()
    tokens.push(match[0].trim())
  }
  return tokens
}

/** Operators of one rank, the weakest first. */
const RANKS = [
  ['<', '<=', '>', '>=', '==', '!='],
  ['+', '-'],
  ['*', '/', '//', '%']
] as const

/** Nested deeper, an expression is refused rather than the stack overrun. */
const DEEPEST = 100

/** Reads and computes at once; what is not needed (the other branch) is computed too, as nothing has effects. */
class Evaluator {
  readonly #text: string
  readonly #tokens: readonly string[]
  /** null: only the syntax is looked at. */
  readonly #names: Names | null
  #at = 0
  #depth = 0

  constructor(text: string, tokens: readonly string[], names: Names | null) {
    this.#text = text
    this.#tokens = tokens
    this.#names = names
  }

  evaluate(): Value {
    const value = this.#readChoice()
    const next = this.#tokens[this.#at]
    if (next === ',') refuseFeature('Tuple')
    if (next !== undefined) refuseSyntax()
    return value
  }

  #take(...wanted: readonly string[]): string | null {
    const token = this.#tokens[this.#at]
    if (token === undefined || !wanted.includes(token)) return null
    this.#at += 1
    return token
  }

  #expect(token: string): void {
    if (!this.#take(token)) refuseSyntax()
  }

  #readChoice(): Value {
    this.#depth += 1
    if (this.#depth > DEEPEST) fail('RecursionError', 'The expression is nested too deeply.')
    const value = this.#readOr()
    this.#depth -= 1
    if (!this.#take('if')) return value
    const condition = this.#readOr()
    this.#expect('else')
    const other = this.#readChoice()
    return condition ? value : other
  }

  #readOr(): Value {
    let value = this.#readAnd()
    while (this.#take('or')) {
      const next = this.#readAnd()
      value = value || next
    }
    return value
  }

  #readAnd(): Value {
    let value = this.#readNot()
    while (this.#take('and')) {
      const next = this.#readNot()
      value = value && next
    }
    return value
  }

  #readNot(): Value {
    let isTurned: boolean | null = null
    while (this.#take('not')) isTurned = !(isTurned ?? false)
    const value = this.#readRank(0)
    return isTurned === null ? value : Boolean(value) !== isTurned
  }

  #readRank(rank: number): Value {
    const operators = RANKS[rank]
    if (!operators) return this.#readSigned()
    let value = this.#readRank(rank + 1)
    // Comparisons in a row have to be true all of them: 1 < a < 3.
    let holds: boolean | null = null
    for (let sign = this.#take(...operators); sign; sign = this.#take(...operators)) {
      const next = this.#readRank(rank + 1)
      const result = this.#operate(sign, value, next)
      if (typeof result === 'boolean') holds = (holds ?? true) && result
      value = typeof result === 'boolean' ? next : result
    }
    return holds ?? value
  }

  #operate(sign: string, a: Value, b: Value): Value {
    return this.#names ? OPERATORS[sign]!(Number(a), Number(b)) : 0
  }

  #readSigned(): Value {
    let isNegative: boolean | null = null
    for (let sign = this.#take('+', '-'); sign; sign = this.#take('+', '-'))
      isNegative = (isNegative ?? false) !== (sign === '-')
    const value = this.#readPower()
    return isNegative === null ? value : isNegative ? -Number(value) : Number(value)
  }

  #readPower(): Value {
    const base = this.#readAtom()
    if (!this.#take('**')) return base
    return this.#operate('**', base, this.#readSigned())
  }

  #readAtom(): Value {
    const token = this.#tokens[this.#at]
    this.#at += 1
    if (token === undefined) return refuseSyntax()
    if (token === '(') {
      const value = this.#readChoice()
      this.#expect(')')
      return value
    }
    if (/^[\d.]/.test(token)) return Number(token)
    if (this.#take('(')) return this.#call(token)
    if (token === 'True' || token === 'False') return token === 'True'
    return this.#getValue(token)
  }

  #getValue(name: string): Value {
    if (!/^[A-Za-z_]/.test(name)) return refuseSyntax()
    if (!this.#names) return 0
    if (Object.hasOwn(this.#names, name)) return this.#names[name]!
    return fail(
      'simpleeval.NameNotDefined',
      `'${name}' is not defined for expression '${this.#text}'`
    )
  }

  #call(name: string): Value {
    const values: number[] = []
    while (!this.#take(')')) {
      if (values.length > 0) this.#expect(',')
      values.push(Number(this.#readChoice()))
    }
    if (!this.#names) return 0
    const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined
    if (known) return known(...values)
    return fail('simpleeval.FunctionNotDefined', `Function '${name}' not defined`)
  }
}

/**
 * Computes an expression in Python's syntax: arithmetic, comparisons, `and`, `or`, `not`, `x if y else z`, and the
 * functions of its maths.
 *
 * @throws EngineError `SyntaxError`, `ZeroDivisionError` and simpleeval's; `ValueError` for an empty text, or a result
 * that is no number
 */
export function evaluatePython(text: string, names: Names): Value {
  if (text.trim() === '') fail('ValueError', 'Expression cannot be empty.')
  const tokens = tokenise(text)
  // Python reads all of it before it computes any: a mistake in the syntax outranks an unknown name.
  new Evaluator(text, tokens, null).evaluate()
  const value = new Evaluator(text, tokens, names).evaluate()
  if (typeof value === 'number' && Number.isNaN(value)) fail('ValueError', 'math domain error')
  return value
}
