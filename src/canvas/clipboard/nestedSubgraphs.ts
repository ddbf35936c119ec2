import type { LGraph, Subgraph } from '@comfyorg/litegraph'
import { mintUuid } from '@/domain/uuid'
import { copyJson } from '../document/coerce'
import type { SubgraphJson } from '../document/documentTypes'
import { renumberDoubles, takeIds } from '../document/renumberNodes'
import { toDefinition } from '../graph/loadDocument'
import type { CopiedItems } from './copiedItems'
import { IGNORED } from './copiedItems'

/** Definitions that instances inside these contain, at any depth. */
export function listNested(
  root: LGraph,
  subgraphs: readonly { readonly id: string }[]
): Subgraph[] {
  const found = new Map<string, Subgraph>()
  const visit = (id: string): void => {
    for (const { type } of root.subgraphs.get(id)?._nodes ?? []) {
      const inner = root.subgraphs.get(type)
      if (!inner || found.has(type)) continue
      found.set(type, inner)
      visit(type)
    }
  }
  for (const { id } of subgraphs) visit(id)
  return [...found.values()]
}

/**
 * Gives nodes inside of definitions that a paste makes new ids where other nodes of the document have theirs. Opening the
 * document would do so too, and could then choose others than undo and redo know.
 */
export function takeFreeIds({ rootGraph }: LGraph, copied: CopiedItems): void {
  const graphs = [rootGraph, ...rootGraph.subgraphs.values()]
  const taken = new Set(graphs.flatMap(({ _nodes }) => _nodes.map(({ id }) => id)))
  const { state } = rootGraph
  const next = () => ++state.lastNodeId
  const outer = splitDoubles(rootGraph, copied)
  for (const subgraph of copied.subgraphs) {
    const isKnown = rootGraph.subgraphs.has(subgraph.id)
    if (isKnown && !outer.has(subgraph.id)) continue
    renumberDoubles(subgraph, next, IGNORED)
    for (const { id } of subgraph.nodes)
      if (typeof id === 'number') state.lastNodeId = Math.max(state.lastNodeId, id)
    // An instance inside of another definition is of the document's own one, if that has it.
    takeIds(subgraph, taken, next, isKnown ? [copied] : [copied, ...copied.subgraphs])
  }
}

/**
 * A definition that copied instances have and other copied definitions contain too is made twice, by LiteGraph and here:
 * those inside get one of their own.
 * @returns ids of the definitions that the copied instances have
 */
function splitDoubles(rootGraph: LGraph, copied: CopiedItems): ReadonlySet<string> {
  const outer = new Set(copied.nodes.map(({ type }) => type))
  for (const subgraph of copied.subgraphs.filter(({ id }) => outer.has(id))) {
    if (rootGraph.subgraphs.has(subgraph.id)) continue
    const inside = copied.subgraphs.flatMap(({ nodes }) => nodes)
    const doubles = inside.filter(({ type }) => type === subgraph.id)
    if (doubles.length === 0) continue
    const inner = { ...copyJson(subgraph), id: mintUuid() } as SubgraphJson
    for (const node of doubles) node.type = inner.id
    copied.subgraphs.push(inner)
  }
  return outer
}

/**
 * LiteGraph pastes definitions of the copied nodes themselves. Those further inside are made here, unless the document
 * has them, with ids of their own: another open workflow may have registered the same ones (LiteGraph trap 2).
 * @returns the copied items as they are to be pasted
 */
export function adoptNested(graph: LGraph, copied: CopiedItems): CopiedItems {
  const { rootGraph } = graph
  const outer = new Set(copied.nodes.map(({ type }) => type))
  const byId = new Map(copied.subgraphs.map((subgraph) => [subgraph.id, subgraph]))
  const ids = new Map<string, string>()
  const renumber = (subgraph: SubgraphJson): SubgraphJson => ({
    ...subgraph,
    nodes: subgraph.nodes.map((node) => ({ ...node, type: adopt(node.type) }))
  })
  function adopt(type: string): string {
    const definition = byId.get(type)
    if (!definition || rootGraph.subgraphs.has(type)) return type
    const known = ids.get(type)
    if (known !== undefined) return known
    const id = mintUuid()
    // Before its content is read: a definition that contains itself must not go on for ever.
    ids.set(type, id)
    const data = toDefinition({ ...renumber(definition), id }) as never
    rootGraph.createSubgraph(data).configure(data)
    return id
  }
  return {
    ...copied,
    subgraphs: copied.subgraphs.filter(({ id }) => outer.has(id)).map(renumber)
  }
}
