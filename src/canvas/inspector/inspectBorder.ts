import type { INodeInputSlot, INodeOutputSlot, LGraphNode, Subgraph } from '@comfyorg/litegraph'
import { SubgraphNode } from '@comfyorg/litegraph'
import type {
  BorderEdit,
  InspectedBorder,
  InspectedBorderSlot,
  InspectedFreeSlot
} from '@/composables/canvas/canvasInspector'
import { OUTPUT_BORDER } from '../graph/borderLinks'
import type { BorderSlot } from '../subgraphs/editBorder'
import {
  exposeInput,
  exposeOutput,
  moveSlot,
  removeSlot,
  renameSlot
} from '../subgraphs/editBorder'
import type { WorkflowCanvas } from '../view/workflowCanvas'
import { getWidgets } from '../widgets/widget'

/** The subgraph that is meant: of the only instance that is selected, or the one that is shown while nothing is. */
export function findSubgraph({ selectedItems, graph }: WorkflowCanvas): Subgraph | null {
  const [item, other] = selectedItems
  if (item) return !other && item instanceof SubgraphNode ? item.subgraph : null
  return graph && !graph.isRootGraph ? (graph as Subgraph) : null
}

export function inspectBorder(subgraph: Subgraph): InspectedBorder {
  return {
    id: subgraph.id,
    name: subgraph.name,
    inputs: subgraph.inputs.map(toSlot),
    outputs: subgraph.outputs.map(toSlot),
    freeInputs: tellApart(subgraph.nodes.flatMap(listFreeInputs)),
    freeOutputs: tellApart(subgraph.nodes.flatMap((node) => listFreeOutputs(subgraph, node)))
  }
}

function toSlot(slot: BorderSlot): InspectedBorderSlot {
  return { id: slot.id, name: slot.displayName, type: String(slot.type) }
}

const getName = (slot: INodeInputSlot | INodeOutputSlot): string =>
  slot.label ?? slot.localized_name ?? slot.name

function toFree(
  node: LGraphNode,
  slot: INodeInputSlot | INodeOutputSlot,
  index: number
): InspectedFreeSlot {
  return { nodeId: String(node.id), index, label: `${node.getTitle()}: ${getName(slot)}` }
}

/** Inputs that nothing feeds; those of fields that aren't shown are nobody's business. */
function listFreeInputs(node: LGraphNode): InspectedFreeSlot[] {
  const hidden = new Set(getWidgets(node).flatMap(({ name, hidden: is }) => (is ? [name] : [])))
  return node.inputs.flatMap((slot, index) =>
    slot.link == null && !(slot.widget && hidden.has(slot.widget.name))
      ? [toFree(node, slot, index)]
      : []
  )
}

/** Outputs that the border does not have yet; what they feed inside is no matter. */
function listFreeOutputs(subgraph: Subgraph, node: LGraphNode): InspectedFreeSlot[] {
  const isOutside = ({ links }: INodeOutputSlot): boolean =>
    (links ?? []).some((id) => subgraph._links.get(id)?.target_id === OUTPUT_BORDER)
  return node.outputs.flatMap((slot, index) => (isOutside(slot) ? [] : [toFree(node, slot, index)]))
}

/** Nodes of the same title are told apart by their ids. */
function tellApart(slots: InspectedFreeSlot[]): InspectedFreeSlot[] {
  const counts = new Map<string, number>()
  for (const { label } of slots) counts.set(label, (counts.get(label) ?? 0) + 1)
  return slots.map((slot) =>
    counts.get(slot.label) === 1 ? slot : { ...slot, label: `${slot.label} (${slot.nodeId})` }
  )
}

export function applyBorderEdit(canvas: WorkflowCanvas, edit: BorderEdit): void {
  const subgraph = findSubgraph(canvas)
  if (!subgraph) return
  const { side } = edit
  if (edit.kind === 'add') return expose(subgraph, side, edit.slot)
  const slot = subgraph[side].find(({ id }) => id === edit.id)
  if (!slot) return
  if (edit.kind === 'rename') renameSlot(subgraph, slot, edit.name)
  else if (edit.kind === 'remove') removeSlot(subgraph, slot)
  else moveSlot(subgraph, slot, (subgraph[side] as BorderSlot[]).indexOf(slot) + edit.by)
}

function expose(
  subgraph: Subgraph,
  side: BorderEdit['side'],
  { nodeId, index }: InspectedFreeSlot
): void {
  const node = subgraph.nodes.find(({ id }) => String(id) === nodeId)
  if (side === 'inputs') {
    const slot = node?.inputs[index]
    if (node && slot?.link === null) exposeInput(node, slot)
  } else {
    const slot = node?.outputs[index]
    if (node && slot) exposeOutput(node, slot)
  }
}
