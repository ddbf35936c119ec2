import { isNodeState } from '@/protocol/messageChecks'
import type { NodeStateWire } from '@/protocol/messages'

type Nodes = Readonly<Record<string, NodeStateWire>>

/** Where in a text a node stands: from what is before its id to the end of its object. */
interface NodePlace {
  readonly id: string
  readonly from: number
  readonly to: number
}

/** A snapshot cut into its nodes. */
export interface CutSnapshot {
  readonly text: string
  readonly nodes: Nodes
  /** In the order of the text. */
  readonly places: readonly NodePlace[]
}

/** How servers write the message up to its first node. */
const HEAD = /\{"type": ?"progress_state", ?"data": ?\{"prompt_id": ?"[\w-]+", ?"nodes": ?\{(?=")/y
/** What leads to the object of the first node, and to that of any further one. */
const FIRST = /"([\w.:-]+)": ?(?=\{)/y
const FURTHER = /, ?"([\w.:-]+)": ?(?=\{)/y

/** Braces around the nodes: the message's, its data's, that of the nodes together. */
const OUTER_BRACES = 3

/**
 * Cuts a text that was parsed. With as many braces as nodes no object lies within a node's, no string holds one, and no
 * node comes twice: so the first closing brace behind a node's opening one is its own.
 * @returns null when it is written in another way
 */
export function cutSnapshot(text: string, nodes: Nodes): CutSnapshot | null {
  HEAD.lastIndex = 0
  const count = Object.keys(nodes).length
  if (!HEAD.test(text) || count === 0 || countBraces(text) !== count + OUTER_BRACES) return null
  const places: NodePlace[] = []
  for (let at = HEAD.lastIndex; ;) {
    const place = findNode(text, at, places.length === 0)
    if (!place) break
    if (!Object.hasOwn(nodes, place.id)) return null
    places.push(place)
    at = place.to
  }
  return places.length === count ? { text, nodes, places } : null
}

/**
 * Reads a text against an earlier one of its prompt. Most nodes say what they said then, which is compared as fast as
 * memory is read; those that say something else, and those that come behind them, are parsed one by one.
 * @returns null when more differs, such as a node that has gone
 */
export function readAgainst(base: CutSnapshot, text: string): CutSnapshot | null {
  const [first] = base.places
  const last = base.places.at(-1)
  if (!first || !last || !isEqualPart(base.text, 0, first.from, text, 0)) return null
  const nodes: Record<string, NodeStateWire> = { ...base.nodes }
  const places: NodePlace[] = []
  let at = first.from
  for (const { id, from, to } of base.places) {
    const isSame = isEqualPart(base.text, from, to, text, at)
    const place = isSame
      ? { id, from: at, to: at + to - from }
      : readNode(text, at, nodes, places.length === 0)
    if (place?.id !== id) return null
    places.push(place)
    at = place.to
  }
  for (let place = readNode(text, at, nodes); place; place = readNode(text, at, nodes)) {
    // A second node of the same id, or one that is no id.
    if (place.id in base.nodes || places.some(({ id }) => id === place.id)) return null
    places.push(place)
    at = place.to
  }
  return text.slice(at) === base.text.slice(last.to) ? { text, nodes, places } : null
}

function countBraces(text: string): number {
  let count = 0
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) count++
  return count
}

/** Slices are compared as memory is; `startsWith` goes character by character. */
function isEqualPart(a: string, from: number, to: number, b: string, at: number): boolean {
  return a.slice(from, to) === b.slice(at, at + to - from)
}

function findNode(text: string, at: number, isFirst: boolean): NodePlace | null {
  const pattern = isFirst ? FIRST : FURTHER
  pattern.lastIndex = at
  const id = pattern.exec(text)?.[1]
  const end = id === undefined ? -1 : text.indexOf('}', pattern.lastIndex)
  return id === undefined || end < 0 ? null : { id, from: at, to: end + 1 }
}

/** Reads one node into the others. A text that is cut too early, at a brace within a string, is no JSON. */
function readNode(
  text: string,
  at: number,
  nodes: Record<string, NodeStateWire>,
  isFirst = false
): NodePlace | null {
  const place = findNode(text, at, isFirst)
  if (!place || place.id in Object.prototype) return null
  try {
    const node: unknown = JSON.parse(text.slice(text.indexOf('{', at), place.to))
    if (!isNodeState(node)) return null
    nodes[place.id] = node
    return place
  } catch {
    return null
  }
}
