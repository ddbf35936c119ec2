import type { LGraph, LGraphCanvas } from '@comfyorg/litegraph'
import { SubgraphNode } from '@comfyorg/litegraph'
import { toDefinition } from '../graph/loadDocument'
import type { CopiedItems } from './copiedItems'
import { readCopied } from './copiedItems'
import { adoptNested, listNested } from './nestedSubgraphs'

/** Where LiteGraph, and node packs, keep what was copied last; shared by all tabs of this browser. */
const KEY = 'litegrapheditor_clipboard'

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
  writeClipboardText(JSON.stringify(toLiteGraph(adoptNested(graph, copied))))
  try {
    return paste()
  } finally {
    writeClipboardText(text)
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
    if (before === null) localStorage.removeItem(KEY)
    else writeClipboardText(before)
  }
}

function toLiteGraph({ subgraphs, ...items }: CopiedItems): object {
  return { ...items, subgraphs: subgraphs.map(toDefinition) }
}
