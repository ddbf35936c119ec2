import { isBoxedFloat } from './boxedFloat'

/** A float as Python prints it: `3.0`, `1e+17`, `1e-05`. */
export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return '-0.0'
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    const [digits = '', exponent = '0'] = value.toExponential().split('e')
    const power = Math.abs(Number(exponent))
    return `${digits}e${Number(exponent) < 0 ? '-' : '+'}${String(power).padStart(2, '0')}`
  }
  const text = String(value)
  return text.includes('.') ? text : `${text}.0`
}

/** Whole numbers are ints, others floats: all that JSON tells us. */
export function formatNumber(value: number): string {
  if (!Number.isInteger(value)) return formatFloat(value)
  return Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
  '\\': '\\\\'
}

function escapeControl(char: string): string {
  return ESCAPES[char] ?? `\\x${(char.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`
}

function reprString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  // eslint-disable-next-line no-control-regex -- control characters are what has to be escaped here
  const escaped = text.replaceAll(/[\u0000-\u001F\u007F\\]/g, escapeControl)
  return `${quote}${quote === "'" ? escaped.replaceAll("'", String.raw`\'`) : escaped}${quote}`
}

/** A JSON value as Python's `repr` prints it. ComfyUI's error details are written this way. */
export function formatRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return formatNumber(value)
  if (typeof value === 'string') return reprString(value)
  if (isBoxedFloat(value)) return formatFloat(value.value)
  if (Array.isArray(value)) return `[${value.map(formatRepr).join(', ')}]`
  if (typeof value === 'object') {
    const pairs = Object.entries(value).map(
      ([key, item]) => `${reprString(key)}: ${formatRepr(item)}`
    )
    return `{${pairs.join(', ')}}`
  }
  return typeof value === 'bigint' ? value.toString() : `<${typeof value}>`
}

/** A JSON value as Python's `str` prints it: strings as they are, everything else as `formatRepr`. */
export function formatStr(value: unknown): string {
  return typeof value === 'string' ? value : formatRepr(value)
}

/** Escapes all but ASCII, so that the text survives in places that know only Latin-1. */
export function toAscii(json: string): string {
  // eslint-disable-next-line no-control-regex -- everything outside of ASCII is meant
  return json.replaceAll(/[^\u0000-\u007F]/g, (char) =>
    [...Array(char.length).keys()]
      .map((index) => `\\u${char.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join('')
  )
}

/** What Python calls the type of a value that came as JSON. */
export function getPythonType(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType'
  if (Array.isArray(value)) return 'list'
  switch (typeof value) {
    case 'boolean':
      return 'bool'
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float'
    case 'string':
      return 'str'
    default:
      return 'dict'
  }
}
