import type { LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'

/** px of the graph between a slot and the reroute beside it. */
const GAP = 40

type SlotRequest = Parameters<LGraphCanvas['createDefaultNodeForSlot']>[0]
type End = SlotRequest['slotFrom']

/**
 * Puts a reroute beside the slot that a middle click is on, joined to it; what an input was fed by feeds the reroute.
 * @returns whether there was a slot
 */
export function addRerouteAt(
  { graph }: LGraphCanvas,
  { nodeFrom, slotFrom, nodeTo, slotTo }: SlotRequest
): boolean {
  const node = (nodeFrom ?? nodeTo) as LGraphNode | null | undefined
  const isOutput = Boolean(nodeFrom)
  const index = node ? findIndex(isOutput ? node.outputs : node.inputs, slotFrom ?? slotTo) : -1
  const reroute = LiteGraph.createNode('Reroute')
  if (!graph || !node || index === -1 || !reroute) return false
  graph.beforeChange()
  graph.add(reroute)
  const [x = 0, y = 0] = isOutput ? node.getOutputPos(index) : node.getInputPos(index)
  reroute.pos = [isOutput ? x + GAP : x - GAP - reroute.size[0], y - reroute.size[1] / 2]
  if (isOutput) node.connect(index, reroute, 0)
  else {
    const link = graph._links.get(node.inputs[index]?.link ?? -1)
    const origin = link && graph.getNodeById(link.origin_id)
    if (link && origin) origin.connect(link.origin_slot, reroute, 0)
    reroute.connect(0, node, index)
  }
  graph.afterChange()
  return true
}

function findIndex(slots: readonly unknown[], end: End): number {
  return typeof end === 'number' ? end : slots.indexOf(end)
}
