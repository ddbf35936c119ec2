import type { ListedSetting } from './useSettingList'

/** The settings that what is typed finds: every word of it must begin one of theirs, or a part of an id. */
export function searchSettings(
  settings: readonly ListedSetting[],
  text: string
): readonly ListedSetting[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean)
  return settings.filter(({ words }) => hasAll(words, wanted))
}

/** Whether a text says all that is typed. */
export function isFoundBy(words: string, text: string): boolean {
  return hasAll(words, text.toLowerCase().split(/\s+/).filter(Boolean))
}

function hasAll(words: string, wanted: readonly string[]): boolean {
  return wanted.every((typed) => isBegun(words, typed))
}

/** Where a word begins, and each part of a name that is written in one: `Comfy.EditAttention`, `HTMLNode`. */
const STARTS =
  /(?<![\p{L}\p{N}])[\p{L}\p{N}]|(?<=[\p{Ll}\p{N}])\p{Lu}|(?<=\p{Lu})\p{Lu}(?=\p{Ll})|(?<=\p{L})\p{N}/gu

/** Some scripts write no spaces, so anything of theirs may be the beginning of a word. */
function isBegun(words: string, typed: string): boolean {
  const hasSpaces = /^[\p{Script=Latin}\p{N}]/u.test(typed)
  if (!hasSpaces) return words.toLowerCase().includes(typed)
  return [...words.matchAll(STARTS)].some(
    ({ index }) => words.slice(index, index + typed.length).toLowerCase() === typed
  )
}
