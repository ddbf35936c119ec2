import { formatTag } from './currentLocale'

/** Making a formatter costs more than hundreds of uses of it. */
const formatters = new Map<string, unknown>()

function getFormatter<T>(kind: string, options: object, make: (tag: string) => T): T {
  const key = `${kind} ${formatTag.value} ${JSON.stringify(options)}`
  const known = formatters.get(key) as T | undefined
  if (known) return known
  const made = make(formatTag.value)
  formatters.set(key, made)
  return made
}

/** A number as the language in use writes it. */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return getFormatter('number', options, (tag) => new Intl.NumberFormat(tag, options)).format(value)
}

/** A date or a time of day. @param at ms since the epoch */
export function formatDate(at: number, options: Intl.DateTimeFormatOptions): string {
  return getFormatter('date', options, (tag) => new Intl.DateTimeFormat(tag, options)).format(at)
}

/** `a, b and c`. */
export function formatList(items: readonly string[]): string {
  return getFormatter('list', {}, (tag) => new Intl.ListFormat(tag)).format(items)
}
