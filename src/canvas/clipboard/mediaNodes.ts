import type { LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
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

/** True for a file that a node can load. */
export function isMedia({ type }: File): boolean {
  return kindOf(type) in LOADERS
}

/** Gives a file to the one selected node if that takes such files, else to a new node where the pointer is. */
export async function placeMedia(canvas: LGraphCanvas, file: File): Promise<boolean> {
  const { graph } = canvas
  if (!graph) return false
  const node = findTaker(canvas, file) ?? addLoader(canvas, file)
  if (!node) return false
  const { pasteFile, pasteFiles } = node as PasteNode
  if (pasteFile?.call(node, file) === true || pasteFiles?.call(node, [file]) === true) return true
  const target = getUploadTarget(node)
  return target ? uploadInto(node, target.name, file) : false
}

function findTaker(canvas: LGraphCanvas, { type }: File): LGraphNode | null {
  const [node, ...others] = Object.values(canvas.selected_nodes)
  if (!node || others.length > 0) return null
  const isTaker = getUploadTarget(node)?.media === kindOf(type) || 'pasteFile' in node
  return isTaker ? node : null
}

function addLoader(canvas: LGraphCanvas, { type }: File): LGraphNode | null {
  const { graph } = canvas
  const node = LiteGraph.createNode(LOADERS[kindOf(type)] ?? '')
  if (!node || !graph) return null
  graph.beforeChange()
  const [x = 0, y = 0] = canvas.graph_mouse
  node.pos = [x, y]
  graph.add(node)
  graph.afterChange()
  canvas.selectItems([node])
  return node
}

function kindOf(type: string): string {
  return type.split('/')[0] ?? ''
}
