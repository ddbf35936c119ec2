import { LGraphNode } from '@comfyorg/litegraph'
import { duplicateItems } from '../clipboard/canvasClipboard'
import type { WorkflowCanvas } from './workflowCanvas'

/**
 * With Alt, a drag takes a copy along. LiteGraph copies the node under the pointer; where that is one of several that
 * are selected, all of them are meant, with the links among them.
 * @param event a press that LiteGraph has just heard of
 */
export function copySelectedOnDrag(canvas: WorkflowCanvas, event: PointerEvent): void {
  const { graph, pointer, selectedItems } = canvas
  const { onDragStart } = pointer
  const [x = 0, y = 0] = canvas.graph_mouse
  if (!graph || !onDragStart || event.button !== 0 || event.ctrlKey || event.metaKey) return
  const node = graph.getNodeOnPos(x, y, canvas.visible_nodes)
  if (!node || !selectedItems.has(node) || selectedItems.size < 2) return
  const items = [...selectedItems]
  pointer.onDragStart = (...given) => {
    onDragStart(...given)
    // LiteGraph's single copy, which its drag has selected. The drag goes on with whatever is selected.
    for (const copy of canvas.selectedItems)
      if (copy instanceof LGraphNode && !items.includes(copy)) graph.remove(copy)
    duplicateItems(canvas, items)
  }
}
