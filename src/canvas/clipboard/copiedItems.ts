import { copyJson, isObject, toList } from '../document/coerce'
import type { GraphJson, RepairLog, SubgraphJson } from '../document/documentTypes'
import { assertWithinLimits } from '../document/limits'
import { readGraph } from '../document/readGraph'
import { readSubgraph } from '../document/readSubgraph'

/** What was copied from a canvas: items with the links into them, and the definitions of copied instances. */
export interface CopiedItems extends Pick<GraphJson, 'nodes' | 'groups' | 'reroutes' | 'links'> {
  readonly subgraphs: SubgraphJson[]
}

/** Nobody is told of repairs of what is pasted. */
export const IGNORED: RepairLog = { add() {} }

/** Attribute under which ComfyUI's pages put copied items on the system's clipboard. */
const ATTRIBUTE = 'data-metadata'

/** @returns null for what was not copied from a canvas */
export function readCopied(text: string | null): CopiedItems | null {
  const value = parse(text)
  if (!isObject(value) || !Array.isArray(value.nodes)) return null
  const { nodes, groups, reroutes, links } = readGraph(copyJson(value), IGNORED)
  const read = toList(value.subgraphs)
    .map((entry) => readSubgraph(entry, IGNORED))
    .filter((entry) => entry !== null)
  // One that is nested in another too may have been copied with both.
  const subgraphs = [...new Map(read.map((subgraph) => [subgraph.id, subgraph])).values()]
  const isEmpty = nodes.length + groups.length + reroutes.length === 0
  return isEmpty ? null : { nodes, groups, reroutes, links, subgraphs }
}

/** Copied items for the system's clipboard, where pages of other browsers find them too. */
export function toClipboardHtml(copied: string): string {
  const bytes = new TextEncoder().encode(copied)
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return `<meta charset="utf-8"><div><span ${ATTRIBUTE}="${btoa(binary)}"></span></div>`
}

/** @returns the text of copied items; null when the markup holds none */
export function fromClipboardHtml(html: string): string | null {
  const encoded = new RegExp(`${ATTRIBUTE}="([A-Za-z0-9+/=]+)"`).exec(html)?.[1]
  if (!encoded) return null
  try {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
    return new TextDecoder().decode(bytes)
  } catch {
    return null
  }
}

function parse(text: string | null): unknown {
  if (!text) return null
  try {
    const value: unknown = JSON.parse(text)
    assertWithinLimits(value)
    return value
  } catch {
    return null
  }
}
