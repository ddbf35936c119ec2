import type { LGraphNode } from '@comfyorg/litegraph'
import { contains } from './box'
import { layoutPictures } from './drawPictures'
import type { PictureNode } from './pictureNode'
import { areLoaded, getLoadedPictures } from './pictureNode'

/** Lets a click enlarge one of a node's pictures; a drag moves the node by it, as by any other part. */
export function installPictureClicks(node: LGraphNode): void {
  // LiteGraph gives each node an own handler, for its title's buttons.
  const before = node.onMouseDown
  node.onMouseDown = function onMouseDown(event, pos, canvas) {
    const index = findPressed(node, pos[0], pos[1])
    if (index !== null) {
      const { pointer } = canvas
      const select = pointer.onClick
      pointer.onClick = (up) => {
        select?.(up)
        ;(node as PictureNode).imageIndex = index
        node.setDirtyCanvas(true)
      }
    }
    return before?.call(this, event, pos, canvas) ?? false
  }
}

/** The picture of a grid that a click at a point of the node would enlarge. */
function findPressed(node: PictureNode, x: number, y: number): number | null {
  if (node.imageIndex != null || !areLoaded(node)) return null
  return getLoadedPictures(node).length < 2 ? null : findPictureAt(node, x, y)
}

/** Which of a node's loaded pictures is at a point of the node. */
export function findPictureAt(node: PictureNode, x: number, y: number): number | null {
  if (node.flags.collapsed) return null
  const index = layoutPictures(node).findIndex((cell) => cell && contains(cell, x, y))
  return index === -1 ? null : index
}
