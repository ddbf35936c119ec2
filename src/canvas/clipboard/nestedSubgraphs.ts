import type { LGraph, Subgraph } from '@comfyorg/litegraph'
import { mintUuid } from '@/domain/uuid'
import type { SubgraphJson } from '../document/documentTypes'
import { toDefinition } from '../graph/loadDocument'
import type { CopiedItems } from './copiedItems'

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
