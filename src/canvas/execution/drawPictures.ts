import { LiteGraph } from '@comfyorg/litegraph'
import type { Box } from './pictureLayout'
import { fitInto, getPictureArea, layoutGrid } from './pictureLayout'
import type { PictureNode } from './pictureNode'
import { getLoadedPictures } from './pictureNode'

/** Below this many graph units a picture would be a speck. */
const LEAST_HEIGHT = 10
/** Side of the button that goes back from one picture to all. */
export const CLOSE_SIZE = 18

/** Draws a node's pictures below its widgets: all as a grid, or the one that was clicked. */
export function drawPictures(node: PictureNode, ctx: CanvasRenderingContext2D): void {
  const pictures = getLoadedPictures(node)
  const area = getPictureArea(node)
  if (node.flags.collapsed || pictures.length === 0 || area.height < LEAST_HEIGHT) return
  const single = pictures.length === 1 ? 0 : (node.imageIndex ?? null)
  const enlarged = single === null ? undefined : pictures[single]
  ctx.save()
  if (enlarged) drawOne(node, enlarged, area, pictures.length > 1, ctx)
  else {
    layoutGrid(area, pictures.length, getRatio(pictures[0]!)).forEach((cell, index) => {
      ctx.globalAlpha = node.overIndex === index ? 1 : 0.92
      drawInto(pictures[index]!, cell, ctx)
    })
  }
  ctx.restore()
}

function drawOne(
  node: PictureNode,
  picture: HTMLImageElement,
  area: Box,
  hasMore: boolean,
  ctx: CanvasRenderingContext2D
): void {
  drawInto(picture, area, ctx)
  ctx.fillStyle = LiteGraph.NODE_TEXT_COLOR
  ctx.font = `${LiteGraph.NODE_SUBTEXT_SIZE}px ${LiteGraph.NODE_FONT}`
  ctx.textAlign = 'center'
  const caption = `${picture.naturalWidth} × ${picture.naturalHeight}`
  ctx.fillText(caption, node.size[0] / 2, area.y + area.height + 14)
  if (!hasMore) return
  const { x, y } = getCloseBox(area)
  ctx.fillStyle = LiteGraph.WIDGET_BGCOLOR
  ctx.fillRect(x, y, CLOSE_SIZE, CLOSE_SIZE)
  ctx.fillStyle = LiteGraph.WIDGET_TEXT_COLOR
  ctx.fillText('×', x + CLOSE_SIZE / 2, y + CLOSE_SIZE - 5)
}

export function getCloseBox(area: Box): Box {
  return {
    x: area.x + area.width - CLOSE_SIZE - 4,
    y: area.y + 4,
    width: CLOSE_SIZE,
    height: CLOSE_SIZE
  }
}

export function getRatio(picture: HTMLImageElement): number {
  return picture.naturalWidth / picture.naturalHeight || 1
}

function drawInto(picture: HTMLImageElement, cell: Box, ctx: CanvasRenderingContext2D): void {
  const { x, y, width, height } = fitInto(cell, getRatio(picture))
  ctx.drawImage(picture, x + 1, y + 1, Math.max(0, width - 2), Math.max(0, height - 2))
}
