import uFuzzy from '@leeoniya/ufuzzy'
import type { CommandId } from './commandList'
import { COMMANDS } from './commandList'

/** One command as the palette lists it. */
export type ListedCommand = (typeof COMMANDS)[number]

const FUZZY = new uFuzzy({ intraIns: 2, interIns: Infinity })

/** The palette itself is no use in it. */
const LISTED = COMMANDS.filter(({ id }) => id !== 'Parallel.CommandPalette')
const HAYSTACK = LISTED.map(({ group, label }) => `${label} ${group}`)

/**
 * Commands that match, the closest first.
 * @param recent ids of what was run last; first among equals
 */
export function searchCommands(
  text: string,
  recent: readonly CommandId[] = []
): readonly ListedCommand[] {
  const needle = text.trim()
  if (needle === '') {
    const first = recent.flatMap((id) => LISTED.filter((command) => command.id === id))
    return [...first, ...LISTED.filter((command) => !first.includes(command))]
  }
  const words = needle.toLowerCase().split(/\s+/)
  let found = LISTED.map((_, index) => index)
  for (const word of words) found = FUZZY.filter(HAYSTACK, word, found) ?? []
  return found
    .map((index) => LISTED[index]!)
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
