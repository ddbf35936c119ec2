import type { DocumentJson, GraphJson, RepairLog, SerialisedNodeId } from './documentTypes'

/**
 * Gives every node of the document an id of its own: a second node with an id its graph has already, and inner
 * nodes whose id occurs in the root or in an earlier subgraph. New ids count on from the highest the document knows.
 * Links stay with the first holder of an id, which is the one they were made for.
 */
export function renumberNodes(document: DocumentJson, log: RepairLog): void {
  let last = findLastNodeId(document)
  const next = () => ++last
  const taken = new Set<SerialisedNodeId>()
  renumberDoubles(document, next, log)
  for (const node of document.nodes) taken.add(node.id)
  for (const subgraph of document.subgraphs) {
    renumberDoubles(subgraph, next, log)
    const moved = new Map<SerialisedNodeId, number>()
    for (const node of subgraph.nodes) {
      if (taken.has(node.id)) moved.set(node.id, next())
      taken.add(moved.get(node.id) ?? node.id)
    }
    if (moved.size > 0) applyIds(document, subgraph, moved)
  }
  document.state.lastNodeId = last
  for (const subgraph of document.subgraphs) subgraph.state.lastNodeId = last
}

function findLastNodeId(document: DocumentJson): number {
  let last = 0
  for (const graph of [document, ...document.subgraphs]) {
    last = Math.max(last, graph.state.lastNodeId)
    for (const { id } of graph.nodes) if (typeof id === 'number') last = Math.max(last, id)
  }
  return last
}

function renumberDoubles(graph: GraphJson, next: () => number, log: RepairLog): void {
  const seen = new Set<SerialisedNodeId>()
  for (const node of graph.nodes) {
    if (seen.has(node.id)) {
      const id = next()
      log.add(`Two nodes have the id ${node.id}; the second is ${id} now, without links.`)
      node.id = id
      for (const input of node.inputs) input.link = null
      for (const output of node.outputs) output.links = null
    }
    seen.add(node.id)
  }
}

/** Writes new ids wherever inner nodes are named: in the subgraph's links, and in proxy lists of its instances. */
function applyIds(
  document: DocumentJson,
  subgraph: DocumentJson['subgraphs'][number],
  moved: ReadonlyMap<SerialisedNodeId, number>
): void {
  for (const node of subgraph.nodes) node.id = moved.get(node.id) ?? node.id
  for (const link of [...subgraph.links, ...subgraph.floatingLinks]) {
    link.origin_id = moved.get(link.origin_id) ?? link.origin_id
    link.target_id = moved.get(link.target_id) ?? link.target_id
  }
  for (const graph of [document, ...document.subgraphs]) {
    for (const node of graph.nodes)
      if (node.type === subgraph.id) renameProxies(node.properties, moved)
  }
}

function renameProxies(
  properties: Record<string, unknown>,
  moved: ReadonlyMap<SerialisedNodeId, number>
): void {
  for (const entry of listProxies(properties)) {
    const id = moved.get(Number(entry[0]))
    if (id !== undefined) entry[0] = String(id)
  }
  for (const exposure of listExposures(properties)) {
    const id = moved.get(Number(exposure.sourceNodeId))
    if (id !== undefined) exposure.sourceNodeId = String(id)
  }
}

function listProxies(properties: Record<string, unknown>): unknown[][] {
  const { proxyWidgets } = properties
  return Array.isArray(proxyWidgets) ? proxyWidgets.filter(Array.isArray) : []
}

function listExposures(properties: Record<string, unknown>): { sourceNodeId?: unknown }[] {
  const { previewExposures } = properties
  return Array.isArray(previewExposures)
    ? previewExposures.filter((entry) => typeof entry === 'object' && entry !== null)
    : []
}
