import type { NodeReplacement } from '@/domain/nodeReplacement'
import type { WorkflowJson } from '@/protocol/prompt'
import { isObject, toList } from '../document/coerce'
import type { InputJson, JsonObject, NodeJson, OutputJson } from '../document/documentTypes'

/**
 * Puts other nodes in the place of nodes of some types, in a document that the canvas wrote. They keep id, place, looks
 * and links; values go where the replacement says.
 * @param document a fresh copy; it is written to
 * @returns how many were replaced
 */
export function replaceInDocument(
  document: WorkflowJson,
  find: (type: string) => NodeReplacement | null
): number {
  const { subgraphs } = (document.definitions ?? {}) as JsonObject
  let count = 0
  for (const graph of [document, ...toList(subgraphs)] as JsonObject[]) {
    const nodes = toList(graph.nodes).filter(isObject) as unknown as NodeJson[]
    for (const node of nodes) {
      const replacement = find(node.type)
      if (!replacement) continue
      const cut = replaceNode(node, replacement, toList(graph.links))
      graph.links = toList(graph.links).filter((link) => !cut.has(readLinkId(link)))
      for (const input of nodes.flatMap(({ inputs }) => inputs ?? []))
        if (input.link !== null && cut.has(input.link)) input.link = null
      count++
    }
  }
  return count
}

/** @returns links that lead nowhere any more */
function replaceNode(
  node: NodeJson,
  replacement: NodeReplacement,
  links: readonly unknown[]
): Set<number> {
  const cut = new Set<number>()
  writeValues(node, replacement)
  writeInputs(node, replacement, cut)
  writeOutputs(node, replacement, links, cut)
  if (node.title === node.type) delete node.title
  node.type = replacement.newType
  if ('Node name for S&R' in node.properties)
    node.properties['Node name for S&R'] = replacement.newType
  return cut
}

/** Values by the names of the new node's widgets, for as far as names are known. */
function writeValues(node: NodeJson, { oldWidgets, inputs }: NodeReplacement): void {
  const before = node.widgets_values
  const byName: JsonObject = { ...node.widgets_values_named }
  if (Array.isArray(before))
    oldWidgets?.forEach((name, index) => {
      if (index < before.length) byName[name] = before[index]
    })
  else Object.assign(byName, before)
  // Without names, values keep their places.
  if (!inputs && Object.keys(byName).length === 0) return
  const after: JsonObject = inputs ? {} : byName
  for (const entry of inputs ?? []) {
    if ('value' in entry) after[entry.name] = entry.value
    else if (entry.from in byName) after[entry.name] = byName[entry.from]
  }
  delete node.widgets_values
  node.widgets_values_named = after
}

function writeInputs(node: NodeJson, { inputs }: NodeReplacement, cut: Set<number>): void {
  node.inputs = (node.inputs ?? []).flatMap((slot): InputJson[] => {
    const to = inputs
      ? inputs.find((entry) => 'from' in entry && entry.from === slot.name)?.name
      : slot.name
    if (to === undefined) {
      if (slot.link !== null) cut.add(slot.link)
      return []
    }
    const { localized_name: _shown, label: _label, ...rest } = slot
    return [{ ...rest, name: to, ...(slot.widget && { widget: { name: to } }) } as InputJson]
  })
}

function writeOutputs(
  node: NodeJson,
  { outputs }: NodeReplacement,
  links: readonly unknown[],
  cut: Set<number>
): void {
  if (!outputs) return
  const before = node.outputs ?? []
  const after: OutputJson[] = []
  for (const { to, from } of outputs) {
    const slot = before[from]
    if (!slot) continue
    after[to] = slot
    for (const link of links) if (slot.links?.includes(readLinkId(link))) writeOriginSlot(link, to)
  }
  before.forEach((slot) => {
    if (!after.includes(slot)) for (const id of slot.links ?? []) cut.add(id)
  })
  node.outputs = Array.from(after, (slot) => slot ?? { name: '', type: '*', links: null })
}

/** A row of numbers in the root of older documents, else an object. */
function readLinkId(link: unknown): number {
  return Number(Array.isArray(link) ? link[0] : (link as { id?: unknown } | null)?.id)
}

function writeOriginSlot(link: unknown, slot: number): void {
  if (Array.isArray(link)) link[2] = slot
  else (link as { origin_slot: number }).origin_slot = slot
}
