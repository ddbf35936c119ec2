import type { LGraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import { LEAST_SCALE } from '../overlay/domWidgetLayer'
import { getWidgets } from '../widgets/widget'

/** Room on both sides of a widget, and below it, in graph units. */
const MARGIN = 15
const GAP = 4

/** True where a widget is a few pixels high: nobody reads it, and hundreds may be on screen. */
export function isFar(scale: number): boolean {
  return scale < LEAST_SCALE
}

/** Draws widgets as what is left of them from far away, plain bars; their own drawing costs half of a frame there. */
export function drawFarWidgets(
  node: LGraphNode,
  ctx: CanvasRenderingContext2D,
  opacity: number
): void {
  ctx.globalAlpha = opacity
  ctx.fillStyle = LiteGraph.WIDGET_BGCOLOR
  for (const widget of getWidgets(node)) {
    if (!node.isWidgetVisible(widget as never)) continue
    widget.last_y = widget.y
    const height = (widget.computedHeight ?? 0) - GAP
    const width = (widget.width ?? node.size[0]) - 2 * MARGIN
    if (height > 0 && width > 0) ctx.fillRect(MARGIN, widget.y, width, height)
  }
  ctx.globalAlpha = 1
}
