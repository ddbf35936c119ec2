import { createI18n } from 'vue-i18n'
import { compileMessages } from './compileMessage'
import { applyCurrentLocale } from './currentLocale'
import { messages as english } from './en/messages'
import type { Locale } from './locales'
import { toLocale } from './locales'
import type { MessageArgs, MessageKey, Translation } from './messageTypes'

const { global: words } = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: { en: compileMessages(english) } as Record<string, ReturnType<typeof compileMessages>>
})

const LOADERS: Readonly<Record<Exclude<Locale, 'en'>, () => Promise<Translation>>> = {
  zh: () => import('./zh/messages').then(({ messages }) => messages),
  ja: () => import('./ja/messages').then(({ messages }) => messages),
  de: () => import('./de/messages').then(({ messages }) => messages)
}

/**
 * A message in the language in use. Templates, computed values and effects that call it follow the language; a text
 * that is kept (a constant, a notice on show) stays as it was made.
 */
export function t<K extends MessageKey>(key: K, ...[values]: MessageArgs<K>): string {
  if (!values) return words.t(key)
  const named: Record<string, string | number> = { ...values }
  return typeof named.count === 'number' ? words.t(key, named, named.count) : words.t(key, named)
}

/** The language that was asked for last; what is slow to load must not come after it. */
let wanted = 'en'

/**
 * Reads the words of a language and puts it in use. Rejects when they can't be read; the language in use stays.
 * @param tag any; languages that we have no words for are English
 */
export async function applyLocale(tag: string): Promise<void> {
  const locale = toLocale(tag)
  wanted = tag
  if (locale !== 'en' && !words.availableLocales.includes(locale))
    words.setLocaleMessage(locale, compileMessages(await LOADERS[locale]()))
  if (wanted !== tag) return
  words.locale.value = locale
  applyCurrentLocale(locale, tag)
}
