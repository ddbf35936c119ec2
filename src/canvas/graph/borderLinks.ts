import type { LGraph, LLink, Subgraph } from '@comfyorg/litegraph'
import type { SubgraphInput } from '@comfyorg/litegraph/dist/subgraph/SubgraphInput'

/** Ids that stand for the border of a subgraph in its links. */
export const INPUT_BORDER = -10
export const OUTPUT_BORDER = -20

/** Whether a link begins or ends at the border instead of a node. */
export function isBorder({ id }: { readonly id: unknown }): boolean {
  return id === INPUT_BORDER || id === OUTPUT_BORDER
}

/** The subgraph that the link's ends may lie on the border of; null for the root, which has none. */
function asSubgraph(graph: LGraph): Subgraph | null {
  return graph.isRootGraph ? null : (graph as Subgraph)
}

function drop(ids: number[] | null | undefined, id: number): void {
  const index = ids?.indexOf(id) ?? -1
  if (index !== -1) ids?.splice(index, 1)
}

function releaseInput(input: SubgraphInput | undefined, id: number): void {
  if (!input) return
  drop(input.linkIds, id)
  // Else the next field that it feeds would come onto the instances as the one that it fed first.
  input._widget = undefined as never
}

/** Takes a link out of the slots at its ends that LiteGraph forgets when the link meets a subgraph's border. */
export function releaseBorder(graph: LGraph, link: LLink): void {
  const subgraph = asSubgraph(graph)
  if (!subgraph) return
  if (link.origin_id === INPUT_BORDER) releaseInput(subgraph.inputs[link.origin_slot], link.id)
  if (link.target_id !== OUTPUT_BORDER) return
  drop(subgraph.outputs[link.target_slot]?.linkIds, link.id)
  drop(graph.getNodeById(link.origin_id)?.outputs[link.origin_slot]?.links, link.id)
}

/**
 * When an input inside is disconnected, the border lets go of the link before it is told that it has gone. LiteGraph
 * has it do so too when the input takes a link of the border in the place of a node's, which only the node can let go.
 */
export function releaseInputsFirst(subgraph: Subgraph): void {
  const { inputNode } = subgraph
  const { _disconnectNodeInput } = inputNode
  inputNode._disconnectNodeInput = (node, input, link) => {
    if (link && link.origin_id !== INPUT_BORDER) {
      node.disconnectInput(node.inputs.indexOf(input), true)
      return
    }
    if (link) releaseBorder(subgraph, link)
    _disconnectNodeInput.call(inputNode, node, input, link)
  }
}

/**
 * Fields with other limits may share an input: LiteGraph refuses them without a word, but only until the document is
 * opened again. The server says what it can't use.
 */
export function shareInputs({ inputNode }: Subgraph): void {
  // The class of inputs is not exported; that of the free slot extends it.
  const inputs = Object.getPrototypeOf(Object.getPrototypeOf(inputNode.emptySlot)) as SubgraphInput
  inputs.matchesWidget = () => true
}
