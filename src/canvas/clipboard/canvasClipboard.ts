import type { LGraph, LGraphCanvas, Positionable } from '@comfyorg/litegraph'
import { SubgraphNode } from '@comfyorg/litegraph'
import { toDefinition } from '../graph/loadDocument'
import type { CopiedItems } from './copiedItems'
import { readCopied } from './copiedItems'
import { adoptNested, listNested, takeFreeIds } from './nestedSubgraphs'

/** Where LiteGraph, and node packs, keep what was copied last; shared by all tabs of this browser. */
const KEY = 'litegrapheditor_clipboard'
/** px of the graph from an item to its copy, as LiteGraph has it. */
const SHIFT = 5

/** @returns what was copied last, as text; null when nothing was */
export function readClipboardText(): string | null {
  return localStorage.getItem(KEY)
}

export function writeClipboardText(text: string): void {
  localStorage.setItem(KEY, text)
}

/** Adds to what LiteGraph just copied the definitions inside of copied instances, which it leaves out. */
export function addNestedDefinitions(graph: LGraph, items: Iterable<unknown>): void {
  const instances = [...items].filter((item) => item instanceof SubgraphNode)
  const nested = listNested(
    graph.rootGraph,
    instances.map(({ subgraph }) => subgraph)
  )
  const text = readClipboardText()
  if (nested.length === 0 || text === null) return
  const copied = JSON.parse(text) as { subgraphs: unknown[] }
  copied.subgraphs.push(...nested.map((subgraph) => subgraph.clone(true).asSerialisable()))
  writeClipboardText(JSON.stringify(copied))
}

/**
 * Lets LiteGraph paste what the clipboard holds, read as carefully as a document and with all definitions it needs.
 * What was copied stays as it is, for the next paste.
 */
export function pasteChecked<T>(graph: LGraph, paste: () => T): T | undefined {
  const text = readClipboardText()
  const copied = readCopied(text)
  if (text === null || !copied) return undefined
  takeFreeIds(graph, copied)
  writeClipboardText(JSON.stringify(toLiteGraph(adoptNested(graph, copied))))
  try {
    return paste()
  } finally {
    writeClipboardText(text)
  }
}

/** Puts copies of items beside them, with the links among them, and selects the copies. */
export function duplicateItems(canvas: LGraphCanvas, items: Iterable<Positionable>): void {
  const before = readClipboardText()
  canvas.copyToClipboard(items)
  const { nodes, groups, reroutes } = readCopied(readClipboardText()) ?? {}
  const places = [
    ...(nodes ?? []).map(({ pos }) => pos),
    ...(reroutes ?? []).map(({ pos }) => pos),
    ...(groups ?? []).map(({ bounding }) => bounding)
  ]
  const [x, y] = [0, 1].map((axis) => Math.min(...places.map((place) => Number(place[axis]))))
  try {
    canvas._pasteFromClipboard({ position: [x! + SHIFT, y! + SHIFT] })
  } finally {
    restoreClipboardText(before)
  }
}

/** Pastes items that were not copied by the user, whose own stay as they are. */
export function pasteItems(
  canvas: LGraphCanvas,
  items: object,
  position: [number, number]
): ReturnType<LGraphCanvas['_pasteFromClipboard']> {
  const before = readClipboardText()
  writeClipboardText(JSON.stringify(items))
  try {
    return canvas._pasteFromClipboard({ position })
  } finally {
    restoreClipboardText(before)
  }
}

function restoreClipboardText(text: string | null): void {
  if (text === null) localStorage.removeItem(KEY)
  else writeClipboardText(text)
}

function toLiteGraph({ subgraphs, ...items }: CopiedItems): object {
  return { ...items, subgraphs: subgraphs.map(toDefinition) }
}
