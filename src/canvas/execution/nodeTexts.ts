import type { LGraphNode } from '@comfyorg/litegraph'
import type { NodeOutput } from '@/domain/nodeOutput'
import type { ComfyWidget } from '../widgets/widget'
import { getWidgets } from '../widgets/widget'

/** The read-only field in which a node shows its text. */
export function findTextField(node: LGraphNode): ComfyWidget | undefined {
  return getWidgets(node).find(
    ({ serialize, options }) => serialize === false && options?.readOnly === true
  )
}

/** Shows a result's text in the node's read-only widget, if it has one. */
export function showText(node: LGraphNode, output: NodeOutput | undefined): void {
  const widget = findTextField(node)
  if (!widget) return
  const { text } = output ?? {}
  const shown = Array.isArray(text) ? text.map(String).join('\n') : String(text ?? '')
  if (widget.value === shown) return
  widget.value = shown
  node.setDirtyCanvas(true)
}
