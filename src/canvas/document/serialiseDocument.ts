import type { INodeInputSlot, LGraph, LGraphNode } from '@comfyorg/litegraph'
import type { WorkflowJson } from '@/protocol/prompt'
import { toExact } from '../graph/exactPlaces'
import type { WorkflowGraph } from '../graph/workflowGraph'
import { ComfyNode } from '../nodes/comfyNode'
import { MissingNode } from '../nodes/missingNode'
import { PrimitiveNode } from '../nodes/primitiveNode'
import { getWidgets } from '../widgets/widget'
import { toList } from './coerce'
import type { JsonObject } from './documentTypes'

/**
 * The document as it is saved: LiteGraph's own serialisation in the normal forms of ComfyUI's frontend
 * (docs/documents.md), which leave out what a reader can tell from the definitions.
 */
export function serialiseDocument(graph: WorkflowGraph): WorkflowJson {
  // What LiteGraph gives are fresh objects down to slots and values; only those are written to before the copy is made.
  const document = graph.serialize() as unknown as JsonObject
  normaliseGraph(document, graph, true)
  for (const definition of toList((document.definitions as JsonObject | undefined)?.subgraphs)) {
    const subgraph = graph.subgraphs.get(String((definition as JsonObject).id))
    if (!subgraph) continue
    normaliseGraph(definition as JsonObject, subgraph, false)
    for (const side of ['inputs', 'outputs'] as const)
      toList((definition as JsonObject)[side]).forEach((slot, index) => {
        const live = subgraph[side][index]
        if (live) (slot as JsonObject).pos = toExact(live, [...live.pos])
      })
  }
  document.extra = withView(graph, document.extra as JsonObject)
  const copy = JSON.parse(JSON.stringify(document)) as WorkflowJson
  return { ...copy, id: graph.documentId || graph.id }
}

/** A graph on the canvas is saved with the view as it is now, others with the one they were left with. */
function withView(graph: WorkflowGraph, extra: JsonObject): JsonObject {
  const { primaryCanvas } = graph
  if (primaryCanvas?.graph !== graph) return extra
  const { scale, offset } = primaryCanvas.ds
  return { ...extra, ds: { scale, offset: [...offset] } }
}

function normaliseGraph(graph: JsonObject, live: LGraph, isRoot: boolean): void {
  const slots = new Map<unknown, number>()
  toList(graph.nodes).forEach((entry, index) => {
    const serialised = entry as JsonObject
    const node = live._nodes[index]
    if (node) normaliseNode(serialised, node, isRoot)
    const inputs = toList(serialised.inputs) as JsonObject[]
    inputs.forEach((input, slot) => slots.set(input.link, slot))
  })
  for (const link of toList(graph.links)) moveTarget(link as unknown[] | JsonObject, slots)
  toList(graph.groups).forEach((entry, index) => {
    const group = entry as JsonObject
    delete group.font_size
    const item = live._groups[index]
    if (item) group.bounding = toExact(item, group.bounding as number[])
  })
}

/** Links name slots by their place among those that are written. */
function moveTarget(link: unknown[] | JsonObject, slots: ReadonlyMap<unknown, number>): void {
  if (Array.isArray(link)) link[4] = slots.get(link[0]) ?? link[4]
  else link.target_slot = slots.get(link.id) ?? link.target_slot
}

function normaliseNode(serialised: JsonObject, node: LGraphNode, isRoot: boolean): void {
  // A node that names no class is read again only if it says so.
  serialised.type ??= ''
  serialised.pos = toExact(node, serialised.pos as number[])
  serialised.size = toExact(node, serialised.size as number[], 2)
  const inputs = toList(serialised.inputs) as JsonObject[]
  serialised.inputs = inputs.filter(
    (input) => !input.widget || input.link != null || input.label !== undefined
  )
  if (isRoot)
    for (const slot of [...inputs, ...(toList(serialised.outputs) as JsonObject[])])
      delete slot.localized_name
  else if (node instanceof ComfyNode)
    inputs.forEach((slot, index) => writeName(slot, node.inputs[index]!))
  if (!(node instanceof MissingNode)) normaliseValues(serialised, node)
}

/** The document's own word for an input, whichever language it is shown in; a new one's is the last part of its path. */
function writeName(
  serialised: JsonObject,
  slot: INodeInputSlot & { storedName?: string | null }
): void {
  const name = 'storedName' in slot ? slot.storedName : slot.name.split('.').at(-1)
  if (typeof name !== 'string') delete serialised.localized_name
  else serialised.localized_name = name
}

function normaliseValues(serialised: JsonObject, node: LGraphNode): void {
  const widgets = getWidgets(node)
  if (widgets.length === 0) {
    if (node instanceof PrimitiveNode && node.storedValues) return
    delete serialised.widgets_values
    return
  }
  if (!Array.isArray(serialised.widgets_values)) return
  const stored = widgets.filter((widget) => widget.serialize !== false)
  // Readers take values in the order of widgets that have some; ComfyUI's frontend counts the others in the length.
  const length = widgets.findLastIndex((widget) => widget.serialize !== false) + 1
  serialised.widgets_values = Array.from({ length }, (_, index) => stored[index]?.value ?? null)
  serialised.widgets_values_named = Object.fromEntries(
    stored.map(({ name, value }) => [name, value])
  )
}
