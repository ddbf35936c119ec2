import type { LGraph, LGraphNode } from '@comfyorg/litegraph'
import { LGraphEventMode, LiteGraph } from '@comfyorg/litegraph'
import { lighten } from '../view/lightColours'
import type { Box, MapLayout } from './mapLayout'
import { getNodeBox } from './mapLayout'

/** Colours of the page, read when the minimap is drawn. */
export interface MapColours {
  readonly running: string
  readonly error: string
  readonly node: string
  readonly bypassed: string
  readonly link: string
  /** Nodes' own colours are drawn lighter, as on the canvas. */
  readonly isLight: boolean
}

/** How a node stands out; what runs or failed is seen before what it is. */
export type NodeMark = 'running' | 'error' | 'bypassed' | 'muted' | 'plain'

export function getNodeMark(node: LGraphNode): NodeMark {
  if (node.strokeStyles.running?.call(node)) return 'running'
  if (node.has_errors) return 'error'
  if (node.mode === LGraphEventMode.BYPASS) return 'bypassed'
  return node.mode === LGraphEventMode.NEVER ? 'muted' : 'plain'
}

const MUTED_ALPHA = 0.35
const GROUP_ALPHA = 0.3
/** CSS px; a node is never smaller. */
const MIN_SIDE = 2

/** Draws groups, links and nodes, in this order. */
export function drawMap(
  ctx: CanvasRenderingContext2D,
  graph: LGraph,
  layout: MapLayout,
  colours: MapColours
): void {
  const fill = ({ x, y, width, height }: Box) =>
    ctx.fillRect(
      (x - layout.x) * layout.scale,
      (y - layout.y) * layout.scale,
      Math.max(MIN_SIDE, width * layout.scale),
      Math.max(MIN_SIDE, height * layout.scale)
    )
  ctx.globalAlpha = GROUP_ALPHA
  for (const { pos, size, color } of graph._groups) {
    ctx.fillStyle = color || colours.node
    fill({ x: pos[0], y: pos[1], width: size[0], height: size[1] })
  }
  ctx.globalAlpha = 1
  drawLinks(ctx, graph, layout, colours.link)
  for (const node of graph._nodes) {
    const mark = getNodeMark(node)
    ctx.globalAlpha = mark === 'muted' ? MUTED_ALPHA : 1
    ctx.fillStyle = getColour(node, mark, colours)
    fill(getNodeBox(node))
  }
  ctx.globalAlpha = 1
}

function getColour(node: LGraphNode, mark: NodeMark, colours: MapColours): string {
  if (mark === 'running' || mark === 'error' || mark === 'bypassed') return colours[mark]
  const own = node.bgcolor || node.color
  return (colours.isLight ? lighten(own) : own) || colours.node
}

/** All in one stroke. */
function drawLinks(
  ctx: CanvasRenderingContext2D,
  graph: LGraph,
  { x, y, scale }: MapLayout,
  colour: string
): void {
  ctx.beginPath()
  for (const { origin_id, target_id } of graph._links.values()) {
    const [from, to] = [graph.getNodeById(origin_id), graph.getNodeById(target_id)]
    if (!from || !to) continue
    const [a, b] = [getNodeBox(from), getNodeBox(to)]
    ctx.moveTo((a.x + a.width - x) * scale, (a.y + LiteGraph.NODE_TITLE_HEIGHT - y) * scale)
    ctx.lineTo((b.x - x) * scale, (b.y + LiteGraph.NODE_TITLE_HEIGHT - y) * scale)
  }
  ctx.lineWidth = 1
  ctx.strokeStyle = colour
  ctx.stroke()
}
