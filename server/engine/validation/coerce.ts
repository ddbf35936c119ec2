import { formatRepr, formatStr } from '../values/pythonText'

/** What came of turning a value into the type of its input. */
export type Coercion =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string }

const PYTHON_NAMES: Readonly<Record<string, string>> = { object: 'dict', undefined: 'NoneType' }

function pythonTypeName(value: unknown): string {
  if (value === null) return 'NoneType'
  return Array.isArray(value) ? 'list' : (PYTHON_NAMES[typeof value] ?? typeof value)
}

const INT_TEXT = /^[+-]?\d+(?:_\d+)*$/
const FLOAT_TEXT = /^[+-]?(?:(?:\d+(?:_\d+)*)?\.?(?:\d+(?:_\d+)*)?)(?:e[+-]?\d+(?:_\d+)*)?$/i
const SPECIAL_FLOATS: Readonly<Record<string, number>> = {
  inf: Infinity,
  infinity: Infinity,
  nan: Number.NaN
}

/** Python's `int(value)`. */
function toInt(value: unknown): Coercion {
  if (typeof value === 'number') return { ok: true, value: Math.trunc(value) }
  if (typeof value === 'boolean') return { ok: true, value: Number(value) }
  if (typeof value !== 'string') {
    const name = pythonTypeName(value)
    const reason = `int() argument must be a string, a bytes-like object or a real number, not '${name}'`
    return { ok: false, reason }
  }
  const text = value.trim()
  if (INT_TEXT.test(text)) return { ok: true, value: Number(text.replaceAll('_', '')) }
  return { ok: false, reason: `invalid literal for int() with base 10: ${formatRepr(value)}` }
}

function parseFloatText(text: string): number | null {
  const special = SPECIAL_FLOATS[text.replace(/^[+-]/, '').toLowerCase()]
  if (special !== undefined) return text.startsWith('-') ? -special : special
  if (!FLOAT_TEXT.test(text) || !/^[+-]?\.?\d/.test(text)) return null
  return Number(text.replaceAll('_', ''))
}

/** Python's `float(value)`. */
function toFloat(value: unknown): Coercion {
  if (typeof value === 'number') return { ok: true, value }
  if (typeof value === 'boolean') return { ok: true, value: Number(value) }
  if (typeof value !== 'string') {
    const reason = `float() argument must be a string or a real number, not '${pythonTypeName(value)}'`
    return { ok: false, reason }
  }
  const number = parseFloatText(value.trim())
  if (number !== null) return { ok: true, value: number }
  return { ok: false, reason: `could not convert string to float: ${formatRepr(value)}` }
}

/** Python's `bool(value)`: empty texts, lists and objects are false. */
function toBoolean(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return Boolean(value)
  return (Array.isArray(value) ? value : Object.keys(value)).length > 0
}

/** `{"__value__": [...]}` is how an array is sent that is no link. */
export function unwrapValue(value: unknown): unknown {
  const wrapped = typeof value === 'object' && value !== null && '__value__' in value
  return wrapped ? (value as { __value__: unknown }).__value__ : value
}

/** Turns a value of the prompt into the type of its input, as Python's constructors would. */
export function coerceValue(value: unknown, type: unknown): Coercion {
  switch (type) {
    case 'INT':
      return toInt(value)
    case 'FLOAT':
      return toFloat(value)
    case 'STRING':
      return { ok: true, value: formatStr(value) }
    case 'BOOLEAN':
      return { ok: true, value: toBoolean(value) }
    default:
      return { ok: true, value }
  }
}
