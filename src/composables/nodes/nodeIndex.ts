import uFuzzy from '@leeoniya/ufuzzy'
import type { NodeEntry, NodeMark } from '@/domain/nodeEntry'
import { areTypesCompatible } from '@/domain/slotTypes'

/** What a search is narrowed to; null leaves a side open. */
export interface NodeFilter {
  /** Nodes with an input that takes this type. */
  readonly input: string | null
  /** Nodes with an output that gives this type. */
  readonly output: string | null
  /** A category, with all below it. */
  readonly category: string | null
}

export const NO_FILTER: NodeFilter = { input: null, output: null, category: null }

/** Node types made ready for searching; made once per set of definitions. */
export interface NodeIndex {
  readonly entries: readonly NodeEntry[]
  /** @param recent class names, most recently used first @returns best first */
  search(text: string, filter: NodeFilter, recent: readonly string[]): readonly NodeEntry[]
}

interface Indexed {
  readonly entry: NodeEntry
  readonly title: string
  readonly name: string
}

let fuzzy: uFuzzy | null = null
/**
 * Letters of a word in order, with up to three others between two of them: `vaedec` finds VAE Decode. Made with the
 * first index: it compiles its expressions for ten milliseconds, which neither the page's start nor the first letter has.
 */
const getFuzzy = (): uFuzzy =>
  (fuzzy ??= new uFuzzy({ intraIns: 3, intraChars: '.', interIns: Infinity }))
const ASCII = /^[\x20-\x7e]+$/

/** Marks whose types documents alone find, unless the user wants them offered. */
const HIDDEN_MARKS: ReadonlySet<NodeMark> = new Set(['deprecated', 'dev'])

/** @param hidden marks whose types are not offered */
export function createNodeIndex(
  all: readonly NodeEntry[],
  hidden: ReadonlySet<NodeMark> = HIDDEN_MARKS
): NodeIndex {
  getFuzzy()
  const entries = all.filter(({ mark }) => mark === null || !hidden.has(mark))
  const indexed: readonly Indexed[] = entries.map((entry) => ({
    entry,
    title: entry.title.toLowerCase(),
    name: entry.type.toLowerCase()
  }))
  const haystack = entries.map((entry) =>
    [entry.title, entry.type, ...entry.aliases, entry.category, entry.categoryLabel]
      .join(' ')
      .toLowerCase()
  )
  return {
    entries,
    search(text, filter, recent) {
      const terms = text.toLowerCase().split(/\s+/).filter(Boolean)
      const places = new Map(recent.map((type, place) => [type, place]))
      const needle = terms.join(' ')
      return findMatches(haystack, terms)
        .map((index) => indexed[index]!)
        .filter(({ entry }) => passes(entry, filter))
        .map((item) => ({
          item,
          rank: rankOf(item, needle, terms),
          place: places.get(item.entry.type)
        }))
        .sort(
          (a, b) =>
            a.rank - b.rank ||
            (a.place ?? Infinity) - (b.place ?? Infinity) ||
            (needle ? a.item.title.length - b.item.title.length : 0) ||
            compare(a.item.title, b.item.title)
        )
        .map(({ item }) => item.entry)
    }
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

/** Every term must match, in whatever order. */
function findMatches(haystack: string[], terms: readonly string[]): number[] {
  let found = haystack.map((_, index) => index)
  for (const term of terms) {
    found = ASCII.test(term)
      ? (getFuzzy().filter(haystack, term, found) ?? [])
      : found.filter((index) => haystack[index]!.includes(term))
  }
  return found
}

/** How well a node fits what was typed; lower is better. */
function rankOf({ title, name }: Indexed, needle: string, terms: readonly string[]): number {
  if (needle === '') return 0
  if (title === needle || name === needle) return 0
  if (title.startsWith(needle)) return 1
  if (name.startsWith(needle)) return 2
  const words = title.split(/[^\p{L}\p{N}]+/u)
  if (terms.every((term) => words.some((word) => word.startsWith(term)))) return 3
  if (terms.every((term) => title.includes(term))) return 4
  return terms.every((term) => name.includes(term)) ? 5 : 6
}

function passes({ inputs, outputs, category }: NodeEntry, filter: NodeFilter): boolean {
  if (filter.category !== null && !isBelow(category, filter.category)) return false
  const { input, output } = filter
  if (input !== null && !inputs.some(({ type }) => areTypesCompatible(type, input))) return false
  return output === null || outputs.some(({ type }) => areTypesCompatible(type, output))
}

function isBelow(category: string, above: string): boolean {
  return category === above || category.startsWith(`${above}/`)
}
