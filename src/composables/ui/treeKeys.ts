/** One visible line of a tree. */
export interface TreeRow {
  readonly key: string
  /** `folder`, or what lies in folders. */
  readonly kind: string
  readonly depth: number
  readonly isOpen?: boolean
}

/** What a key does in a tree. */
export type TreeStep =
  | { readonly kind: 'none' }
  | { readonly kind: 'move'; readonly to: number }
  /** Opens or closes the folder. */
  | { readonly kind: 'toggle' }
  | { readonly kind: 'activate' }

const NONE: TreeStep = { kind: 'none' }

/**
 * The keys of a tree: arrows, Home, End and Page keys move; Right opens, Left closes or goes up; Enter and Space press.
 * @param page lines that are in view at once
 */
export function getTreeStep(
  key: string,
  rows: readonly TreeRow[],
  index: number,
  page: number
): TreeStep {
  const row = rows[index]
  if (!row) return NONE
  const last = rows.length - 1
  const moves: Record<string, number> = {
    ArrowDown: Math.min(last, index + 1),
    ArrowUp: Math.max(0, index - 1),
    PageDown: Math.min(last, index + page),
    PageUp: Math.max(0, index - page),
    Home: 0,
    End: last
  }
  const to = moves[key]
  if (to !== undefined) return { kind: 'move', to }
  if (key === 'Enter' || key === ' ') return { kind: 'activate' }
  if (key === 'ArrowRight') return stepIn(rows, index)
  return key === 'ArrowLeft' ? stepOut(rows, index) : NONE
}

function stepIn(rows: readonly TreeRow[], index: number): TreeStep {
  const row = rows[index]!
  if (row.kind !== 'folder') return NONE
  if (!row.isOpen) return { kind: 'toggle' }
  const hasChild = (rows[index + 1]?.depth ?? 0) > row.depth
  return hasChild ? { kind: 'move', to: index + 1 } : NONE
}

function stepOut(rows: readonly TreeRow[], index: number): TreeStep {
  const row = rows[index]!
  if (row.kind === 'folder' && row.isOpen) return { kind: 'toggle' }
  const parent = rows.slice(0, index).findLastIndex(({ depth }) => depth === row.depth - 1)
  return parent === -1 ? NONE : { kind: 'move', to: parent }
}

/** Letters that were typed one after the other, to go to the line that begins with them. */
export interface TypedText {
  readonly text: string
  /** Of the last letter; ms on the events' own clock. */
  readonly at: number
}

/** ms between the letters of one word */
const TYPING_PAUSE = 700

/** @returns null for a key that types nothing; a space is part of a word, and begins none */
export function typeOn(before: TypedText | null, key: string, at: number): TypedText | null {
  const isWord = before !== null && at - before.at < TYPING_PAUSE
  if ([...key].length !== 1 || (key === ' ' && !isWord)) return null
  return { text: (isWord ? before.text : '') + key.toLocaleLowerCase(), at }
}

/**
 * The line that begins with what was typed, from the current one on and round; the same letter again and again goes through
 * all that begin with it.
 * @returns -1 for none
 */
export function findTyped(labels: readonly string[], index: number, text: string): number {
  const letters = [...text]
  const isRepeated = letters.every((letter) => letter === letters[0])
  const sought = isRepeated ? letters[0]! : text
  const first = isRepeated ? index + 1 : index
  for (let step = 0; step < labels.length; step += 1) {
    const at = (first + step) % labels.length
    if (labels[at]!.toLocaleLowerCase().startsWith(sought)) return at
  }
  return -1
}

/** Place of a line among those beside it, for lists of which only a part is in the document. */
export interface Siblings {
  /** From 1. */
  readonly place: number
  readonly count: number
}

export function countSiblings(rows: readonly TreeRow[]): readonly Siblings[] {
  const groups: { count: number }[] = []
  const places = rows.map(({ depth }) => {
    groups.length = Math.min(groups.length, depth + 1)
    const group = (groups[depth] ??= { count: 0 })
    group.count += 1
    return { place: group.count, group }
  })
  return places.map(({ place, group }) => ({ place, count: group.count }))
}
