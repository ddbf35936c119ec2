import {
  copyJson,
  isObject,
  toInteger,
  toList,
  toNumber,
  toObject,
  toPair,
  toSlotType,
  toText
} from './coerce'
import type { InputJson, JsonObject, NodeJson, OutputJson, SerialisedNodeId } from './documentTypes'

/** Modes 1 and 3 (`on event`, `on trigger`) are old and count as active. */
const HIGHEST_MODE = 4

/** The output of nodes that no definition describes. */
const OUTPUT_NAMES: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  PrimitiveNode: 'connect to widget input',
  Reroute: ''
})

/** @returns null for what can't be a node. */
export function readNode(value: unknown): NodeJson | null {
  if (!isObject(value)) return null
  const id = readNodeId(value.id)
  if (id === null || typeof value.type !== 'string') return null
  const size = toPair(value.size)
  const node: NodeJson = {
    ...toObject(value),
    id,
    type: value.type,
    pos: toPair(value.pos) ?? [0, 0],
    flags: toObject(value.flags),
    order: toNumber(value.order, 0),
    mode: readMode(value.mode),
    inputs: toList(value.inputs)
      .map(readInput)
      .filter((slot) => slot !== null),
    outputs: toList(value.outputs)
      .map(readOutput)
      .filter((slot) => slot !== null),
    properties: toObject(value.properties)
  }
  // The one output is known, whatever the document says; a link finds it there.
  const output = OUTPUT_NAMES[node.type]
  if (output !== undefined && node.outputs.length === 0)
    node.outputs.push({ name: output, type: '*', links: null })
  delete node.size
  if (size) node.size = size
  readValues(node, value)
  return node
}

function readValues(node: NodeJson, value: JsonObject): void {
  const values = value.widgets_values
  delete node.widgets_values
  if (Array.isArray(values) || isObject(values)) node.widgets_values = copyJson(values)
  delete node.widgets_values_named
  if (isObject(value.widgets_values_named))
    node.widgets_values_named = copyJson(value.widgets_values_named)
  if (typeof value.title !== 'string') delete node.title
}

/** Numbers, also as text; other texts as they are, but for those that every object has as keys. */
export function readNodeId(value: unknown): SerialisedNodeId | null {
  const number = toInteger(value)
  if (number !== null) return number
  return typeof value === 'string' && value !== '' && !(value in {}) ? value : null
}

function readMode(value: unknown): number {
  const mode = toInteger(value) ?? 0
  return mode >= 0 && mode <= HIGHEST_MODE ? mode : 0
}

function readInput(value: unknown): InputJson | null {
  if (!isObject(value)) return null
  const { widget, ...slot } = readSlot(value)
  const input: InputJson = { ...slot, link: toInteger(value.link) }
  const name = isObject(widget) ? widget.name : undefined
  return typeof name === 'string'
    ? { ...input, widget: { ...(widget as JsonObject), name } }
    : input
}

function readOutput(value: unknown): OutputJson | null {
  if (!isObject(value)) return null
  const links = Array.isArray(value.links)
    ? value.links.map(toInteger).filter((link) => link !== null)
    : null
  return { ...readSlot(value), links }
}

function readSlot(value: JsonObject) {
  const slot = {
    ...toObject(value),
    name: toText(value.name, ''),
    type: toSlotType(value.type)
  } as InputJson & OutputJson
  for (const key of ['label', 'localized_name'] as const)
    if (typeof slot[key] !== 'string') delete slot[key]
  if (typeof slot.shape !== 'number') delete slot.shape
  return slot
}
