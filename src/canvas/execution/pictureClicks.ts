import type { LGraphNode } from '@comfyorg/litegraph'
import { getCloseBox, getRatio } from './drawPictures'
import { contains, getPictureArea, layoutGrid } from './pictureLayout'
import type { PictureNode } from './pictureNode'
import { getLoadedPictures } from './pictureNode'

/** Lets a click enlarge one of a node's pictures, and another go back to all. */
export function installPictureClicks(node: LGraphNode): void {
  // LiteGraph gives each node an own handler, for its title's buttons.
  const before = node.onMouseDown
  node.onMouseDown = function onMouseDown(event, pos, canvas) {
    if (clickPictures(node as PictureNode, pos[0], pos[1])) {
      node.setDirtyCanvas(true)
      return true
    }
    return before?.call(this, event, pos, canvas) ?? false
  }
}

/** @returns whether the click hit something */
export function clickPictures(node: PictureNode, x: number, y: number): boolean {
  const pictures = getLoadedPictures(node)
  const area = getPictureArea(node)
  if (node.flags.collapsed || pictures.length < 2 || !contains(area, x, y)) return false
  if (node.imageIndex != null) {
    if (!contains(getCloseBox(area), x, y)) return false
    node.imageIndex = null
    return true
  }
  const cells = layoutGrid(area, pictures.length, getRatio(pictures[0]!))
  const index = cells.findIndex((cell) => contains(cell, x, y))
  if (index === -1) return false
  node.imageIndex = index
  return true
}
