import type { LGraphNode } from '@comfyorg/litegraph'
import type { WorkflowJson } from '@/protocol/prompt'
import { toList } from '../document/coerce'
import type { JsonObject, SerialisedNodeId } from '../document/documentTypes'

/**
 * A document as a step of the history. In parts, each a JSON text, so that two steps share what is the same in both, and
 * it can be told at once what differs.
 */
export interface HistoryState {
  /** Nodes of the root graph, in the document's order. */
  readonly nodes: ReadonlyMap<SerialisedNodeId, string>
  readonly links: string
  readonly groups: string
  /** Revision, and the ids that were given last. */
  readonly counters: string
  /** Everything else, subgraphs among it. */
  readonly rest: string
}

/** Parts that are one text each. */
const PARTS = ['links', 'groups', 'counters', 'rest'] as const

/**
 * A document without the view, and without what is worked out anew whenever it is loaded or drawn, so that looking at a
 * workflow is no edit of it, and neither is what undoing brings back.
 * @param document a fresh copy; it is written to
 */
export function toHistoryState(document: WorkflowJson): HistoryState {
  dropDerived(document)
  const { nodes, links, groups, revision, last_node_id, last_link_id, extra, ...others } = document
  const { ds: _ds, ...ownExtra } = extra as JsonObject
  return {
    nodes: new Map(
      (toList(nodes) as JsonObject[]).map((node) => [
        node.id as SerialisedNodeId,
        JSON.stringify(node)
      ])
    ),
    links: JSON.stringify(links),
    groups: JSON.stringify(groups ?? []),
    counters: JSON.stringify({ revision, last_node_id, last_link_id }),
    rest: JSON.stringify({ ...others, extra: ownExtra })
  }
}

/** The document of a state; a fresh copy. */
export function toDocument({ nodes, links, groups, counters, rest }: HistoryState): WorkflowJson {
  return {
    ...(JSON.parse(rest) as WorkflowJson),
    ...(JSON.parse(counters) as JsonObject),
    nodes: JSON.parse(`[${[...nodes.values()].join(',')}]`) as WorkflowJson['nodes'],
    links: JSON.parse(links) as WorkflowJson['links'],
    groups: JSON.parse(groups) as unknown[]
  }
}

/** The order of nodes is no difference by itself: a press that lays a node on top is no edit. */
export function isSameState(a: HistoryState, b: HistoryState): boolean {
  if (a === b) return true
  if (a.nodes.size !== b.nodes.size || PARTS.some((part) => a[part] !== b[part])) return false
  for (const [id, text] of a.nodes) if (b.nodes.get(id) !== text) return false
  return true
}

/** The same state with the very texts of another wherever they are equal, so that memory holds each once. */
export function shareTexts(state: HistoryState, known: HistoryState): HistoryState {
  const pick = (text: string, other: string | undefined): string => (text === other ? other : text)
  return {
    nodes: new Map(
      Array.from(state.nodes, ([id, text]) => [id, pick(text, known.nodes.get(id))] as const)
    ),
    links: pick(state.links, known.links),
    groups: pick(state.groups, known.groups),
    counters: pick(state.counters, known.counters),
    rest: pick(state.rest, known.rest)
  }
}

/** Characters that a state adds to what another holds already; all it has without another. */
export function countCharacters(state: HistoryState, known?: HistoryState): number {
  let count = 0
  for (const [id, text] of state.nodes) if (text !== known?.nodes.get(id)) count += text.length
  for (const part of PARTS) if (state[part] !== known?.[part]) count += state[part].length
  return count
}

/** A state in which one node, of whichever graph in it, has other parts; the same when it has no such node. */
export function patchNode(state: HistoryState, node: LGraphNode, parts: JsonObject): HistoryState {
  const { id, graph } = node
  if (graph?.isRootGraph) {
    const entry = readNode(state, node)
    if (!entry) return state
    const text = JSON.stringify({ ...entry, ...parts })
    return { ...state, nodes: new Map(state.nodes).set(id, text) }
  }
  const rest = JSON.parse(state.rest) as JsonObject
  const entry = findInside(rest, node)
  if (!entry) return state
  Object.assign(entry, parts)
  return { ...state, rest: JSON.stringify(rest) }
}

/** What a state says of one node, of whichever graph in it; a fresh copy. */
export function readNode(state: HistoryState, node: LGraphNode): JsonObject | undefined {
  if (!node.graph?.isRootGraph) return findInside(JSON.parse(state.rest) as JsonObject, node)
  const text = state.nodes.get(node.id)
  return text === undefined ? undefined : (JSON.parse(text) as JsonObject)
}

function findInside(rest: JsonObject, { id, graph }: LGraphNode): JsonObject | undefined {
  const { subgraphs } = (rest.definitions ?? {}) as JsonObject
  const home = (toList(subgraphs) as JsonObject[]).find((one) => one.id === graph?.id)
  return (toList(home?.nodes) as JsonObject[]).find((one) => String(one.id) === String(id))
}

function dropDerived(document: WorkflowJson): void {
  const { subgraphs } = (document.definitions ?? {}) as JsonObject
  dropOrder(document)
  for (const definition of toList(subgraphs) as JsonObject[]) {
    dropOrder(definition)
    for (const slot of [
      ...toList(definition.inputs),
      ...toList(definition.outputs)
    ] as JsonObject[])
      delete slot.pos
    for (const border of [definition.inputNode, definition.outputNode] as (
      | JsonObject
      | undefined
    )[]) {
      const [x = 0, y = 0] = toList(border?.bounding)
      if (border) border.bounding = [x, y, 0, 0]
    }
  }
}

/** The order of execution is counted when a graph is loaded. */
function dropOrder({ nodes }: JsonObject): void {
  for (const node of toList(nodes) as JsonObject[]) delete node.order
}
