import type { MessageContext } from 'vue-i18n'
import { formatNumber } from './intl'
import type { Translation } from './messageTypes'

type Write = (context: MessageContext) => string

const PLACEHOLDER = /\{(\w+)\}/
const FORM_SEPARATOR = ' | '

/** A language's words as vue-i18n takes them where it has no compiler: as functions. */
export function compileMessages(words: Translation): Record<string, Record<string, Write>> {
  return mapValues(words, (area) => mapValues(area, compileMessage))
}

/**
 * The whole syntax of our messages: `{name}`, and ` | ` between the forms for one and for many, chosen by `count`. All
 * other signs stand for themselves. Numbers are written as the language in use writes them.
 */
export function compileMessage(text: string): Write {
  // Most messages are never shown in a sitting: each is taken apart when it is first wanted.
  let write: Write | undefined
  return (context) => (write ??= compile(text))(context)
}

function compile(text: string): Write {
  const forms = text.split(FORM_SEPARATOR).map(compileForm)
  const places = forms.map((_, place) => String(place))
  return (context) => {
    const place = forms.length > 1 ? Number(context.plural(places)) : 0
    return forms[place]!(context)
  }
}

function compileForm(form: string): Write {
  // Names of placeholders stand at odd places.
  const parts = form.split(PLACEHOLDER)
  return ({ named }) =>
    parts.map((part, place) => (place % 2 === 0 ? part : writeValue(named(part)))).join('')
}

function writeValue(value: unknown): string {
  return typeof value === 'number' ? formatNumber(value) : String(value)
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]))
}
