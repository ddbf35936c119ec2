/** Repeats that a pattern may have: each multiplies the time that a match can take by the length of the entry. */
const MAX_REPEATS = 3

/**
 * What a filter of a list leaves: entries that contain it, whatever their case; between slashes it is a pattern. A
 * document may come from anywhere, so a pattern that could take for ever is a text like any other.
 */
export function readFilter(filter: string): (entry: string) => boolean {
  const source = /^\/(.+)\/$/.exec(filter)?.[1]
  const pattern = source === undefined ? null : readPattern(source)
  if (pattern) return (entry) => pattern.test(entry)
  const text = filter.toLowerCase()
  return (entry) => entry.toLowerCase().includes(text)
}

function readPattern(source: string): RegExp | null {
  const repeats = source.match(/[*+{]/g)?.length ?? 0
  if (repeats > MAX_REPEATS || /\)[*+{]/.test(source)) return null
  try {
    return new RegExp(source)
  } catch {
    return null
  }
}
