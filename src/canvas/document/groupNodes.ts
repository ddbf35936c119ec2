import { mintUuid } from '@/domain/uuid'
import { t } from '@/i18n/translate'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import { isObject } from './coerce'
import type {
  DocumentJson,
  GraphJson,
  JsonObject,
  NodeJson,
  RepairLog,
  SubgraphJson
} from './documentTypes'
import { BORDER_INPUT, BORDER_OUTPUT } from './documentTypes'
import { readGroupNode } from './groupNodeData'
import type { GroupNodeData } from './groupNodeData'

const GROUP_TYPE = /^workflow[>/](.+)$/s

/**
 * Turns instances of legacy group nodes (`workflow>name`, `extra.groupNodes`) into subgraphs, one each, since every
 * instance has values of its own; group nodes in group nodes likewise. What can't be turned, such as one that contains
 * itself, stays as it is.
 */
export function unfoldGroupNodes(
  document: DocumentJson,
  definitions: ObjectInfoWire,
  log: RepairLog
): void {
  const { groupNodes } = document.extra
  if (!isObject(groupNodes)) return
  const unfolding: Unfolding = {
    document,
    definitions,
    groupNodes,
    log,
    found: 0,
    isComplete: true
  }
  unfoldIn(document, unfolding, [])
  if (unfolding.found === 0) return
  if (unfolding.isComplete) delete document.extra.groupNodes
  // All graphs of a document count their nodes together.
  const { lastNodeId } = document.state
  for (const { state } of document.subgraphs) state.lastNodeId = lastNodeId
}

interface Unfolding {
  readonly document: DocumentJson
  readonly definitions: ObjectInfoWire
  readonly groupNodes: JsonObject
  readonly log: RepairLog
  found: number
  isComplete: boolean
}

type Place = Pick<GraphJson, 'nodes' | 'links' | 'floatingLinks'>

/** @param around names of the group nodes that this is inside of */
function unfoldIn(place: Place, unfolding: Unfolding, around: readonly string[]): void {
  for (const node of place.nodes) {
    const name = GROUP_TYPE.exec(node.type)?.[1]
    if (name === undefined) continue
    unfolding.found++
    const isOpen = around.includes(name)
    const value = isOpen ? null : unfolding.groupNodes[name]
    const data = readGroupNode(value, node, unfolding.definitions)
    if (data) unfoldIn(unfold(place, node, name, data, unfolding), unfolding, [...around, name])
    else unfolding.isComplete = false
  }
}

function unfold(
  place: Place,
  node: NodeJson,
  name: string,
  data: GroupNodeData,
  { document, log }: Unfolding
): SubgraphJson {
  const { state } = document
  for (const inner of data.nodes) inner.id = ++state.lastNodeId
  const subgraph = makeSubgraph(document, name, data)
  renameNode(place, node, ++state.lastNodeId)
  subgraph.state.lastNodeId = state.lastNodeId
  node.type = subgraph.id
  if (!node.title) node.title = name
  delete node.widgets_values
  delete node.properties['Node name for S&R']
  reslot(place, node, subgraph, data)
  document.subgraphs.push(subgraph)
  log.add(t('documents.groupNode', { name }))
  return subgraph
}

function makeSubgraph(document: DocumentJson, name: string, data: GroupNodeData): SubgraphJson {
  let lastLinkId = data.links.length
  const links = data.links.map((link, index) => ({
    id: index + 1,
    origin_id: data.nodes[link.origin]!.id,
    origin_slot: link.originSlot,
    target_id: data.nodes[link.target]!.id,
    target_slot: link.targetSlot,
    type: link.type
  }))
  const inputs = data.inputs.map(({ node, slot, name, type }, index) => {
    const id = ++lastLinkId
    links.push({
      id,
      origin_id: BORDER_INPUT,
      origin_slot: index,
      target_id: data.nodes[node]!.id,
      target_slot: slot,
      type
    })
    return { id: mintUuid(), name, type: String(type), linkIds: [id] }
  })
  const outputs = data.outputs.map(({ node, slot, name, type }, index) => {
    const id = ++lastLinkId
    links.push({
      id,
      origin_id: data.nodes[node]!.id,
      origin_slot: slot,
      target_id: BORDER_OUTPUT,
      target_slot: index,
      type
    })
    return { id: mintUuid(), name, type: String(type), linkIds: [id] }
  })
  writeSlotLinks(data.nodes, links)
  const lastNodeId = document.state.lastNodeId
  return {
    id: mintUuid(),
    revision: 0,
    name,
    state: { lastGroupId: 0, lastNodeId, lastLinkId, lastRerouteId: 0 },
    nodes: [...data.nodes],
    links,
    floatingLinks: [],
    reroutes: [],
    groups: [],
    config: {},
    extra: {},
    inputNode: { id: BORDER_INPUT, bounding: [-200, 0, 120, 60] },
    outputNode: { id: BORDER_OUTPUT, bounding: [800, 0, 120, 60] },
    inputs,
    outputs,
    widgets: [],
    rest: {}
  }
}

function writeSlotLinks(nodes: readonly NodeJson[], links: SubgraphJson['links']): void {
  for (const node of nodes) {
    for (const input of node.inputs) input.link = null
    for (const output of node.outputs) output.links = []
  }
  const byId = new Map(nodes.map((node) => [node.id, node]))
  for (const link of links) {
    const input = byId.get(link.target_id)?.inputs[link.target_slot]
    if (input) input.link = link.id
    byId.get(link.origin_id)?.outputs[link.origin_slot]?.links?.push(link.id)
  }
}

/** An instance gets a new id, as upstream gives it one. */
function renameNode(place: Place, node: NodeJson, id: number): void {
  for (const link of [...place.links, ...place.floatingLinks]) {
    if (link.origin_id === node.id) link.origin_id = id
    if (link.target_id === node.id) link.target_id = id
  }
  node.id = id
}

/** The instance's slots are those of the subgraph; old slots are matched by place among those of their kind. */
function reslot(place: Place, node: NodeJson, subgraph: SubgraphJson, data: GroupNodeData): void {
  const inputSlots = new Map(data.instanceInputs.map((old, index) => [old, index]))
  for (const link of place.links) {
    if (link.target_id === node.id)
      link.target_slot = inputSlots.get(link.target_slot) ?? link.target_slot
  }
  const byName = (
    slots: readonly { link?: unknown; links?: unknown }[],
    index: number
  ): JsonObject => (slots[index] ?? {}) as JsonObject
  node.inputs = subgraph.inputs.map(({ name, type }, index) => ({
    name,
    type,
    ...(data.inputs[index]?.isWidget && { widget: { name } }),
    link: (byName(node.inputs, data.instanceInputs[index] ?? -1).link as number | null) ?? null
  }))
  node.outputs = subgraph.outputs.map(({ name, type }, index) => ({
    name,
    type,
    links: (byName(node.outputs, index).links as number[] | null) ?? listLinks(place, node, index)
  }))
}

function listLinks({ links }: Place, node: NodeJson, slot: number): number[] | null {
  const own = links.filter(
    ({ origin_id: id, origin_slot }) => id === node.id && origin_slot === slot
  )
  return own.length > 0 ? own.map(({ id }) => id) : null
}
