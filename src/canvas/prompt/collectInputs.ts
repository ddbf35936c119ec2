import type { LGraphNode } from '@comfyorg/litegraph'
import { MissingNode } from '../nodes/missingNode'
import type { ComfyWidget } from '../widgets/widget'
import { getWidgets } from '../widgets/widget'
import type { FlatNode } from './flattenGraph'
import { resolveInput } from './resolveInput'

/** One input of a prompt's node as it was found at the press of Run; a value may still be on its way. */
export type PendingInput =
  | { readonly kind: 'link'; readonly name: string; readonly source: readonly [string, number] }
  | {
      readonly kind: 'value'
      readonly name: string
      readonly value: unknown
      /** The node's own widget, whose kind decides what becomes of the value. */
      readonly widget: ComfyWidget
      /** The widget that holds the value: the own one, or a promoted one of an instance. */
      readonly holder: ComfyWidget
      readonly holderNode: LGraphNode
      /** The value is the widget's plain one, not what a pack made of it. */
      readonly isPlain: boolean
    }
  /** A value of an unknown node. */
  | { readonly kind: 'stored'; readonly name: string; readonly value: unknown }

/**
 * Inputs of one node, widgets first in the node's order, then plain links. A widget fed by a link keeps its place;
 * one whose link leads nowhere keeps its own value.
 */
export function collectInputs(flat: FlatNode): PendingInput[] {
  const { node } = flat
  const inputs = new Map<string, PendingInput>()
  if (node instanceof MissingNode) collectStored(node, inputs)
  else
    getWidgets(node).forEach((widget, index) => {
      if (!widget.name || widget.options?.serialize === false) return
      inputs.set(widget.name, readWidget(widget.name, widget, widget, node, index))
    })
  node.inputs.forEach((input, index) => {
    const source = resolveInput(flat, index)
    if (source?.kind === 'link') {
      const { executionId, slot } = source
      inputs.set(input.name, { kind: 'link', name: input.name, source: [executionId, slot] })
    } else if (source) {
      const own = node.getWidgetFromSlot(input) as unknown as ComfyWidget | undefined
      const { widget, node: holder } = source
      const at = getWidgets(holder).indexOf(widget)
      inputs.set(input.name, readWidget(input.name, own ?? widget, widget, holder, at))
    }
  })
  return [...inputs.values()]
}

function readWidget(
  name: string,
  widget: ComfyWidget,
  holder: ComfyWidget,
  holderNode: LGraphNode,
  index: number
): PendingInput {
  const isPlain = !holder.serializeValue
  // Asked for now, awaited later: what the user changes meanwhile must not get in [B13].
  const value = holder.serializeValue
    ? holder.serializeValue(holderNode, index)
    : copyValue(holder.value)
  return { kind: 'value', name, value, widget, holder, holderNode, isPlain }
}

function copyValue(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? structuredClone(value) : value
}

/** Nobody knows the names of an unknown node's values. */
function collectStored(node: MissingNode, inputs: Map<string, PendingInput>): void {
  const values = Array.isArray(node.storedValues) ? (node.storedValues as readonly unknown[]) : []
  values.forEach((value, index) => {
    const name = index === 0 ? 'UNKNOWN' : `UNKNOWN_${index}`
    // As a text field would hold it.
    const held = typeof value === 'object' && value !== null ? JSON.stringify(value) : value
    inputs.set(name, { kind: 'stored', name, value: held })
  })
}
