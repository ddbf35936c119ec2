import type { ShallowRef } from 'vue'
import { computed, shallowRef } from 'vue'
import type { Locale } from './locales'
import { chooseRegion, READER_TAGS } from './locales'

const current = shallowRef<Locale>('en')
const tag = shallowRef('en')

/** The language in use; every reader follows it. */
export const currentLocale: Readonly<ShallowRef<Locale>> = current

/** The language as it was asked for, which may be finer than ours (`zh-TW`), or none of ours (`fr`). */
export const currentTag: Readonly<ShallowRef<string>> = tag

/** Tag by which dates, numbers and lists are written: the language in use, as in the reader's region. */
export const formatTag = computed(() => chooseRegion(current.value, READER_TAGS))

/** Only `applyLocale` calls it, once the words are there. */
export function applyCurrentLocale(locale: Locale, asked: string): void {
  current.value = locale
  tag.value = asked
}
