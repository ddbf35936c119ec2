/** Languages of the interface. */
export type Locale = 'en' | 'zh' | 'ja' | 'de'

/** Each language by its own name. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = {
  en: 'English',
  zh: '中文（简体）',
  ja: '日本語',
  de: 'Deutsch'
}

/** What the page is marked with; browsers choose typefaces by it, and screen readers voices. */
const LOCALE_TAGS: Readonly<Record<Locale, string>> = {
  en: 'en',
  zh: 'zh-Hans',
  ja: 'ja',
  de: 'de'
}

export function getLocaleTag(locale: Locale): string {
  return LOCALE_TAGS[locale]
}

/** Tags of the languages that the browser's user reads, the most preferred first; none where there is no browser. */
export const READER_TAGS: readonly string[] = toValidTags(globalThis.navigator?.languages ?? [])

/** Tags that every formatter takes: a browser started under a system's POSIX locale names `en-US@posix`. */
export function toValidTags(tags: readonly string[]): readonly string[] {
  return tags.flatMap((tag) => {
    try {
      return Intl.getCanonicalLocales(tag.split('@')[0])
    } catch {
      return []
    }
  })
}

/** Our language for a tag such as `de-AT`, or a value of ComfyUI's `Comfy.Locale` such as `zh-TW`; English for others. */
export function toLocale(tag: string): Locale {
  const language = getLanguage(tag)
  return language in LOCALE_NAMES ? (language as Locale) : 'en'
}

/** The first of the tags that is a language of ours; English when none is. */
export function choosePreferred(tags: readonly string[]): Locale {
  return toLocale(tags.find((tag) => getLanguage(tag) in LOCALE_NAMES) ?? 'en')
}

/** The first of the tags that is of this language: dates and numbers follow the region people chose in their browser. */
export function chooseRegion(locale: Locale, tags: readonly string[]): string {
  return tags.find((tag) => getLanguage(tag) === locale) ?? LOCALE_TAGS[locale]
}

function getLanguage(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0]!
}
