import type {
  INodeInputSlot,
  INodeOutputSlot,
  LGraphNode,
  Subgraph,
  SubgraphNode
} from '@comfyorg/litegraph'
import { SubgraphNode as InstanceClass } from '@comfyorg/litegraph'
import type { SubgraphInput } from '@comfyorg/litegraph/dist/subgraph/SubgraphInput'
import type { SubgraphOutput } from '@comfyorg/litegraph/dist/subgraph/SubgraphOutput'
import { isLoadingDocument } from '../graph/loading'
import { listNodes } from '../graph/walkGraph'
import { renumberLinks } from '../nodes/reconcileSlots'
import { getWidgets } from '../widgets/widget'

export type BorderSlot = SubgraphInput | SubgraphOutput

/** All nodes that stand for a subgraph, in whichever graph of the document. */
export function listInstances(subgraph: Subgraph): SubgraphNode[] {
  return listNodes(subgraph.rootGraph).filter(
    (node): node is SubgraphNode => node instanceof InstanceClass && node.subgraph === subgraph
  )
}

/** The list that a slot of the border is in. */
export function getSide(subgraph: Subgraph, slot: BorderSlot): readonly BorderSlot[] {
  return isInput(subgraph, slot) ? subgraph.inputs : subgraph.outputs
}

function isInput(subgraph: Subgraph, slot: BorderSlot): slot is SubgraphInput {
  return subgraph.inputs.includes(slot as SubgraphInput)
}

/** Names a slot on the border, and with it on every instance. */
export function renameSlot(subgraph: Subgraph, slot: BorderSlot, name: string): void {
  if (!isInput(subgraph, slot)) {
    subgraph.renameOutput(slot, name)
    return
  }
  subgraph.renameInput(slot, name)
  for (const instance of listInstances(subgraph))
    for (const widget of getWidgets(instance)) if (widget.name === slot.name) widget.label = name
}

/** Gives the border an input that feeds an input of a node inside; every instance has it. */
export function exposeInput(node: LGraphNode, slot: INodeInputSlot, label = slot.label): void {
  const subgraph = node.graph as Subgraph
  const added = subgraph.addInput(findFreeName(subgraph.inputs, slot.name), String(slot.type))
  if (label !== undefined) added.label = label
  added.connect(slot, node)
  for (const instance of listInstances(subgraph)) {
    const own = instance.inputs.find(({ name }) => name === added.name)
    if (own && label !== undefined) own.label = label
    growToFit(instance)
  }
}

/** Gives the border an output that an output of a node inside feeds; every instance has it. */
export function exposeOutput(node: LGraphNode, slot: INodeOutputSlot): void {
  const subgraph = node.graph as Subgraph
  const added = subgraph.addOutput(findFreeName(subgraph.outputs, slot.name), String(slot.type))
  added.connect(slot, node)
  listInstances(subgraph).forEach(growToFit)
}

function growToFit(instance: SubgraphNode): void {
  const least = instance.computeSize()
  instance.setSize([Math.max(instance.size[0], least[0]), Math.max(instance.size[1], least[1])])
}

function findFreeName(slots: readonly { readonly name: string }[], name: string): string {
  const taken = new Set(slots.map((slot) => slot.name))
  let free = name
  for (let count = 1; taken.has(free); count++) free = `${name}_${count}`
  return free
}

/** Takes a slot away with the links on both sides of the border; its promoted widgets go with it. */
export function removeSlot(subgraph: Subgraph, slot: BorderSlot): void {
  disconnectSlot(subgraph, slot)
  if (isInput(subgraph, slot)) subgraph.removeInput(slot)
  else subgraph.removeOutput(slot)
}

export function disconnectSlot(subgraph: Subgraph, slot: BorderSlot): void {
  // What is removed leaves the list.
  const ids = slot.linkIds.slice()
  for (const id of ids) subgraph.removeLink(id)
}

/** Moves a slot to another place among those of its side; links and values stay with their slots. */
export function moveSlot(subgraph: Subgraph, slot: BorderSlot, to: number): void {
  const side = getSide(subgraph, slot) as BorderSlot[]
  const from = side.indexOf(slot)
  if (from === -1 || to < 0 || to >= side.length || to === from) return
  const isIn = isInput(subgraph, slot)
  move(side, from, to)
  side.forEach(({ linkIds }, index) => {
    for (const id of linkIds) {
      const link = subgraph._links.get(id)
      if (link) link[isIn ? 'origin_slot' : 'target_slot'] = index
    }
  })
  for (const instance of listInstances(subgraph)) {
    if (isIn) moveInput(instance, from, to)
    else moveOutput(instance, from, to)
  }
  subgraph._version++
}

function moveInput(instance: SubgraphNode, from: number, to: number): void {
  move(instance.inputs, from, to)
  renumberLinks(instance)
  sortFields(instance)
}

/** Values are stored by place: fields stand in the order of their inputs. */
function sortFields({ inputs, widgets }: SubgraphNode): void {
  const places = new Map(inputs.map(({ name }, index) => [name, index]))
  widgets.sort((a, b) => (places.get(a.name) ?? 0) - (places.get(b.name) ?? 0))
}

/** A field that comes onto an instance is LiteGraph's last, whichever input it belongs to. */
export function keepFieldsSorted(subgraph: Subgraph): void {
  subgraph.events.addEventListener('widget-promoted', ({ detail }) => {
    if (!isLoadingDocument()) sortFields(detail.subgraphNode)
  })
}

function moveOutput(instance: SubgraphNode, from: number, to: number): void {
  move(instance.outputs, from, to)
  instance.outputs.forEach(({ links }, index) => {
    for (const id of links ?? []) {
      const link = instance.graph?._links.get(id)
      if (link) link.origin_slot = index
    }
  })
}

function move<T>(list: T[], from: number, to: number): void {
  list.splice(to, 0, ...list.splice(from, 1))
}
