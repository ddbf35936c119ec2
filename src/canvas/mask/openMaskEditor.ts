import type { LGraphNode } from '@comfyorg/litegraph'
import type { OutputFile } from '@/domain/nodeOutput'
import { isOutputFile, isPicture } from '@/domain/nodeOutput'
import { getCanvasHost } from '../canvasHost'
import { findInputFile } from '../execution/inputFile'
import type { PictureNode } from '../execution/pictureNode'
import { getNodeLocator } from '../graph/findNode'

/**
 * The file of the picture that a node shows: what its own field names, else the enlarged or first one of its results;
 * null for a node without a picture.
 */
export function findNodePicture(node: PictureNode): OutputFile | null {
  const input = findInputFile(node)
  if (input) return isPicture(input) ? input : null
  const index = node.imageIndex ?? 0
  const file = node.images?.[index]
  if (isOutputFile(file)) return isPicture(file) ? file : null
  return readAddress(node.imgs?.[index]?.src)
}

/**
 * Opens the mask editor for a node of the graph in front.
 * @param file one of its pictures; by default the chosen one
 * @returns false when it shows no picture
 */
export function openMaskEditor(node: LGraphNode, file = findNodePicture(node)): boolean {
  const locatorId = getNodeLocator(node)
  if (!file || !locatorId) return false
  getCanvasHost().editMask(file, locatorId)
  return true
}

/** Node packs put pictures on nodes by their address alone. */
function readAddress(src: string | undefined): OutputFile | null {
  if (!src || !URL.canParse(src)) return null
  const { searchParams } = new URL(src)
  const filename = searchParams.get('filename')
  if (!filename) return null
  return {
    filename,
    subfolder: searchParams.get('subfolder') ?? '',
    type: searchParams.get('type') ?? 'output'
  }
}
