import type { LGraph, LGraphCanvas, Positionable } from '@comfyorg/litegraph'
import { LGraphGroup, LGraphNode } from '@comfyorg/litegraph'

/** px of the graph between a group's edge and what it holds. */
const GROUP_PADDING = 16

/** Puts a group around items. */
export function groupItems(graph: LGraph, items: Iterable<Positionable>): LGraphGroup {
  const group = new LGraphGroup()
  group.resizeTo(items, GROUP_PADDING)
  graph.add(group)
  return group
}

/** LiteGraph measures nodes when it draws them; those that were just made or moved are measured here. */
function lookInside(group: LGraphGroup): void {
  const ctx = group.graph?.list_of_graphcanvas?.[0]?.ctx
  if (ctx) for (const node of group.graph?.nodes ?? []) node.updateArea(ctx)
  group.recomputeInsideNodes()
}

/** Nodes whose middle lies in the group, as it stands now. */
export function listGroupNodes(group: LGraphGroup): readonly LGraphNode[] {
  lookInside(group)
  return group.nodes
}

/** Makes a group as large as what it holds needs, and what is added to it. */
export function fitGroup(group: LGraphGroup, added: Iterable<Positionable> = []): void {
  lookInside(group)
  const content = [...group.children, ...added].filter((item) => item !== group)
  if (content.length > 0) group.resizeTo(new Set(content), GROUP_PADDING)
}

/** Takes a group away together with the nodes, reroutes and groups in it. */
export function removeWithContent(canvas: LGraphCanvas, group: LGraphGroup): void {
  lookInside(group)
  canvas.deselectAll()
  canvas.selectItems([group, ...group.children])
  canvas.deleteSelected()
}

/** Selected groups; nodes are looked after by others. */
export function listSelectedGroups(canvas: LGraphCanvas): LGraphGroup[] {
  return [...canvas.selectedItems].filter((item) => item instanceof LGraphGroup)
}

/** Selected nodes, those in selected groups included. */
export function listSelectedNodes(canvas: LGraphCanvas): LGraphNode[] {
  const nodes = [...canvas.selectedItems].filter((item) => item instanceof LGraphNode)
  return [...new Set([...nodes, ...listSelectedGroups(canvas).flatMap(listGroupNodes)])]
}
