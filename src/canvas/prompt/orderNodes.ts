import type { LGraph, LGraphNode } from '@comfyorg/litegraph'

type OrderedGraph = Pick<LGraph, '_nodes' | '_links' | 'getNodeById'>

/**
 * Nodes of one graph in LiteGraph's order of execution, in which ComfyUI's frontend writes a prompt: each after those
 * it is linked to, in the order of outputs and their links; what stands on a cycle comes last, as the document has it.
 * LiteGraph's own `computeExecutionOrder` writes to the nodes; a prompt must change nothing.
 */
export function orderNodes(graph: OrderedGraph): LGraphNode[] {
  const waiting = new Map<LGraphNode, number>()
  const ordered: LGraphNode[] = []
  for (const node of graph._nodes) {
    const links = node.inputs.filter(({ link }) => link != null).length
    if (links === 0) ordered.push(node)
    else waiting.set(node, links)
  }
  // The list grows while it is walked: who gets its last link comes next.
  for (const node of ordered) {
    for (const follower of listFollowers(graph, node)) {
      const left = (waiting.get(follower) ?? 0) - 1
      if (left > 0) waiting.set(follower, left)
      else if (waiting.delete(follower)) ordered.push(follower)
    }
  }
  return sortByPriority([...ordered, ...waiting.keys()])
}

/** Nodes at the end of a node's links, one for each link. */
function listFollowers(graph: OrderedGraph, { outputs }: LGraphNode): LGraphNode[] {
  return outputs.flatMap(({ links }) =>
    [...new Set(links)].flatMap((id) => {
      const target = graph._links.get(id)?.target_id
      const node = target === undefined ? null : graph.getNodeById(target)
      return node ? [node] : []
    })
  )
}

/** Some node packs want their nodes first or last. */
function sortByPriority(nodes: LGraphNode[]): LGraphNode[] {
  return nodes.sort((a, b) => getPriority(a) - getPriority(b))
}

function getPriority(node: LGraphNode): number {
  const { priority: own } = node as { priority?: number }
  const { priority } = node.constructor as { priority?: number }
  return priority || own || 0
}
