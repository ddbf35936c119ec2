import type { LGraphNode } from '@comfyorg/litegraph'
import type { WorkflowCanvas } from '../view/workflowCanvas'
import { evaluateArithmetic } from '../widgets/arithmetic'
import { roundToStep } from '../widgets/numberWidgets'
import type { ComfyWidget } from '../widgets/widget'
import { announceWidgetChange, getWidgets } from '../widgets/widget'

/** What a widget is to hold after something was typed or chosen; undefined for what it can't. */
function accept(widget: ComfyWidget, given: unknown): unknown {
  if (typeof widget.value !== 'number' || typeof given === 'boolean') return given
  const number = typeof given === 'number' ? given : evaluateArithmetic(String(given))
  return number === null ? undefined : roundToStep(number, widget.options)
}

function write(node: LGraphNode, widget: ComfyWidget, given: unknown): void {
  const previous = widget.value
  const value = accept(widget, given)
  if (value === undefined || Object.is(value, previous)) return
  widget.value = value
  announceWidgetChange(node, widget, previous)
}

/** Calls for every widget of a name that no link feeds. */
function forEachFree(
  nodes: readonly LGraphNode[],
  name: string,
  visit: (node: LGraphNode, widget: ComfyWidget) => void
): void {
  for (const node of nodes) {
    const widget = getWidgets(node).find((candidate) => candidate.name === name)
    if (widget && node.getSlotFromWidget(widget as never)?.link == null) visit(node, widget)
  }
}

/** Writes the field of all nodes as the user would on the canvas. */
export function setWidget(nodes: readonly LGraphNode[], name: string, value: unknown): void {
  forEachFree(nodes, name, (node, widget) => write(node, widget, value))
}

/** Moves each node's number by steps of its own. */
export function stepWidget(nodes: readonly LGraphNode[], name: string, steps: number): void {
  forEachFree(nodes, name, (node, widget) => {
    if (typeof widget.value === 'number')
      write(node, widget, widget.value + steps * (widget.options.step2 ?? 1))
  })
}

/** Does what a press of a button on the canvas does. */
export function pressWidget(
  canvas: WorkflowCanvas,
  nodes: readonly LGraphNode[],
  name: string
): void {
  forEachFree(nodes, name, (node, widget) => {
    widget.callback?.(widget as never, canvas as never, node, canvas.graph_mouse as never)
  })
}
