import type { LGraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'

/** px of the graph between a primitive and what it feeds. */
const GAP = 30

/** Puts a primitive beside a node, joined to the input of one of its fields, in one step. Inputs that are fed stay. */
export function addPrimitive(node: LGraphNode, index: number): void {
  const { graph } = node
  const input = node.inputs[index]
  if (!graph || !input?.widget || input.link != null) return
  const primitive = LiteGraph.createNode('PrimitiveNode')
  if (!primitive) return
  graph.beforeChange()
  graph.add(primitive)
  primitive.connect(0, node, index)
  primitive.title = input.label ?? input.name
  // It has taken its field, and with it its size.
  const x = node.pos[0] - primitive.size[0] - GAP
  let y = node.pos[1]
  const isTaken = () =>
    graph._nodes.some(
      (other) => other !== primitive && Math.hypot(other.pos[0] - x, other.pos[1] - y) < GAP
    )
  while (isTaken()) y += primitive.size[1] + LiteGraph.NODE_TITLE_HEIGHT
  primitive.pos = [x, y]
  graph.afterChange()
  node.setDirtyCanvas(true, true)
}
