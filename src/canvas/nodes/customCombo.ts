import { getWidgets } from '../widgets/widget'
import type { ComfyNode } from './comfyNode'

/** A CustomCombo offers the options typed into the node itself, and tells the index of the chosen one. */
export function attachCustomCombo(node: ComfyNode): void {
  if (node.nodeData.name !== 'CustomCombo') return
  const find = (name: string) => getWidgets(node).find((widget) => widget.name === name)
  const choice = find('choice')
  if (!choice) return
  Object.defineProperty(choice.options, 'values', {
    get: () => listOptions(node),
    set: () => {
      // The list is what the node's own fields say.
    },
    enumerable: true,
    configurable: true
  })
  choice.callback = () => {
    const index = find('index')
    if (index) index.value = listOptions(node).indexOf(choice.value)
  }
}

function listOptions(node: ComfyNode): unknown[] {
  return getWidgets(node)
    .filter((widget) => /^option\d+$/.test(widget.name) && widget.value !== '')
    .map((widget) => widget.value)
}
