import type { LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'
import { LGraphGroup, LGraphNode as NodeClass, LiteGraph } from '@comfyorg/litegraph'
import { enterMenu } from '../setup/menuKeys'

/** px of the graph from the left of a title to where its menu opens. */
const INSET = 40
/** px of the graph between a node and the edge of the view. */
const MARGIN = 20

/** Opens the menu of a node, or of free canvas, at a point of the page, as the right button does. */
export function openMenuAt(
  canvas: LGraphCanvas,
  node: LGraphNode | undefined,
  event: MouseEvent
): void {
  const { left, top } = canvas.canvas.getBoundingClientRect()
  const [x = 0, y = 0] = canvas.ds.convertCanvasToOffset([
    event.clientX - left,
    event.clientY - top
  ])
  canvas.adjustMouseEvent(event as never)
  canvas.graph_mouse[0] = x
  canvas.graph_mouse[1] = y
  if (node && !node.selected) canvas.processSelect(node, event as never, true)
  canvas.processContextMenu(node, event as never)
  canvas.setDirty(true, true)
}

/** Opens by a key the menu of what is selected; where that is nothing, of free canvas in the middle of the view. */
export function openMenuOfSelected(canvas: LGraphCanvas): void {
  const items = [...canvas.selectedItems]
  const node = items.find((item) => item instanceof NodeClass)
  const group = items.find((item) => item instanceof LGraphGroup)
  if (node) showNode(canvas, node)
  const { width, height, left, top } = canvas.canvas.getBoundingClientRect()
  const at = node
    ? [node.pos[0] + INSET, node.pos[1] - LiteGraph.NODE_TITLE_HEIGHT / 2]
    : group && [group.pos[0] + INSET, group.pos[1] + group.titleHeight / 2]
  const [x = 0, y = 0] = at ? canvas.ds.convertOffsetToCanvas(at as never) : [width / 2, height / 2]
  const clamp = (value: number, size: number) => Math.min(size, Math.max(0, value))
  const place = { clientX: left + clamp(x, width), clientY: top + clamp(y, height) }
  openMenuAt(canvas, node, new MouseEvent('contextmenu', place))
  enterMenu()
}

/** Moves the view to a node that is out of it: to its middle, or to its title where the view is smaller. */
export function showNode({ canvas, ds }: LGraphCanvas, node: LGraphNode): void {
  const { width, height } = canvas.getBoundingClientRect()
  const view = [width / ds.scale, height / ds.scale]
  const [x = 0, y = 0, ...size] = node.boundingRect
  for (const [axis, start] of [x, y].entries()) {
    const [length = 0, room = 0] = [size[axis], view[axis]]
    const before = start + ds.offset[axis]!
    const isWithin = before >= 0 && before + Math.min(length, room) <= room
    if (!isWithin) ds.offset[axis] = Math.max(MARGIN, (room - length) / 2) - start
  }
}
