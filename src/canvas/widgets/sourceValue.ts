import type { LGraph, LGraphNode, Subgraph } from '@comfyorg/litegraph'
import { SubgraphNode } from '@comfyorg/litegraph'
import { listNodes } from '../graph/walkGraph'
import type { ComfyWidget } from './widget'
import { getWidgets } from './widget'

/** Links lead through others; longer ways than this go round in circles. */
const FARTHEST = 50

/** A value that is known before the workflow runs. */
export interface KnownValue {
  readonly value: unknown
}

/** Nodes of ComfyUI that give out what their one field holds. */
const CONSTANTS = /^Primitive(?:Node|Int|Float|String|StringMultiline|Boolean)$/

/**
 * What a link will bring to a widget, where that is known: the value of a primitive, through reroutes and the borders of
 * subgraphs.
 */
export function findSourceValue(node: LGraphNode, widget: ComfyWidget): KnownValue | null {
  const slot = node.getSlotFromWidget(widget as never)
  return slot?.link == null || !node.graph ? null : follow(node.graph, slot.link, FARTHEST)
}

function follow(graph: LGraph | Subgraph, linkId: number, left: number): KnownValue | null {
  const link = graph._links.get(linkId)
  if (!link || left === 0) return null
  const origin = graph.getNodeById(link.origin_id)
  if (!origin) return followBorder(graph, link.origin_slot, left)
  if (origin instanceof SubgraphNode) {
    const inner = origin.subgraph.outputs[link.origin_slot]?.linkIds[0]
    return inner === undefined ? null : follow(origin.subgraph, inner, left - 1)
  }
  if (origin.type === 'Reroute') {
    const before = origin.inputs[0]?.link
    return before == null ? null : follow(graph, before, left - 1)
  }
  if (!CONSTANTS.test(origin.type)) return null
  const [field] = getWidgets(origin)
  if (!field) return null
  const fed = origin.getSlotFromWidget(field as never)?.link
  return fed == null ? { value: field.value } : follow(graph, fed, left - 1)
}

/** ms; a frame that draws many linked fields looks through all nodes once. */
const KEPT = 100

const found = new WeakMap<Subgraph, { readonly at: number; readonly only: LGraphNode | null }>()

function findOnlyInstance(graph: Subgraph): LGraphNode | null {
  const now = performance.now()
  const known = found.get(graph)
  if (known && now - known.at < KEPT) return known.only
  const [instance, another] = listNodes(graph.rootGraph).filter(
    (node) => node instanceof SubgraphNode && node.subgraph === graph
  )
  const only = another ? null : (instance ?? null)
  found.set(graph, { at: now, only })
  return only
}

/** From inside of a subgraph: what its only instance has there. Several may differ. */
function followBorder(graph: LGraph | Subgraph, place: number, left: number): KnownValue | null {
  if (graph.isRootGraph) return null
  const instance = findOnlyInstance(graph as Subgraph)
  const input = instance?.inputs[place]
  if (!instance?.graph || !input) return null
  if (input.link != null) return follow(instance.graph, input.link, left - 1)
  const widget = input.widget && instance.getWidgetFromSlot(input)
  return widget ? { value: widget.value } : null
}
