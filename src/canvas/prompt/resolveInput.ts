import type { LGraph, LGraphNode, LLink } from '@comfyorg/litegraph'
import { LGraphEventMode, LiteGraph, SubgraphNode } from '@comfyorg/litegraph'
import { BORDER_INPUT } from '../document/documentTypes'
import type { ComfyWidget } from '../widgets/widget'
import type { Frame, Place } from './flattenGraph'
import { getExecutionId } from './flattenGraph'

/** Where an input's value comes from: a node of the prompt, or a promoted widget of a subgraph instance. */
export type Source =
  | { readonly kind: 'link'; readonly executionId: string; readonly slot: number }
  | { readonly kind: 'widget'; readonly widget: ComfyWidget; readonly node: LGraphNode }

/** Outputs visited on the way, so that a chain of reroutes or bypassed nodes that bites its tail ends. */
type Seen = Set<string>

/**
 * Follows an input's link through reroutes, bypassed nodes and subgraph borders.
 * @returns null when nothing feeds it in the end
 */
export function resolveInput(place: Place, index: number): Source | null {
  const input = place.node.inputs[index]
  return input ? follow(place, index, input.type, new Set()) : null
}

/** @param type what the consumer at the end asks for */
function follow(place: Place, index: number, type: unknown, seen: Seen): Source | null {
  const { node, frame } = place
  const id = node.inputs[index]?.link
  const link = id == null ? undefined : node.graph?._links.get(id)
  return link && node.graph ? followLink(link, node.graph, frame, type, seen) : null
}

function followLink(
  link: LLink,
  graph: LGraph,
  frame: Frame | null,
  type: unknown,
  seen: Seen
): Source | null {
  if (link.origin_id === BORDER_INPUT) return followBorder(link.origin_slot, frame, type, seen)
  const node = graph.getNodeById(link.origin_id)
  return node ? resolveOutput({ node, frame }, link.origin_slot, type, seen) : null
}

/** Out of a subgraph: what is linked to the instance's input wins over the instance's own widget. */
function followBorder(slot: number, frame: Frame | null, type: unknown, seen: Seen): Source | null {
  if (!frame) return null
  const { instance, parent } = frame
  const input = instance.inputs[slot]
  if (!input) return null
  const outer = follow({ node: instance, frame: parent }, slot, type, seen)
  if (outer) return outer
  const widget = instance.getWidgetFromSlot(input) as unknown as ComfyWidget | undefined
  return widget ? { kind: 'widget', widget, node: instance } : null
}

function resolveOutput(place: Place, slot: number, type: unknown, seen: Seen): Source | null {
  const { node, frame } = place
  const executionId = getExecutionId(place)
  const key = `${executionId}[${slot}]`
  if (seen.has(key)) return null
  seen.add(key)
  if (node.mode === LGraphEventMode.NEVER) return null
  if (node.mode === LGraphEventMode.BYPASS) {
    const index = findPassage(node, slot, type)
    return index === -1 ? null : follow(place, index, type, seen)
  }
  if (node instanceof SubgraphNode) return enterInstance(node, slot, place, type, seen)
  if (!node.isVirtualNode) return { kind: 'link', executionId, slot }
  if (node.inputs[slot]) return follow(place, slot, type, seen)
  // Nodes of packs that pass links on by name answer with the link they stand for.
  const link = node.getInputLink(slot)
  return link && node.graph ? followLink(link, node.graph, frame, type, seen) : null
}

/** A bypassed node passes on the input at the output's own place if its type fits, else the first that fits. */
function findPassage(node: LGraphNode, slot: number, type: unknown): number {
  const fits = (input: { type: unknown } | undefined): boolean =>
    input !== undefined && LiteGraph.isValidConnection(input.type as string, type as string)
  return fits(node.inputs[slot]) ? slot : node.inputs.findIndex(fits)
}

function enterInstance(
  instance: SubgraphNode,
  slot: number,
  place: Place,
  type: unknown,
  seen: Seen
): Source | null {
  const { subgraph } = instance
  const [id] = subgraph.outputs[slot]?.linkIds ?? []
  const link = id === undefined ? undefined : subgraph._links.get(id)
  if (!link) return null
  const frame: Frame = { instance, path: getExecutionId(place), parent: place.frame }
  return followLink(link, subgraph, frame, type, seen)
}
