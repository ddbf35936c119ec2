import type { LGraph, LGraphNode } from '@comfyorg/litegraph'

/** Nodes of one graph in execution order: each after those it is linked to; nodes on a cycle last, as they stand. */
export function orderNodes(graph: Pick<LGraph, '_nodes' | '_links'>): LGraphNode[] {
  const waiting = new Map<LGraphNode, number>(graph._nodes.map((node) => [node, 0]))
  const byId = new Map(graph._nodes.map((node) => [node.id, node]))
  const followers = new Map<LGraphNode, LGraphNode[]>()
  for (const link of graph._links.values()) {
    const origin = byId.get(link.origin_id)
    const target = byId.get(link.target_id)
    if (!origin || !target) continue
    waiting.set(target, (waiting.get(target) ?? 0) + 1)
    followers.set(origin, [...(followers.get(origin) ?? []), target])
  }
  const ordered = graph._nodes.filter((node) => waiting.get(node) === 0)
  for (let index = 0; index < ordered.length; index++) {
    for (const follower of followers.get(ordered[index]!) ?? []) {
      const left = waiting.get(follower)! - 1
      waiting.set(follower, left)
      if (left === 0) ordered.push(follower)
    }
  }
  const placed = new Set(ordered)
  return [...ordered, ...graph._nodes.filter((node) => !placed.has(node))]
}
