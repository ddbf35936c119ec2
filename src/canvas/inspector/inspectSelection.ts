import type { INodeInputSlot, INodeOutputSlot, LGraphCanvas } from '@comfyorg/litegraph'
import { LGraphGroup, LGraphNode, SubgraphNode } from '@comfyorg/litegraph'
import type {
  InspectedNode,
  InspectedProperty,
  InspectedSlot,
  Inspection
} from '@/composables/canvas/canvasInspector'
import type { WorkflowId } from '@/domain/ids'
import { getNodeLocator } from '../graph/findNode'
import type { WorkflowCanvas } from '../view/workflowCanvas'
import { findSubgraph, inspectBorder } from './inspectBorder'
import { inspectLook } from './inspectLook'
import { inspectWidgets } from './inspectWidget'

/** What is selected, as far as it can be inspected. */
export interface Selected {
  readonly nodes: readonly LGraphNode[]
  readonly groups: readonly LGraphGroup[]
}

export function listSelected({ selectedItems }: LGraphCanvas): Selected {
  const items = [...selectedItems]
  return {
    nodes: items.filter((item) => item instanceof LGraphNode),
    groups: items.filter((item) => item instanceof LGraphGroup)
  }
}

function toSlot(slot: INodeInputSlot | INodeOutputSlot): InspectedSlot {
  const isLinked = 'links' in slot ? Boolean(slot.links?.length) : slot.link != null
  return {
    name: slot.label ?? slot.localized_name ?? slot.name,
    type: slot.type === 0 ? '*' : String(slot.type),
    isLinked
  }
}

function inspectNode(node: LGraphNode): InspectedNode | null {
  const locatorId = getNodeLocator(node)
  if (!locatorId) return null
  return {
    locatorId,
    id: String(node.id),
    type: node.type,
    title: node.getTitle(),
    subgraphName: node instanceof SubgraphNode ? node.subgraph.name : null,
    inputs: node.inputs.filter(({ widget }) => !widget).map(toSlot),
    outputs: node.outputs.map(toSlot)
  }
}

/** Plain values only: what packs keep in lists and records is theirs to edit. */
function inspectProperties(node: LGraphNode): InspectedProperty[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? [{ name, value, choices: listChoices(node, name) }]
      : []
  )
}

/** Classes name a property's values in a list, or as a record by what they are called. */
function listChoices(node: LGraphNode, name: string): InspectedProperty['choices'] {
  const { values } = node.getPropertyInfo(name) as { values?: unknown }
  if (typeof values !== 'object' || values === null) return null
  return Object.values(values).filter(
    (value) => typeof value === 'string' || typeof value === 'number'
  )
}

/** Null where nothing can be inspected. */
export function inspectSelection(
  canvas: WorkflowCanvas,
  workflowId: WorkflowId
): Inspection | null {
  const { nodes, groups } = listSelected(canvas)
  const [node, otherNode] = nodes
  const [group, otherGroup] = groups
  const subgraph = findSubgraph(canvas)
  if (!node && !group && !subgraph) return null
  return {
    workflowId,
    count: nodes.length,
    node: node && !otherNode ? inspectNode(node) : null,
    group: !node && group && !otherGroup ? { title: group.title } : null,
    widgets: inspectWidgets(nodes),
    properties: node && !otherNode ? inspectProperties(node) : [],
    look: inspectLook(nodes, groups),
    border: subgraph && inspectBorder(subgraph)
  }
}
