import type { LGraph, LGraphNode } from '@comfyorg/litegraph'

type Rect = Readonly<ArrayLike<number>>

/** Graph units by which a link may leave the box around its two nodes: the bend of a curve, and slots that packs move. */
const MARGIN = 200

/**
 * Nodes with a link into them that may be in view, in the order of the graph. LiteGraph works out both ends of every
 * link of the graph before it looks where they are, which takes half of a frame at 2 000 nodes.
 *
 * @param area what the canvas shows, `[x, y, width, height]` in graph units
 */
export function listLinkedInView(graph: LGraph, area: Rect): LGraphNode[] {
  return graph._nodes.filter((node) => {
    const own = node.boundingRect
    if (overlaps(own, own, area)) return true
    return node.inputs.some(({ link: id }) => {
      const link = id == null ? undefined : graph._links.get(id)
      if (!link) return false
      const origin = graph._nodes_by_id[link.origin_id]
      // Reroutes may lie anywhere.
      return !origin || link.parentId !== undefined || overlaps(own, origin.boundingRect, area)
    })
  })
}

/** Differs when fields that links lead to have got other places in their node, or each other's. */
export function sumPlaces({ inputs }: LGraphNode): number {
  let sum = 0
  inputs.forEach(({ link, pos }, index) => {
    if (link != null && pos) sum += (index + 1) * pos[1]
  })
  return sum
}

/** True if the box around two rectangles, and some more, has a part in the area. */
function overlaps(a: Rect, b: Rect, area: Rect): boolean {
  const [left, top] = [Math.min(a[0]!, b[0]!) - MARGIN, Math.min(a[1]!, b[1]!) - MARGIN]
  const right = Math.max(a[0]! + a[2]!, b[0]! + b[2]!) + MARGIN
  const bottom = Math.max(a[1]! + a[3]!, b[1]! + b[3]!) + MARGIN
  return (
    left < area[0]! + area[2]! && right > area[0]! && top < area[1]! + area[3]! && bottom > area[1]!
  )
}
