import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import { listInputs } from '../schema/inputSpec'
import { layoutStoredNode } from '../schema/nameValues'
import { countCompanions, isStoredWidget } from '../schema/widgetTypes'
import { findFreeName } from './freeName'
import { isObject, toInteger, toList } from './coerce'
import type { JsonObject, NodeJson, SlotTypeJson } from './documentTypes'
import { readNode } from './readNode'

interface BorderSlot {
  readonly node: number
  readonly slot: number
  readonly name: string
  readonly type: SlotTypeJson
  /** A widget that the instance is fed by a link. */
  readonly isWidget?: boolean
}

interface InnerLink {
  readonly origin: number
  readonly originSlot: number
  readonly target: number
  readonly targetSlot: number
  readonly type: SlotTypeJson
}

/** A legacy group node, understood: inner nodes with this instance's values, inner links, border slots. */
export interface GroupNodeData {
  readonly nodes: readonly NodeJson[]
  readonly links: readonly InnerLink[]
  readonly inputs: readonly BorderSlot[]
  readonly outputs: readonly BorderSlot[]
  /** For each border input, which input slot of the old instance it was. */
  readonly instanceInputs: readonly number[]
}

/** @returns null when the data is no group node */
export function readGroupNode(
  value: unknown,
  instance: NodeJson,
  definitions: ObjectInfoWire
): GroupNodeData | null {
  if (!isObject(value)) return null
  const nodes = toList(value.nodes).map(readInner)
  if (nodes.length === 0 || nodes.some((node) => node === null)) return null
  const inner = nodes as NodeJson[]
  for (const node of inner) addMissingSlots(node, definitions)
  const links = readLinks(value, inner)
  const plain = listBorderInputs(inner, links)
  const outputs = listBorderOutputs(inner, links, value)
  distributeValues(inner, instance, definitions)
  const widgets = listBorderWidgets(inner, instance, definitions)
  const inputs = [...plain, ...widgets.map(({ border }) => border)]
  const taken: string[] = []
  return {
    nodes: inner,
    links,
    inputs: inputs.map((input) => {
      const name = findFreeName(input.name, taken)
      taken.push(name)
      return { ...input, name }
    }),
    outputs,
    instanceInputs: [...matchInputs(plain, instance), ...widgets.map(({ index }) => index)]
  }
}

function readInner(value: unknown, index: number): NodeJson | null {
  return isObject(value) ? readNode({ ...value, id: index }) : null
}

/** Old files name only some of the slots; links name them by their place in the definition. */
function addMissingSlots(node: NodeJson, definitions: ObjectInfoWire): void {
  const definition = definitions[node.type]
  if (!definition) return
  if (node.inputs.length === 0) {
    node.inputs = listInputs(definition.input ?? {}, definition.input_order)
      .filter(({ spec }) => !isWidget(spec.type) || spec.options.forceInput === true)
      .map(({ name, spec }) => ({ name, type: spec.type, link: null }))
  }
  for (let index = node.outputs.length; index < (definition.output?.length ?? 0); index++) {
    const type = String(definition.output![index])
    node.outputs.push({ name: definition.output_name?.[index] ?? type, type, links: [] })
  }
}

function isWidget(type: string): boolean {
  return ['INT', 'FLOAT', 'STRING', 'BOOLEAN', 'COMBO'].includes(type)
}

function readLinks(value: JsonObject, nodes: readonly NodeJson[]): InnerLink[] {
  return toList(value.links).flatMap((entry) => {
    const [origin, originSlot, target, targetSlot] = toList(entry).slice(0, 4).map(toInteger)
    if (origin == null || originSlot == null || target == null || targetSlot == null) return []
    const type = nodes[origin]?.outputs[originSlot]?.type
    if (type === undefined || !nodes[target]?.inputs[targetSlot]) return []
    return [{ origin, originSlot, target, targetSlot, type }]
  })
}

function listBorderInputs(nodes: readonly NodeJson[], links: readonly InnerLink[]): BorderSlot[] {
  const taken = new Set<string>()
  return nodes.flatMap((node, index) =>
    node.inputs.flatMap((input, slot) => {
      const isFed = links.some((link) => link.target === index && link.targetSlot === slot)
      if (isFed || input.widget) return []
      return [{ node: index, slot, name: takeName(input.name, node, taken), type: input.type }]
    })
  )
}

/** Widgets inside that the instance has a link for; it names them as it does inputs. */
function listBorderWidgets(
  nodes: readonly NodeJson[],
  instance: NodeJson,
  definitions: ObjectInfoWire
): { readonly border: BorderSlot; readonly index: number }[] {
  const inner = nameInnerWidgets(nodes, definitions)
  return instance.inputs.flatMap((input, index) => {
    const found = input.widget && input.link !== null && inner.get(input.name)
    if (!found) return []
    const { node, name, type } = found
    const slot = findOrAddInput(nodes[node]!, name, type)
    return [{ border: { node, slot, name: input.name, type, isWidget: true }, index }]
  })
}

interface InnerWidget {
  readonly node: number
  readonly name: string
  readonly type: string
}

/** The widgets of the inner nodes by what the instance calls them. */
function nameInnerWidgets(
  nodes: readonly NodeJson[],
  definitions: ObjectInfoWire
): Map<string, InnerWidget> {
  const taken = new Set<string>()
  const widgets = new Map<string, InnerWidget>()
  nodes.forEach((node, index) => {
    const definition = definitions[node.type]
    if (!definition) return
    const values = Array.isArray(node.widgets_values) ? node.widgets_values : []
    for (const { name, slotType, hasSocket } of layoutStoredNode(definition, values, () => 0)
      .widgets)
      if (hasSocket) widgets.set(takeName(name, node, taken), { node: index, name, type: slotType })
  })
  return widgets
}

function findOrAddInput(node: NodeJson, name: string, type: string): number {
  const slot = node.inputs.findIndex((input) => input.name === name)
  if (slot !== -1) return slot
  node.inputs.push({ name, type, link: null, widget: { name } })
  return node.inputs.length - 1
}

/** Outputs that nothing inside takes, and those the data calls external. */
function listBorderOutputs(
  nodes: readonly NodeJson[],
  links: readonly InnerLink[],
  value: JsonObject
): BorderSlot[] {
  const external = toList(value.external).map(toList)
  const taken = new Set<string>()
  return nodes.flatMap((node, index) =>
    node.outputs.flatMap((output, slot) => {
      const isTaken = links.some((link) => link.origin === index && link.originSlot === slot)
      const isExternal = external.some(([at, place]) => at === index && place === slot)
      if (isTaken && !isExternal) return []
      return [{ node: index, slot, name: takeName(output.name, node, taken), type: output.type }]
    })
  )
}

function takeName(name: string, node: NodeJson, taken: Set<string>): string {
  let free = name
  if (taken.has(free)) free = `${node.title ?? node.type} ${name}`
  for (let count = 1; taken.has(free); count++) free = `${name}_${count}`
  taken.add(free)
  return free
}

/** The instance lists its plain inputs in the order of the inner nodes. */
function matchInputs(inputs: readonly BorderSlot[], instance: NodeJson): number[] {
  const plain = instance.inputs.flatMap((input, index) => (input.widget ? [] : [index]))
  return inputs.map((_, index) => plain[index] ?? -1)
}

/** The instance's values are those of the inner nodes, one after the other. */
function distributeValues(
  nodes: readonly NodeJson[],
  instance: NodeJson,
  definitions: ObjectInfoWire
): void {
  const values = Array.isArray(instance.widgets_values) ? [...instance.widgets_values] : []
  for (const node of nodes) {
    const own = Array.isArray(node.widgets_values) ? node.widgets_values : []
    const count = countValues(node, own, definitions)
    if (count > 0 && values.length >= count) node.widgets_values = values.splice(0, count)
  }
}

function countValues(
  node: NodeJson,
  values: readonly unknown[],
  definitions: ObjectInfoWire
): number {
  const definition = definitions[node.type]
  if (!definition) return values.length
  return layoutStoredNode(definition, values, () => 0).widgets.reduce(
    (count, { name, widgetType, spec }) => {
      if (widgetType === null || !isStoredWidget(widgetType)) return count
      const { before, after } = countCompanions(name, widgetType, spec.options)
      return count + before + 1 + after
    },
    0
  )
}
