import uFuzzy from '@leeoniya/ufuzzy'
import type { ListedCommand } from './useCommands'

let fuzzy: uFuzzy | null = null
/** Made at the first search: it compiles its expressions for ten milliseconds. */
const getFuzzy = (): uFuzzy => (fuzzy ??= new uFuzzy({ intraIns: 2, interIns: Infinity }))
/** What fuzzy search knows the letters of; other scripts are searched as they are written. */
const ASCII = /^[\x20-\x7e]+$/

/**
 * Commands that match, the closest first.
 * @param recent ids of what was run last; first among equals
 */
export function searchCommands(
  commands: readonly ListedCommand[],
  text: string,
  recent: readonly string[] = []
): readonly ListedCommand[] {
  const needle = text.trim()
  if (needle === '') {
    const first = recent.flatMap((id) => commands.filter((command) => command.id === id))
    return [...first, ...commands.filter((command) => !first.includes(command))]
  }
  const words = needle.toLowerCase().split(/\s+/)
  const haystack = commands.map(({ group, label }) => `${label} ${group}`)
  let found = commands.map((_, index) => index)
  for (const word of words) {
    found = ASCII.test(word)
      ? (getFuzzy().filter(haystack, word, found) ?? [])
      : found.filter((index) => haystack[index]!.toLowerCase().includes(word))
  }
  return found
    .map((index) => commands[index]!)
    .map((command) => ({ command, rank: rankOf(command, needle.toLowerCase(), words) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ command }) => command)
}

/** How well a label fits what was typed; lower is better. */
function rankOf({ label }: ListedCommand, needle: string, words: readonly string[]): number {
  const text = label.toLowerCase()
  if (text === needle) return 0
  if (text.startsWith(needle)) return 1
  const inLabel = text.split(' ')
  return words.every((word) => inLabel.some((other) => other.startsWith(word))) ? 2 : 3
}
