import { mintUuid } from '@/domain/uuid'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { DocumentJson, NodeJson, SubgraphJson } from './documentTypes'
import { BORDER_INPUT } from './documentTypes'
import type { ProxyEntry } from './proxyEntries'
import { findFreeName } from './freeName'
import { addExposure, exposePictures } from './previewExposures'
import { readProxies } from './proxyEntries'
import { findWidgetSlots, isKnownType, leadsToWidget } from './widgetSlots'

/** Why an entry of an old list could not be taken over; kept in the document under these words. */
type Fault =
  | 'missingSourceNode'
  | 'missingSourceWidget'
  | 'missingSubgraphInput'
  | 'primitiveBypassFailed'

/**
 * Older documents list promoted widgets in `properties.proxyWidgets`. Each becomes an input of the subgraph that
 * leads to the widget, and the instance's values go by the subgraph's inputs, as newer documents have it.
 */
export function promoteProxies(document: DocumentJson, definitions: ObjectInfoWire): void {
  const instances = listInstances(document)
  const values = new Map<NodeJson, Map<string, unknown>>()
  // All inputs must be there before any instance's values can be laid out.
  for (const { node, subgraph } of instances)
    values.set(node, promoteEntries(node, subgraph, document, definitions))
  for (const { node, subgraph } of instances)
    layOutValues(node, subgraph, document, definitions, values.get(node)!)
}

function listInstances(document: DocumentJson): { node: NodeJson; subgraph: SubgraphJson }[] {
  const byId = new Map(document.subgraphs.map((subgraph) => [subgraph.id, subgraph]))
  // Inner instances first: what they promote can be promoted further out.
  return [...document.subgraphs, document].flatMap(({ nodes }) =>
    nodes.flatMap((node) => {
      const subgraph = byId.get(node.type)
      return subgraph ? [{ node, subgraph }] : []
    })
  )
}

/** @returns the instance's values by the name of the subgraph's input */
function promoteEntries(
  node: NodeJson,
  subgraph: SubgraphJson,
  document: DocumentJson,
  definitions: ObjectInfoWire
): Map<string, unknown> {
  const stored = Array.isArray(node.widgets_values) ? node.widgets_values : []
  const values = new Map<string, unknown>()
  const faults: Record<string, unknown>[] = []
  const entries = readProxies(node)
  const isExposing = !Array.isArray(node.properties.previewExposures)
  for (const entry of entries) {
    if (entry.isPicture && entry.nodeId !== '-1') {
      addExposure(node, entry.nodeId, entry.widgetName)
      continue
    }
    const input = isControlled(entry, entries, subgraph)
      ? { name: null, fault: 'primitiveBypassFailed' as const }
      : findOrAddInput(entry, subgraph, document, definitions)
    if (input.name !== null) values.set(input.name, stored[entry.index] ?? input.value)
    if (input.fault) faults.push(describeFault(entry, input.fault, stored[entry.index]))
  }
  if (entries.length > 0) delete node.properties.proxyWidgets
  if (isExposing) exposePictures(node, subgraph)
  if (faults.length > 0) node.properties.proxyWidgetErrorQuarantine = faults
  return values
}

function describeFault(entry: ProxyEntry, reason: Fault, value: unknown) {
  const hostValue = value === undefined ? {} : { hostValue: value }
  return {
    originalEntry: [entry.nodeId, entry.widgetName],
    reason,
    ...hostValue,
    attemptedAtVersion: 1
  }
}

interface PromotedInput {
  /** The subgraph's input that leads to the widget. */
  readonly name: string | null
  /** The value to start from, where it isn't the inner widget's. */
  readonly value?: unknown
  readonly fault?: Fault
}

function findOrAddInput(
  entry: ProxyEntry,
  subgraph: SubgraphJson,
  document: DocumentJson,
  definitions: ObjectInfoWire
): PromotedInput {
  const own = subgraph.inputs.find(({ name }) => name === entry.widgetName)
  if (entry.nodeId === '-1') return { name: own?.name ?? null, fault: 'missingSourceNode' }
  const node = subgraph.nodes.find(({ id }) => String(id) === entry.nodeId)
  if (!node) return { name: null, fault: 'missingSourceNode' }
  if (node.type === 'PrimitiveNode') return replacePrimitive(subgraph, node)
  const isInstance = document.subgraphs.some(({ id }) => id === node.type)
  if (!isInstance && !isKnownType(node, definitions))
    return { name: null, fault: 'missingSourceWidget' }
  const slot = findWidgetSlots(node, document, definitions).find(
    ({ name }) => name === entry.widgetName
  )
  if (!slot) return { name: null, fault: 'missingSubgraphInput' }
  const input = node.inputs.find(({ name }) => name === slot.name)
  if (input && input.link !== null) {
    const link = subgraph.links.find(({ id }) => id === input.link)
    // A widget fed from inside has nothing to promote.
    if (link?.origin_id !== BORDER_INPUT) return { name: null, fault: 'missingSubgraphInput' }
    return { name: subgraph.inputs[link.origin_slot]?.name ?? null }
  }
  return { name: addInput(subgraph, node, slot) }
}

function addInput(
  subgraph: SubgraphJson,
  node: NodeJson,
  slot: { name: string; type: string }
): string {
  const name = findFreeName(
    slot.name,
    subgraph.inputs.map((input) => input.name)
  )
  const id = ++subgraph.state.lastLinkId
  let index = node.inputs.findIndex((input) => input.name === slot.name)
  if (index === -1)
    index =
      node.inputs.push({
        name: slot.name,
        type: slot.type,
        link: null,
        widget: { name: slot.name }
      }) - 1
  node.inputs[index]!.link = id
  subgraph.links.push({
    id,
    origin_id: BORDER_INPUT,
    origin_slot: subgraph.inputs.length,
    target_id: node.id,
    target_slot: index,
    type: slot.type
  })
  const { label } = node.inputs[index]!
  subgraph.inputs.push({
    id: mintUuid(),
    name,
    type: slot.type,
    linkIds: [id],
    ...(label !== undefined && { label })
  })
  return name
}

/** A primitive whose step after each run is promoted too stays: an input of a subgraph has no such step. */
function isControlled(
  { nodeId }: ProxyEntry,
  entries: readonly ProxyEntry[],
  subgraph: SubgraphJson
): boolean {
  return (
    subgraph.nodes.some(({ id, type }) => type === 'PrimitiveNode' && String(id) === nodeId) &&
    entries.some(
      (entry) => entry.nodeId === nodeId && entry.widgetName === 'control_after_generate'
    )
  )
}

/** A promoted primitive gives way to an input of the subgraph, which feeds what it fed. */
function replacePrimitive(subgraph: SubgraphJson, node: NodeJson): PromotedInput {
  const [output] = node.outputs
  const links = subgraph.links.filter(({ origin_id }) => origin_id === node.id)
  if (!output || links.length === 0) return { name: null, fault: 'primitiveBypassFailed' }
  const { name: widgetName } = (output.widget ?? {}) as { name?: unknown }
  const taken = subgraph.inputs.map((input) => input.name)
  const name = findFreeName(typeof widgetName === 'string' ? widgetName : 'value', taken)
  for (const link of links)
    Object.assign(link, { origin_id: BORDER_INPUT, origin_slot: subgraph.inputs.length })
  subgraph.inputs.push({
    id: mintUuid(),
    name,
    type: String(output.type),
    linkIds: links.map(({ id }) => id)
  })
  output.links = null
  const values = Array.isArray(node.widgets_values) ? node.widgets_values : []
  return { name, value: values[0] }
}

/** Values in the order of the subgraph's inputs that are widgets; a hole leaves the inner widget's value. */
function layOutValues(
  node: NodeJson,
  subgraph: SubgraphJson,
  document: DocumentJson,
  definitions: ObjectInfoWire,
  promoted: ReadonlyMap<string, unknown>
): void {
  if (promoted.size === 0) return
  node.widgets_values = subgraph.inputs
    .filter((_, slot) => leadsToWidget(subgraph, slot, document, definitions))
    .map(({ name }) => promoted.get(name))
}
