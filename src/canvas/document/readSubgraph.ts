import { mintUuid } from '@/domain/uuid'
import { isObject, toInteger, toList, toObject, toPair, toText } from './coerce'
import type { BorderSlotJson, JsonObject, RepairLog, SubgraphJson } from './documentTypes'
import { BORDER_INPUT, BORDER_OUTPUT } from './documentTypes'
import { readGraph } from './readGraph'

/** Fields a definition has of its own; all others are kept in `rest` unless they are graph fields. */
const OWN = new Set([
  'id',
  'version',
  'name',
  'inputNode',
  'outputNode',
  'inputs',
  'outputs',
  'widgets',
  'definitions'
])

export function readSubgraph(value: unknown, log: RepairLog): SubgraphJson | null {
  if (!isObject(value) || typeof value.id !== 'string' || value.id === '') return null
  const graph = readGraph(value, log)
  return {
    ...graph,
    id: value.id,
    name: toText(value.name, 'Unnamed Subgraph'),
    inputNode: readBorderNode(value.inputNode, BORDER_INPUT),
    outputNode: readBorderNode(value.outputNode, BORDER_OUTPUT),
    inputs: toList(value.inputs)
      .map(readBorderSlot)
      .filter((slot) => slot !== null),
    outputs: toList(value.outputs)
      .map(readBorderSlot)
      .filter((slot) => slot !== null),
    widgets: [...toList(value.widgets)],
    rest: readRest(value, graph)
  }
}

function readRest(value: JsonObject, graph: object): JsonObject {
  const rest = toObject(value)
  for (const key of Object.keys(rest)) if (OWN.has(key) || key in graph) delete rest[key]
  return rest
}

function readBorderNode(value: unknown, id: number): JsonObject {
  const node = toObject(value)
  const bounding = toList(node.bounding).filter((number) => Number.isFinite(number))
  return { ...node, id, bounding: bounding.length === 4 ? bounding : [0, 0, 75, 100] }
}

function readBorderSlot(value: unknown): BorderSlotJson | null {
  if (!isObject(value)) return null
  const slot: BorderSlotJson = {
    ...toObject(value),
    id: toText(value.id, '') || mintUuid(),
    name: toText(value.name, ''),
    type: typeof value.type === 'string' ? value.type : String(value.type ?? '*'),
    linkIds: toList(value.linkIds)
      .map(toInteger)
      .filter((link) => link !== null)
  }
  // Places were objects once; the canvas arranges them when it shows them.
  const place = toPair(value.pos)
  if (place) slot.pos = place
  else delete slot.pos
  for (const key of ['label', 'localized_name'] as const)
    if (typeof slot[key] !== 'string') delete slot[key]
  return slot
}
