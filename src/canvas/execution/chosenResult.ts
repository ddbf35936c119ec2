import type { LGraphNode } from '@comfyorg/litegraph'
import type { OutputFile } from '@/domain/nodeOutput'
import { contains } from './box'
import { getEnlarged } from './drawPictures'
import { findPictureAt } from './pictureClicks'
import type { PictureNode } from './pictureNode'
import { getLoadedPictures } from './pictureNode'
import { layoutResult } from './resultLayout'
import { getResultView, getSlider } from './resultView'

/**
 * The file of a node's result that menus act on: what is at the point, else the enlarged or first picture, else the
 * first player's.
 * @param x in the node's coordinates, as `y`
 */
export function findChosenFile(node: PictureNode, x: number, y: number): OutputFile | null {
  const { pictures, players } = getResultView(node)
  const at = findPictureAt(node, x, y)
  if (at !== null) return pictures[toFileIndex(node, at)] ?? null
  const layout = layoutResult(node)
  const player = layout.players.findIndex((box) => contains(box, x, y))
  if (player !== -1) return players[player] ?? null
  const pair = findCompared(node, x)
  if (pair) return pair
  return pictures[toFileIndex(node, getEnlarged(node) ?? 0)] ?? players[0] ?? null
}

/** Of two compared pictures, the one that is seen at the point. */
function findCompared(node: PictureNode, x: number): OutputFile | null {
  const { pairs } = getResultView(node)
  const pair = pairs[node.imageIndex ?? 0] ?? pairs[0]
  if (!pair) return null
  const { x: left, width } = layoutResult(node).pairs
  const isLeft = x - left < (width * getSlider(node)) / 100
  return (isLeft ? pair.a : pair.b) ?? pair.a ?? pair.b
}

/** Pictures that are not loaded (yet) are not counted on the node. */
function toFileIndex(node: PictureNode, loaded: number): number {
  const picture = getLoadedPictures(node)[loaded]
  const index = picture ? (node.imgs ?? []).indexOf(picture) : -1
  return Math.max(0, index)
}

/** All that a node shows as text: in its own field, or below it. */
export function readShownText(node: LGraphNode, field: string): string {
  const { texts } = getResultView(node)
  return [field, ...texts].filter((text) => text !== '').join('\n')
}
