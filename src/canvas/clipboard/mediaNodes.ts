import type { LGraph, LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import { isLoadable } from '@/domain/loadableMedia'
import { t } from '@/i18n/translate'
import { announceFilled } from '../graph/graphChanges'
import { whileLoading } from '../graph/loading'
import { getUploadTarget, uploadInto } from '../widgets/uploadWidgets'

/** Classes that load each kind of file. */
const LOADERS: Readonly<Record<string, string>> = {
  image: 'LoadImage',
  audio: 'LoadAudio',
  video: 'LoadVideo'
}

/** Hooks of node packs for pasted files. */
interface PasteNode extends LGraphNode {
  pasteFile?(file: File): boolean | void
  pasteFiles?(files: readonly File[]): boolean | void
}

/** True for a picture, sound or video. */
export function isMedia({ type }: File): boolean {
  return kindOf(type) in LOADERS
}

/**
 * Gives a file to the one selected node if that takes such files, else to a new node where the pointer is.
 * @param needsOwn always to a new node: what is selected has been given one of the same files
 * @throws Error in words for people for a picture of a kind that the server's loader doesn't read
 */
export async function placeMedia(
  canvas: LGraphCanvas,
  file: File,
  needsOwn: boolean
): Promise<boolean> {
  const { graph } = canvas
  if (!graph) return false
  const taker = needsOwn ? null : findTaker(canvas, file)
  if (!isLoadable(file) && !(taker && hasHook(taker)))
    throw new Error(t('widgets.unreadablePicture', { type: file.type }))
  if (taker) return giveTo(taker, file)
  const loader = addLoader(canvas, file)
  if (!loader) return false
  try {
    const isGiven = await giveTo(loader, file)
    // A press of the mouse while the file was on its way has made a step of the node without it.
    if (isGiven) announceFilled(loader)
    return isGiven
  } finally {
    // The node and the file that it loads are one step.
    graph.afterChange()
  }
}

async function giveTo(node: LGraphNode, file: File): Promise<boolean> {
  if (giveToPack(node, file)) return true
  const target = getUploadTarget(node)
  return target !== null && uploadInto(node, target.name, [file])
}

function hasHook(node: PasteNode): boolean {
  return node.pasteFile !== undefined || node.pasteFiles !== undefined
}

function giveToPack(node: PasteNode, file: File): boolean {
  return node.pasteFile?.(file) === true || node.pasteFiles?.([file]) === true
}

function findTaker(canvas: LGraphCanvas, { type }: File): LGraphNode | null {
  const [node, ...others] = Object.values(canvas.selected_nodes)
  if (!node || others.length > 0) return null
  const isTaker = getUploadTarget(node)?.media === kindOf(type) || 'pasteFile' in node
  return isTaker ? node : null
}

/** Puts a node that loads such files where the pointer is. It is told of when it has its file. */
function addLoader(canvas: LGraphCanvas, { type }: File): LGraphNode | null {
  const { graph } = canvas
  const node = LiteGraph.createNode(LOADERS[kindOf(type)] ?? '')
  if (!node || !graph) return null
  node.pos = findPlace(canvas, graph)
  whileLoading(() => graph.add(node))
  canvas.selectItems([node])
  canvas.setDirty(true, true)
  return node
}

/** px of the graph between nodes for files that were given at once. */
const CASCADE = 30

/** At the pointer; in the middle of the view where the pointer is elsewhere. Nothing is laid onto another node exactly. */
function findPlace(canvas: LGraphCanvas, graph: LGraph): [number, number] {
  const [left = 0, top = 0, width = 0, height = 0] = canvas.visible_area
  let [x = 0, y = 0] = canvas.graph_mouse
  if (x < left || y < top || x > left + width || y > top + height) {
    x = left + width / 2
    y = top + height / 2
  }
  while (graph._nodes.some(({ pos }) => Math.hypot(pos[0] - x, pos[1] - y) < CASCADE)) {
    x += CASCADE
    y += CASCADE
  }
  return [x, y]
}

function kindOf(type: string): string {
  return type.split('/')[0] ?? ''
}
