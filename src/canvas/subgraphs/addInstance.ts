import type { LGraphCanvas, LGraphNode, SubgraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import { registerSubgraphType } from '../nodes/subgraphInstance'

/** px of the graph between an instance and the next. */
const GAP = 40

/** Puts another node for the same subgraph below one: what is changed inside shows on both. */
export function addInstance(canvas: LGraphCanvas, instance: SubgraphNode): LGraphNode | null {
  const { graph, subgraph } = instance
  if (!graph) return null
  registerSubgraphType(graph.rootGraph, subgraph)
  const node = LiteGraph.createNode(subgraph.id)
  if (!node) return null
  node.title = instance.title
  node.pos = [
    instance.pos[0],
    instance.pos[1] + instance.size[1] + LiteGraph.NODE_TITLE_HEIGHT + GAP
  ]
  graph.add(node)
  node.setSize([Math.max(node.size[0], instance.size[0]), node.size[1]])
  canvas.selectItems([node])
  return node
}
