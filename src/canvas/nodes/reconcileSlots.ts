import type { INodeInputSlot, LGraphNode } from '@comfyorg/litegraph'
import { RenderShape } from '@comfyorg/litegraph'
import type { InputEntry } from '../schema/nodeLayout'
import { isLinkedDouble, mapByName } from './alignSlots'
import { getParts } from './nodeState'
import { createInputSlot } from './slots'

/** Makes a node's input slots those of the layout, in its order; slots that packs added follow. */
export function reconcileSlots(node: LGraphNode, entries: readonly InputEntry[]): boolean {
  const { slots: known } = getParts(node)
  const before = node.inputs ?? []
  const byName = mapByName(before)
  const names = new Set(entries.map((entry) => entry.name))
  for (const name of known.keys()) if (!names.has(name)) dropSlot(node, byName.get(name))
  const extra = before.filter(
    (slot) =>
      (!names.has(slot.name) && !known.has(slot.name)) ||
      (names.has(slot.name) && isLinkedDouble(slot, byName))
  )
  known.clear()
  for (const entry of entries) known.set(entry.name, entry)
  const after = [
    ...entries.map((entry) => updateSlot(byName.get(entry.name), entry) ?? makeSlot(node, entry)),
    ...extra
  ]
  const changed = after.length !== before.length || after.some((slot, i) => slot !== before[i])
  node.inputs = after
  if (changed) renumberLinks(node)
  return changed
}

/** A dynamic input that goes takes its link along. */
function dropSlot(node: LGraphNode, slot: INodeInputSlot | undefined): void {
  if (!slot || slot.link === null || !node.graph) return
  node.disconnectInput(node.inputs.indexOf(slot))
}

function describe(entry: InputEntry) {
  const { options } = entry.spec
  const display = options.display_name
  const isGrown = entry.label !== undefined && entry.label !== display
  return {
    name: entry.name,
    type: entry.slotType,
    localized_name: typeof display === 'string' ? display : entry.name,
    ...(isGrown && { label: entry.label }),
    ...(entry.isOptional && { shape: RenderShape.HollowCircle }),
    ...(entry.widgetType !== null && { widget: { name: entry.name } }),
    ...(typeof options.tooltip === 'string' && { tooltip: options.tooltip })
  }
}

function makeSlot(node: LGraphNode, entry: InputEntry): INodeInputSlot {
  return createInputSlot(node, describe(entry))
}

function updateSlot(
  slot: INodeInputSlot | undefined,
  entry: InputEntry
): INodeInputSlot | undefined {
  if (!slot) return undefined
  const { label, ...rest } = describe(entry)
  const mutable = slot as unknown as Record<string, unknown>
  if (!('widget' in rest)) delete mutable.widget
  if (!('shape' in rest)) delete mutable.shape
  Object.assign(slot, rest)
  // A name the user gave wins over the input's own.
  if (slot.label === undefined && label !== undefined) slot.label = label
  return slot
}

/** Links name slots by index. */
export function renumberLinks(node: LGraphNode): void {
  const links = node.graph?._links
  if (!links) return
  node.inputs.forEach((slot, index) => {
    const link = slot.link === null || slot.link === undefined ? undefined : links.get(slot.link)
    if (link && link.target_id === node.id) link.target_slot = index
  })
}
