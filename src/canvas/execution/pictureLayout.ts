import type { LGraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import { getWidgets } from '../widgets/widget'

/** Graph units between pictures, and around them. */
const GAP = 4
/** Room for pictures that a node gets with its first one. */
export const PICTURE_HEIGHT = 220
/** A line below the pictures for their size. */
const CAPTION = 18

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

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

/** The part of a node below its widgets, in its own coordinates. */
export function getPictureArea(node: LGraphNode): Box {
  const top = getContentBottom(node)
  const height = Math.max(0, node.size[1] - top - GAP - CAPTION)
  return { x: GAP, y: top, width: Math.max(0, node.size[0] - 2 * GAP), height }
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

/** The largest box of a shape in the middle of another. */
export function fitInto(box: Box, ratio: number): Box {
  const width = Math.min(box.width, box.height * ratio)
  const height = width / ratio
  return {
    x: box.x + (box.width - width) / 2,
    y: box.y + (box.height - height) / 2,
    width,
    height
  }
}

export function contains(box: Box, x: number, y: number): boolean {
  return x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height
}
