import { t } from '@/i18n/translate'
import type { DocumentJson, GraphJson, RepairLog, SubgraphJson } from './documentTypes'

/**
 * Puts definitions into an order in which each comes after those it contains, so that instances find their widgets.
 * An instance that would contain itself is left out: it could be neither shown nor run.
 */
export function sortSubgraphs(document: DocumentJson, log: RepairLog): void {
  const byId = new Map(document.subgraphs.map((subgraph) => [subgraph.id, subgraph]))
  const sorted = new Set<SubgraphJson>()
  const open = new Set<SubgraphJson>()

  function visit(subgraph: SubgraphJson): void {
    if (sorted.has(subgraph)) return
    open.add(subgraph)
    for (const node of subgraph.nodes) {
      const inner = byId.get(node.type)
      if (!inner) continue
      if (open.has(inner)) removeNode(subgraph, node.id, log)
      else visit(inner)
    }
    open.delete(subgraph)
    sorted.add(subgraph)
  }

  for (const subgraph of document.subgraphs) visit(subgraph)
  document.subgraphs = [...sorted]
}

function removeNode(graph: GraphJson & { name: string }, id: unknown, log: RepairLog): void {
  graph.nodes = graph.nodes.filter((node) => node.id !== id)
  log.add(t('documents.selfSubgraph', { name: graph.name }))
}
