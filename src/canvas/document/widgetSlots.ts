import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import { layoutStoredNode } from '../schema/nameValues'
import type { DocumentJson, NodeJson, SubgraphJson } from './documentTypes'
import { BORDER_INPUT } from './documentTypes'

/** A widget that can be fed by a link. */
export interface WidgetSlot {
  readonly name: string
  readonly type: string
}

/**
 * Widgets of a node in a document, as far as they have sockets: from the subgraph it is an instance of, else from its
 * definition and, for those that node packs add, from the slots the document names.
 */
export function findWidgetSlots(
  node: NodeJson,
  document: DocumentJson,
  definitions: ObjectInfoWire
): WidgetSlot[] {
  const subgraph = document.subgraphs.find(({ id }) => id === node.type)
  if (subgraph) return listPromoted(subgraph, document, definitions)
  if (!isKnownType(node, definitions)) return []
  const own = listDefined(node, definitions)
  const known = new Set(own.map(({ name }) => name))
  const named = node.inputs
    .filter((input) => input.widget && !known.has(input.name))
    .map((input) => ({ name: input.name, type: String(input.type) }))
  return [...own, ...named]
}

/** Nodes that no definition names and the canvas has all the same. */
const VIRTUAL_TYPES = new Set(['PrimitiveNode', 'Note', 'MarkdownNote', 'Reroute'])

/** Nodes of other types are placeholders: they have no widgets, whatever the document says. */
export function isKnownType({ type }: NodeJson, definitions: ObjectInfoWire): boolean {
  return Object.hasOwn(definitions, type) || VIRTUAL_TYPES.has(type)
}

function listDefined(node: NodeJson, definitions: ObjectInfoWire): WidgetSlot[] {
  const definition = definitions[node.type]
  if (!definition) return []
  const values = Array.isArray(node.widgets_values) ? node.widgets_values : []
  const isLinked = (name: string) =>
    node.inputs.some((input) => input.name === name && input.link !== null)
  const { widgets } = layoutStoredNode(
    definition,
    values,
    (group, names) => names.findLastIndex((name) => isLinked(`${group}.${name}`)) + 1
  )
  return widgets
    .filter(({ hasSocket }) => hasSocket)
    .map(({ name, slotType }) => ({ name, type: slotType }))
}

/** Inputs of a subgraph that lead to a widget. */
function listPromoted(
  subgraph: SubgraphJson,
  document: DocumentJson,
  definitions: ObjectInfoWire
): WidgetSlot[] {
  return subgraph.inputs
    .filter((_, slot) => leadsToWidget(subgraph, slot, document, definitions))
    .map(({ name, type }) => ({ name, type }))
}

/** True when a link from this input of a subgraph ends at a widget. */
export function leadsToWidget(
  subgraph: SubgraphJson,
  slot: number,
  document: DocumentJson,
  definitions: ObjectInfoWire
): boolean {
  return subgraph.links.some((link) => {
    if (link.origin_id !== BORDER_INPUT || link.origin_slot !== slot) return false
    const node = subgraph.nodes.find(({ id }) => id === link.target_id)
    const input = node?.inputs[link.target_slot]
    if (!node || !input) return false
    return findWidgetSlots(node, document, definitions).some(({ name }) => name === input.name)
  })
}
