import type { LGraph, LGraphNode, Subgraph } from '@comfyorg/litegraph'
import { SubgraphNode } from '@comfyorg/litegraph'
import { makeNodeLocator } from '@/domain/executionId'
import type { NodeLocatorId } from '@/domain/ids'
import { toNodeId } from '@/domain/ids'

/** Where a node of a live graph stands in its document. */
export function getNodeLocator(node: LGraphNode): NodeLocatorId | null {
  const { graph } = node
  if (!graph) return null
  return makeNodeLocator(graph.isRootGraph ? null : graph.id, toNodeId(node.id))
}

/** The node a locator names; null when it has gone. */
export function findNode(root: LGraph, locatorId: NodeLocatorId): LGraphNode | null {
  const colon = locatorId.indexOf(':')
  const graph = colon === -1 ? root : root.subgraphs.get(locatorId.slice(0, colon))
  return graph?.getNodeById(locatorId.slice(colon + 1)) ?? null
}

/** Subgraphs to open from the root to get to one; null when no instance leads there. */
export function findSubgraphPath(root: LGraph, target: Subgraph): Subgraph[] | null {
  const seen = new Set<Subgraph>()
  function search(graph: LGraph): Subgraph[] | null {
    for (const node of graph._nodes) {
      if (!(node instanceof SubgraphNode) || seen.has(node.subgraph)) continue
      seen.add(node.subgraph)
      if (node.subgraph === target) return [target]
      const path = search(node.subgraph)
      if (path) return [node.subgraph, ...path]
    }
    return null
  }
  return search(root)
}

/** Inputs of inner nodes that an instance's input leads to, through any number of borders. */
export function listInnerTargets(
  instance: SubgraphNode,
  inputName: string
): { readonly node: LGraphNode; readonly name: string }[] {
  const border = instance.subgraph.inputs.find(({ name }) => name === inputName)
  return (border?.getLinks() ?? []).flatMap((link) => {
    const node = instance.subgraph.getNodeById(link.target_id)
    const name = node?.inputs[link.target_slot]?.name
    if (!node || name === undefined) return []
    const deeper = node instanceof SubgraphNode ? listInnerTargets(node, name) : []
    return [{ node, name }, ...deeper]
  })
}
