import type { LayoutState, NodeLayout } from '../schema/nodeLayout'
import { layoutNode } from '../schema/nodeLayout'
import { getWidgets } from '../widgets/widget'
import type { ComfyNode } from './comfyNode'
import { attachDrivers } from './layoutDrivers'
import { reconcileSlots } from './reconcileSlots'
import { reconcileWidgets } from './reconcileWidgets'

/** What each node was laid out by last. */
const applied = new WeakMap<ComfyNode, NodeLayout>()

type StoredSlots = readonly { name: string; link?: number | null }[]

/**
 * Brings widgets and inputs in line with the values and links that decide over dynamic ones.
 * @param stored slots of a document that is being loaded: their links count as well
 * @returns whether anything changed
 */
export function updateLayout(node: ComfyNode, stored: StoredSlots = []): boolean {
  const layout = layoutNode(node.nodeData, makeLayoutState(node, stored))
  if (applied.get(node) === layout && hasSlots(node, layout)) return false
  applied.set(node, layout)
  const hasNewWidgets = reconcileWidgets(node, layout.widgets)
  if (hasNewWidgets)
    attachDrivers(node.nodeData, layout.widgets, getWidgets(node), () => {
      if (updateLayout(node)) growToFit(node)
    })
  return reconcileSlots(node, layout.slots) || hasNewWidgets
}

/** False when a node pack took one of them away. */
function hasSlots({ inputs }: ComfyNode, { slots }: NodeLayout): boolean {
  return slots.every(({ name }, index) => inputs[index]?.name === name)
}

function makeLayoutState(node: ComfyNode, stored: StoredSlots): LayoutState {
  const isLinked = (name: string): boolean =>
    [...stored, ...node.inputs].some(
      (slot) => slot.name === name && slot.link !== null && slot.link !== undefined
    )
  return {
    getValue: (name) => getWidgets(node).find((widget) => widget.name === name)?.value,
    getUsedSlots: (group, names) =>
      names.findLastIndex((name) => isLinked(name === group ? name : `${group}.${name}`)) + 1
  }
}

/** Makes room for what was added; the user's size is kept where it is enough. */
export function growToFit(node: ComfyNode): void {
  const [width, height] = node.computeSize()
  node.setSize([Math.max(node.size[0], width ?? 0), Math.max(node.size[1], height ?? 0)])
  node.setDirtyCanvas(true, true)
}
