import { t } from '@/i18n/translate'
import type {
  DocumentJson,
  GraphJson,
  RepairLog,
  SerialisedNodeId,
  SubgraphJson
} from './documentTypes'
import { listExposures } from './previewExposures'

/**
 * Gives every node of the document an id of its own: a second node with an id its graph has already, one whose number
 * can't be an id, and inner nodes whose id occurs in the root or in an earlier subgraph. New ids count on from the highest the document knows.
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
    takeIds(subgraph, taken, next, [document, ...document.subgraphs])
  }
  document.state.lastNodeId = last
  for (const subgraph of document.subgraphs) subgraph.state.lastNodeId = last
}

function findLastNodeId(document: DocumentJson): number {
  let last = isId(document.state.lastNodeId) ? document.state.lastNodeId : 0
  for (const graph of [document, ...document.subgraphs]) {
    for (const { id } of graph.nodes)
      if (typeof id === 'number' && id <= HIGHEST_ID) last = Math.max(last, id)
  }
  return last
}

/** Room for ids that are counted on. */
const HIGHEST_ID = Number.MAX_SAFE_INTEGER / 2

/** Negative numbers are a subgraph's borders, and nodes that have no id yet. */
function isId(id: SerialisedNodeId): boolean {
  return typeof id !== 'number' || (id >= 0 && id <= HIGHEST_ID)
}

/** Gives nodes ids where an earlier one of the graph has theirs, or where theirs can't be one; links stay with the earlier one. */
export function renumberDoubles(graph: GraphJson, next: () => number, log: RepairLog): void {
  const seen = new Set<SerialisedNodeId>()
  for (const node of graph.nodes) {
    if (seen.has(node.id) || !isId(node.id)) {
      const id = next()
      log.add(t('documents.doubleNode', { id: String(node.id), next: String(id) }))
      node.id = id
      for (const input of node.inputs) input.link = null
      for (const output of node.outputs) output.links = null
    }
    seen.add(node.id)
  }
}

/**
 * Gives a subgraph's nodes new ids where theirs are taken, and takes what they have then.
 * @param holders graphs that may hold instances of it
 */
export function takeIds(
  subgraph: SubgraphJson,
  taken: Set<SerialisedNodeId>,
  next: () => number,
  holders: readonly Pick<GraphJson, 'nodes'>[]
): void {
  const moved = new Map<SerialisedNodeId, number>()
  for (const node of subgraph.nodes) {
    if (taken.has(node.id)) moved.set(node.id, next())
    taken.add(moved.get(node.id) ?? node.id)
  }
  if (moved.size > 0) moveNodes(subgraph, moved, holders)
}

/** Writes new ids wherever inner nodes are named: in the subgraph's links, and in proxy lists of its instances. */
function moveNodes(
  subgraph: SubgraphJson,
  moved: ReadonlyMap<SerialisedNodeId, number>,
  holders: readonly Pick<GraphJson, 'nodes'>[]
): void {
  for (const node of subgraph.nodes) node.id = moved.get(node.id) ?? node.id
  for (const link of [...subgraph.links, ...subgraph.floatingLinks]) {
    link.origin_id = moved.get(link.origin_id) ?? link.origin_id
    link.target_id = moved.get(link.target_id) ?? link.target_id
  }
  for (const { nodes } of holders) {
    for (const node of nodes) if (node.type === subgraph.id) renameProxies(node.properties, moved)
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
  for (const exposure of listExposures({ properties })) {
    const id = moved.get(Number(exposure.sourceNodeId))
    if (id !== undefined) exposure.sourceNodeId = String(id)
  }
}

function listProxies(properties: Record<string, unknown>): unknown[][] {
  const { proxyWidgets } = properties
  return Array.isArray(proxyWidgets) ? proxyWidgets.filter(Array.isArray) : []
}
