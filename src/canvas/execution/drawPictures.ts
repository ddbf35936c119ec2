import { LiteGraph } from '@comfyorg/litegraph'
import type { Box } from './box'
import { fitInto } from './box'
import { layoutGrid } from './pictureLayout'
import type { PictureNode } from './pictureNode'
import { getLoadedPictures } from './pictureNode'
import { getPictureArea } from './resultLayout'

/** Below this many graph units a picture would be a speck. */
const LEAST_HEIGHT = 10

/** Draws a node's pictures below its widgets: all as a grid, or the one that was clicked. */
export function drawPictures(node: PictureNode, ctx: CanvasRenderingContext2D, opacity = 1): void {
  const pictures = getLoadedPictures(node)
  if (node.flags.collapsed || pictures.length === 0) return
  const area = getPictureArea(node)
  if (area.height < LEAST_HEIGHT) return
  ctx.save()
  const cells = layoutPictures(node, area)
  const enlarged = getEnlarged(node)
  pictures.forEach((picture, index) => {
    const cell = cells[index]
    if (!cell) return
    ctx.globalAlpha = opacity * (enlarged !== null || node.overIndex === index ? 1 : 0.92)
    ctx.drawImage(picture, cell.x, cell.y, cell.width, cell.height)
  })
  const shown = enlarged === null ? undefined : pictures[enlarged]
  ctx.globalAlpha = opacity
  if (shown) drawCaption(shown, area, ctx)
  ctx.restore()
}

function drawCaption(picture: HTMLImageElement, area: Box, ctx: CanvasRenderingContext2D): void {
  ctx.fillStyle = LiteGraph.NODE_TEXT_COLOR
  ctx.font = `${LiteGraph.NODE_SUBTEXT_SIZE}px ${LiteGraph.NODE_FONT}`
  ctx.textAlign = 'center'
  const caption = `${picture.naturalWidth} × ${picture.naturalHeight}`
  ctx.fillText(caption, area.x + area.width / 2, area.y + area.height + 14)
}

/** The picture that fills the node: the chosen one, or the only one; null while all are shown. */
export function getEnlarged(node: PictureNode): number | null {
  const { length } = getLoadedPictures(node)
  if (length === 1) return 0
  const { imageIndex } = node
  return imageIndex != null && imageIndex < length ? imageIndex : null
}

/** Where each loaded picture is drawn, in the node's coordinates; undefined for one that isn't. */
export function layoutPictures(
  node: PictureNode,
  area = getPictureArea(node)
): (Box | undefined)[] {
  const pictures = getLoadedPictures(node)
  const [first] = pictures
  if (!first) return []
  const enlarged = getEnlarged(node)
  const cells = layoutGrid(area, pictures.length, getRatio(first))
  return pictures.map((picture, index) => {
    if (enlarged !== null && enlarged !== index) return undefined
    const cell = enlarged === null ? cells[index]! : area
    const { x, y, width, height } = fitInto(cell, getRatio(picture))
    return { x: x + 1, y: y + 1, width: Math.max(0, width - 2), height: Math.max(0, height - 2) }
  })
}

function getRatio(picture: HTMLImageElement): number {
  return picture.naturalWidth / picture.naturalHeight || 1
}
