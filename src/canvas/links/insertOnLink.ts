import type { LGraph, LGraphNode, LLink, Subgraph } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import { INPUT_BORDER, OUTPUT_BORDER } from '../graph/borderLinks'

/** Slots of a node that a link can run through. */
export interface Passage {
  readonly input: number
  readonly output: number
}

/** A node that nothing is linked to may be put into a link; one that is linked is only moved about. */
export function isLoose({ inputs, outputs }: LGraphNode): boolean {
  return (
    inputs.length > 0 &&
    inputs.every(({ link }) => link == null) &&
    outputs.some(({ links }) => !links?.length) &&
    outputs.every(({ links }) => !links?.length)
  )
}

/** The way through a node for a link; of those that fit the one of the link's own type. Null when there is none. */
export function findPassage(graph: LGraph, link: LLink, node: LGraphNode): Passage | null {
  if (link.origin_id === node.id || link.target_id === node.id) return null
  const type = getOriginType(graph, link)
  const wanted = getTargetType(graph, link)
  const input = pick(node.inputs, (own) => LiteGraph.isValidConnection(type, own), type)
  const output = pick(node.outputs, (own) => LiteGraph.isValidConnection(own, wanted), wanted)
  return input === -1 || output === -1 ? null : { input, output }
}

type SlotType = string | number

/** Plain sockets come before those of widgets, the same type before one that merely fits. */
function pick(
  slots: readonly { readonly type: SlotType; readonly widget?: unknown }[],
  fits: (type: SlotType) => boolean,
  type: SlotType
): number {
  const ranked = slots
    .map((slot, index) => ({
      index,
      fits: fits(slot.type),
      rank: (slot.widget ? 2 : 0) + (slot.type === type ? 0 : 1)
    }))
    .filter((slot) => slot.fits)
    .sort((a, b) => a.rank - b.rank)
  return ranked[0]?.index ?? -1
}

function getOriginType(graph: LGraph, link: LLink): SlotType {
  if (link.origin_id === INPUT_BORDER)
    return (graph as Subgraph).inputs[link.origin_slot]?.type ?? link.type
  return graph.getNodeById(link.origin_id)?.outputs[link.origin_slot]?.type ?? link.type
}

function getTargetType(graph: LGraph, link: LLink): SlotType {
  if (link.target_id === OUTPUT_BORDER)
    return (graph as Subgraph).outputs[link.target_slot]?.type ?? link.type
  return graph.getNodeById(link.target_id)?.inputs[link.target_slot]?.type ?? link.type
}

/** Lets a link run through a node; reroutes stay on the way to it. @returns whether it could */
export function insertOnLink(graph: LGraph, link: LLink, node: LGraphNode): boolean {
  const passage = findPassage(graph, link, node)
  if (!passage) return false
  const { origin_id, origin_slot, target_id, target_slot, parentId } = link
  const input = node.inputs[passage.input]!
  const output = node.outputs[passage.output]!
  graph.beforeChange()
  if (origin_id === INPUT_BORDER)
    (graph as Subgraph).inputs[origin_slot]?.connect(input, node, parentId)
  else graph.getNodeById(origin_id)?.connect(origin_slot, node, passage.input, parentId)
  // The target lets go of the link it had.
  if (target_id === OUTPUT_BORDER) (graph as Subgraph).outputs[target_slot]?.connect(output, node)
  else {
    const target = graph.getNodeById(target_id)
    if (target) node.connect(passage.output, target, target_slot)
  }
  graph.afterChange()
  return true
}
