import type { LGraphNode } from '@comfyorg/litegraph'
import type { IBaseWidget } from '@comfyorg/litegraph/dist/types/widgets'
import { announceInputChange } from '../graph/graphChanges'

/**
 * A widget as this room and node packs know it: LiteGraph's, with what ComfyUI adds. `options` holds the
 * definition's own options too, unknown ones included.
 */
export interface ComfyWidget extends Omit<IBaseWidget, 'options' | 'value' | 'linkedWidgets'> {
  options: WidgetOptions
  value?: unknown
  /** Companions such as `control_after_generate`. */
  linkedWidgets?: ComfyWidget[]
  /** What goes into the prompt instead of the value; may take its time. */
  serializeValue?(node: LGraphNode, index: number): unknown
  /** The widget leaves its node. */
  onRemove?(): void
  /** The element of a widget that lies over the canvas; node packs know it by both names. */
  element?: HTMLElement
  inputEl?: HTMLElement
}

export interface WidgetOptions {
  [key: string]: unknown
  /** False: the value stays out of the prompt. (`widget.serialize === false` keeps it out of the document.) */
  serialize?: boolean
  values?: unknown
  min?: number
  max?: number
  step?: number
  step2?: number
  precision?: number
  round?: unknown
}

/** A node's widgets; none is an empty list. */
export function getWidgets(node: LGraphNode): ComfyWidget[] {
  return (node.widgets ?? []) as unknown as ComfyWidget[]
}

/** Tells the node, and who follows edits, that the user changed a value outside LiteGraph's own widgets. */
export function announceWidgetChange(
  node: LGraphNode,
  widget: ComfyWidget,
  previous: unknown
): void {
  widget.callback?.(widget.value, undefined, node)
  node.onWidgetChanged?.(widget.name, widget.value, previous, widget as unknown as IBaseWidget)
  if (node.graph) node.graph._version++
  // Notes, and classes of node packs, tell nobody.
  announceInputChange(node, widget.name)
}
