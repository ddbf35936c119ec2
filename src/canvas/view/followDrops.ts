import type { LGraphNode } from '@comfyorg/litegraph'
import type { Cancel } from '@/domain/time'
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
    const { left, top } = element.getBoundingClientRect()
    const [x, y] = canvas.ds.convertCanvasToOffset([event.clientX - left, event.clientY - top])
    return canvas.graph?.getNodeOnPos(x ?? 0, y ?? 0, canvas.visible_nodes) ?? null
  }
  const onOver = (event: DragEvent) => {
    const node = find(event)
    if (node?.onDragOver?.(event) || (node && getUploadTarget(node))) event.preventDefault()
  }
  const onDrop = (event: DragEvent) => {
    const node = find(event)
    if (node && takeDrop(node, event)) event.preventDefault()
  }
  element.addEventListener('dragover', onOver)
  element.addEventListener('drop', onDrop)
  return () => {
    element.removeEventListener('dragover', onOver)
    element.removeEventListener('drop', onDrop)
  }
}

function takeDrop(node: DropNode, event: DragEvent): boolean {
  if (node.onDragDrop) {
    const answer = node.onDragDrop(event)
    // A pack that needs time to tell has taken it.
    if (answer instanceof Promise || answer) return true
  }
  const target = getUploadTarget(node)
  const file = [...(event.dataTransfer?.files ?? [])].find(({ type }) =>
    type.startsWith(`${target?.media}/`)
  )
  if (!target || !file) return false
  void uploadInto(node, target.name, file)
  return true
}
