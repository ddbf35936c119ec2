import type { LGraphNode } from '@comfyorg/litegraph'
import { isLoadable } from '@/domain/loadableMedia'
import type { Cancel } from '@/domain/time'
import { toGraph } from '../links/findLink'
import { findDroppedFolder, getFolderTarget, uploadDropped } from '../widgets/folderUpload'
import { getUploadTarget, uploadInto } from '../widgets/uploadWidgets'
import type { WorkflowCanvas } from './workflowCanvas'

/** Hooks of node packs for what is dropped onto a node. */
interface DropNode extends LGraphNode {
  onDragOver?(event: DragEvent): boolean
  onDragDrop?(event: DragEvent): boolean | Promise<boolean>
}

/**
 * Gives files dropped onto a node to that node: to its pack's hook, else to its upload. A drop that was taken has its
 * default prevented; all others are left to the page, which opens them as documents.
 */
export function followDrops(canvas: WorkflowCanvas, element: HTMLCanvasElement): Cancel {
  const find = (event: DragEvent): DropNode | null => {
    const [x = 0, y = 0] = toGraph(canvas, event)
    // While something is dragged, LiteGraph hears of no pointer; what becomes a node of its own is put here.
    canvas.graph_mouse[0] = x
    canvas.graph_mouse[1] = y
    return canvas.graph?.getNodeOnPos(x, y, canvas.visible_nodes) ?? null
  }
  const onOver = (event: DragEvent) => {
    const node = find(event)
    if (node?.onDragOver?.(event) || (node && takesFiles(node))) event.preventDefault()
  }
  const onDrop = (event: DragEvent) => {
    canvas.drawDue()
    const node = find(event)
    if (node && takeDrop(node, event)) event.preventDefault()
    // What is selected is elsewhere, and not meant.
    else if (event.dataTransfer?.types.some((type) => /^(Files|text\/uri-list)$/.test(type)))
      canvas.deselectAll()
  }
  element.addEventListener('dragover', onOver)
  element.addEventListener('drop', onDrop)
  return () => {
    element.removeEventListener('dragover', onOver)
    element.removeEventListener('drop', onDrop)
  }
}

function takesFiles(node: DropNode): boolean {
  return getUploadTarget(node) !== null || getFolderTarget(node) !== null
}

function takeDrop(node: DropNode, event: DragEvent): boolean {
  if (node.onDragDrop) {
    const answer = node.onDragDrop(event)
    // A pack that needs time to tell has taken it.
    if (answer instanceof Promise || answer) return true
  }
  const folderTarget = getFolderTarget(node)
  const folder = folderTarget !== null && findDroppedFolder(event.dataTransfer)
  if (folder) {
    void uploadDropped(node, folderTarget, folder)
    return true
  }
  const target = getUploadTarget(node)
  const files = [...(event.dataTransfer?.files ?? [])].filter(
    (file) => file.type.startsWith(`${target?.media}/`) && isLoadable(file)
  )
  if (!target || files.length === 0) return false
  void uploadInto(node, target.name, files)
  return true
}
