import type { LGraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'

export type AlignSide = 'left' | 'right' | 'top' | 'bottom' | 'center' | 'middle'
export type DistributeAxis = 'horizontally' | 'vertically'

/** Start and length of a node along an axis, its title included. */
interface Span {
  readonly start: number
  readonly length: number
}

/** 0 is across, 1 is down. */
type Axis = 0 | 1

function getSpan(node: LGraphNode, axis: Axis): Span {
  const { pos, renderingSize } = node
  if (axis === 0) return { start: pos[0], length: renderingSize[0] }
  const title = LiteGraph.NODE_TITLE_HEIGHT
  return { start: pos[1] - title, length: renderingSize[1] + title }
}

const getMovable = (nodes: readonly LGraphNode[]) => nodes.filter(({ pinned }) => !pinned)

function moveTo(node: LGraphNode, axis: Axis, start: number): void {
  node.pos[axis] += start - getSpan(node, axis).start
}

/** What all spans cover together. */
function getBounds(spans: readonly Span[]): Span {
  const start = Math.min(...spans.map((span) => span.start))
  return { start, length: Math.max(...spans.map((span) => span.start + span.length)) - start }
}

/**
 * Puts one side, or the centres, of nodes on a line; pinned ones stay.
 * @param reference the node that gives the line; without one the outermost node does
 */
export function alignNodes(
  nodes: readonly LGraphNode[],
  side: AlignSide,
  reference?: LGraphNode
): void {
  const axis: Axis = side === 'left' || side === 'right' || side === 'center' ? 0 : 1
  const spans = (reference ? [reference] : nodes).map((node) => getSpan(node, axis))
  if (spans.length === 0) return
  const bounds = getBounds(spans)
  for (const node of getMovable(nodes)) {
    const { length } = getSpan(node, axis)
    const rest = bounds.length - length
    if (side === 'left' || side === 'top') moveTo(node, axis, bounds.start)
    else if (side === 'right' || side === 'bottom') moveTo(node, axis, bounds.start + rest)
    else moveTo(node, axis, bounds.start + rest / 2)
  }
}

/** Leaves the same room between each two neighbours; the outermost stay, and so do pinned ones. */
export function distributeNodes(nodes: readonly LGraphNode[], along: DistributeAxis): void {
  const axis: Axis = along === 'horizontally' ? 0 : 1
  const middle = ({ start, length }: Span) => start + length / 2
  const sorted = getMovable(nodes)
    .map((node) => ({ node, span: getSpan(node, axis) }))
    .sort((a, b) => middle(a.span) - middle(b.span))
  if (sorted.length < 3) return
  const first = sorted[0]!.span
  const last = sorted.at(-1)!.span
  const total = sorted.reduce((sum, { span }) => sum + span.length, 0)
  const gap = (last.start + last.length - first.start - total) / (sorted.length - 1)
  let start = first.start
  for (const { node, span } of sorted) {
    moveTo(node, axis, start)
    start += span.length + gap
  }
}
