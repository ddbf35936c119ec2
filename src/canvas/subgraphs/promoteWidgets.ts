import type { INodeInputSlot, LGraphNode, Subgraph } from '@comfyorg/litegraph'
import type { SubgraphInput } from '@comfyorg/litegraph/dist/subgraph/SubgraphInput'
import { INPUT_BORDER } from '../graph/borderLinks'
import type { ComfyWidget } from '../widgets/widget'
import { getWidgets } from '../widgets/widget'
import { exposeInput, listInstances, removeSlot } from './editBorder'

/** A widget inside a subgraph that can be, or is, shown on the subgraph's instances. */
export interface PromotableWidget {
  readonly node: LGraphNode
  readonly widget: ComfyWidget
  readonly slot: INodeInputSlot
  /** The input of the subgraph that it is promoted by; null while it isn't. */
  readonly input: SubgraphInput | null
}

/** How a widget stands; null for one that has no socket, or is fed from inside. */
export function findPromotable(node: LGraphNode, widget: ComfyWidget): PromotableWidget | null {
  const { graph } = node
  const slot = graph?.isRootGraph === false ? node.getSlotFromWidget(widget as never) : undefined
  if (!graph || !slot || widget.hidden) return null
  if (slot.link == null) return { node, widget, slot, input: null }
  const link = graph._links.get(slot.link)
  if (link?.origin_id !== INPUT_BORDER) return null
  return { node, widget, slot, input: (graph as Subgraph).inputs[link.origin_slot] ?? null }
}

/** All widgets in a subgraph that can be promoted, or are. */
export function listPromotable(subgraph: Subgraph): PromotableWidget[] {
  return subgraph.nodes.flatMap((node) =>
    getWidgets(node).flatMap((widget) => findPromotable(node, widget) ?? [])
  )
}

/** Gives every instance of the subgraph the widget, with a value of its own. */
export function promoteWidget({ node, slot, input, widget }: PromotableWidget): void {
  if (!input) exposeInput(node, slot, slot.label ?? widget.label)
}

/** Takes the widget off the instances. The value of an only instance stays, inside. */
export function demoteWidget({ node, slot, input, widget }: PromotableWidget): void {
  if (!input || slot.link == null) return
  const subgraph = node.graph as Subgraph
  const [instance, other] = listInstances(subgraph)
  if (instance && !other) {
    const own = getWidgets(instance).find(({ name }) => name === input.name)
    if (own) widget.value = own.value
  }
  if (input.linkIds.length > 1) subgraph.removeLink(slot.link)
  else removeSlot(subgraph, input)
}
