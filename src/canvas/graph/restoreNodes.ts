import type { LGraphNode } from '@comfyorg/litegraph'
import { LGraphGroup, LiteGraph, LLink } from '@comfyorg/litegraph'
import type { GraphJson, JsonObject, SerialisedNodeId } from '../document/documentTypes'
import { readGraph } from '../document/readGraph'
import { getWidgets } from '../widgets/widget'
import { dropLooseLinks } from './dropLooseLinks'
import { rememberPlace } from './exactPlaces'
import type { HistoryState } from './historyState'
import { callAfterConfigure, callOnConfigure } from './loadHooks'
import { whileLoading } from './loading'
import type { WorkflowGraph } from './workflowGraph'

type NodeIds = ReadonlySet<SerialisedNodeId>

/**
 * Brings a graph from one state of its history to another by making only those nodes anew that differ, and those linked
 * to them, as node packs remember their neighbours. The others stay the objects they are.
 * @returns the new nodes; null when the graph was left alone, since more differs than that: it has to be loaded as a whole
 */
export function restoreNodes(
  graph: WorkflowGraph,
  from: HistoryState,
  to: HistoryState
): ReadonlySet<LGraphNode> | null {
  if (from.rest !== to.rest || !isInState(graph, from)) return null
  const changed = findChanged(from, to)
  if (changed.size * 2 > to.nodes.size) return null
  return whileLoading(() => {
    const target = readParts(to, changed)
    const created = target.nodes.map(({ type, title }) => LiteGraph.createNode(type, title))
    const instances = [...changed]
      .map((id) => graph.getNodeById(id))
      .concat(created as LGraphNode[])
    // What an instance of a subgraph shows is worked out from the whole document.
    if (created.includes(null) || instances.some((node) => node?.isSubgraphNode())) return null
    const nodes = created as LGraphNode[]
    removeNodes(graph, changed)
    placeLinks(graph, target.links, changed)
    addNodes(graph, nodes, target.nodes)
    putInOrder(graph, to)
    if (from.groups !== to.groups) replaceGroups(graph, target.groups)
    setCounters(graph, to, target.links)
    graph.updateExecutionOrder()
    callOnConfigure(nodes)
    callAfterConfigure(graph, nodes)
    dropLooseLinks(graph)
    graph._version++
    graph.canvasAction((canvas) => canvas.clear())
    return new Set(nodes)
  })
}

/** Whether a graph still has the nodes of a state: nothing that counts no versions has taken or added one. */
function isInState({ _nodes }: WorkflowGraph, { nodes }: HistoryState): boolean {
  return _nodes.length === nodes.size && _nodes.every(({ id }) => nodes.has(id))
}

function findChanged(from: HistoryState, to: HistoryState): NodeIds {
  const differs = (id: SerialisedNodeId): boolean => from.nodes.get(id) !== to.nodes.get(id)
  const changed = new Set([...from.nodes.keys(), ...to.nodes.keys()].filter(differs))
  const neighbours = new Set(changed)
  for (const text of new Set([from.links, to.links])) {
    for (const [origin, target] of readEnds(text)) {
      if (changed.has(origin)) neighbours.add(target)
      if (changed.has(target)) neighbours.add(origin)
    }
  }
  return neighbours
}

/** Which nodes the links of a state join. */
function readEnds(links: string): [SerialisedNodeId, SerialisedNodeId][] {
  return (JSON.parse(links) as SerialisedNodeId[][]).map(([, origin, , target]) => [
    origin!,
    target!
  ])
}

/** The parts of a state that are put into the graph, of its nodes those that are made anew. */
function readParts(
  { nodes, links, groups, rest }: HistoryState,
  changed: NodeIds
): Pick<GraphJson, 'nodes' | 'links' | 'groups'> {
  const texts = [...nodes].filter(([id]) => changed.has(id)).map(([, text]) => text)
  const source = {
    nodes: JSON.parse(`[${texts.join(',')}]`) as unknown,
    links: JSON.parse(links) as unknown,
    groups: JSON.parse(groups) as unknown,
    // Reroutes tell there which of them a link goes through.
    extra: rest.includes('"linkExtensions"') ? (JSON.parse(rest) as JsonObject).extra : {}
  }
  return readGraph(source, { add: () => {} })
}

/** Their links are not cut one by one: that would change the nodes that stay. */
function removeNodes(graph: WorkflowGraph, changed: NodeIds): void {
  const gone = graph._nodes.filter(({ id }) => changed.has(id))
  graph._nodes = graph._nodes.filter(({ id }) => !changed.has(id))
  for (const node of gone) {
    graph.canvasAction((canvas) => canvas.deselect(node))
    for (const widget of getWidgets(node)) widget.onRemove?.()
    node.onRemoved?.()
    Object.assign(node, { graph: null })
    delete graph._nodes_by_id[node.id]
  }
}

/** Links between nodes that stay are the objects they are: they know their slots as they are now. */
function placeLinks(graph: WorkflowGraph, links: GraphJson['links'], changed: NodeIds): void {
  const before = new Map(graph._links)
  graph._links.clear()
  for (const link of links) {
    const known = before.get(link.id)
    const stays =
      known?.origin_id === link.origin_id &&
      known.target_id === link.target_id &&
      known.type === link.type &&
      !changed.has(link.origin_id) &&
      !changed.has(link.target_id)
    graph._links.set(link.id, stays ? known : LLink.create(link))
  }
}

function addNodes(
  graph: WorkflowGraph,
  nodes: readonly LGraphNode[],
  stored: GraphJson['nodes']
): void {
  nodes.forEach((node, index) => {
    node.id = stored[index]!.id
    graph.add(node, true)
  })
  nodes.forEach((node, index) => {
    node.configure(stored[index] as never)
    rememberPlace(node, stored[index]!)
  })
}

function putInOrder(graph: WorkflowGraph, { nodes }: HistoryState): void {
  graph._nodes = [...nodes.keys()].map((id) => graph.getNodeById(id)!)
}

function replaceGroups(graph: WorkflowGraph, groups: GraphJson['groups']): void {
  graph._groups.length = 0
  for (const stored of groups) {
    const group = new LGraphGroup()
    group.configure(stored as never)
    graph.add(group)
    rememberPlace(group, { pos: stored.bounding })
  }
}

/** New ids count on from the highest in use, as in a document that is loaded. */
function setCounters(
  graph: WorkflowGraph,
  { counters }: HistoryState,
  links: GraphJson['links']
): void {
  const { revision, last_node_id, last_link_id } = JSON.parse(counters) as Record<string, number>
  graph.revision = revision ?? 0
  graph.state.lastNodeId = last_node_id ?? 0
  graph.state.lastLinkId = links.reduce((last, { id }) => Math.max(last, id), last_link_id ?? 0)
}
