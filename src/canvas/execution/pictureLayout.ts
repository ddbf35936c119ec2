import type { LGraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import { getWidgets } from '../widgets/widget'
import type { Box } from './box'

/** Graph units between pictures, and around them. */
export const GAP = 4
/** A line below the pictures for their size. */
export const CAPTION = 18

/** Where a node's slots and widgets end, in its own coordinates. */
export function getContentBottom(node: LGraphNode): number {
  const rows = Math.max(node.inputs.filter((input) => !input.widget).length, node.outputs.length)
  let bottom = rows * LiteGraph.NODE_SLOT_HEIGHT + 6
  for (const widget of getWidgets(node)) {
    if (!node.isWidgetVisible(widget as never)) continue
    bottom = Math.max(bottom, widget.y + (widget.computedHeight ?? LiteGraph.NODE_WIDGET_HEIGHT))
  }
  return bottom + GAP
}

/** Cells for pictures of equal shape: as large as the area allows. @param ratio width by height of one */
export function layoutGrid(area: Box, count: number, ratio: number): Box[] {
  let columns = 1
  let best = 0
  for (let candidate = 1; candidate <= count; candidate++) {
    const rows = Math.ceil(count / candidate)
    const width = Math.min(area.width / candidate, (area.height / rows) * ratio)
    if (width <= best) continue
    best = width
    columns = candidate
  }
  const rows = Math.ceil(count / columns)
  const width = area.width / columns
  const height = area.height / rows
  return Array.from({ length: count }, (_, index) => ({
    x: area.x + (index % columns) * width,
    y: area.y + Math.floor(index / columns) * height,
    width,
    height
  }))
}
