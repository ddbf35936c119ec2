import type { INodeInputSlot, INodeOutputSlot, LGraphNode } from '@comfyorg/litegraph'
import type { ISerialisedNode } from '@comfyorg/litegraph/dist/types/serialisation'
import { getWidgets } from '../widgets/widget'

type Stored = Record<string, unknown>

interface SlotLike {
  readonly name?: unknown
  readonly link?: unknown
}

/**
 * Rewrites the slots of a serialised node for `configure`: those of the definition first and in its order, with the
 * stored links and labels; then stored ones that the definition lacks. Links follow their slots.
 */
export function alignSlots(node: LGraphNode, info: Partial<ISerialisedNode>): void {
  const inputs = (info.inputs ?? []) as unknown as Stored[]
  const outputs = (info.outputs ?? []) as unknown as Stored[]
  info.inputs = alignInputs(node, inputs) as never
  info.outputs = alignOutputs(node, outputs) as never
  // `configure` merges into the arrays that are there.
  node.inputs = []
  node.outputs = []
  const links = node.graph?._links
  if (!links) return
  renumber(info.inputs as unknown as Stored[], links, info.id)
  tellOutputs(node, info.outputs as unknown as Stored[], outputs.length, info.id)
}

/**
 * Outputs that the document lacks know nothing of their links, which the table has.
 * @param storedCount outputs that the document has
 */
export function tellOutputs(
  { graph }: LGraphNode,
  outputs: readonly Stored[],
  storedCount: number,
  id: unknown
): void {
  const links = graph?._links
  if (!links || storedCount >= outputs.length) return
  for (const link of links.values()) {
    const slot = link.origin_id === id ? outputs[link.origin_slot] : undefined
    if (slot && link.origin_slot >= storedCount)
      slot.links = [...((slot.links as number[] | null) ?? []), link.id]
  }
}

function alignInputs(node: LGraphNode, stored: readonly Stored[]): Stored[] {
  const byName = mapByName(stored)
  const names = new Set(node.inputs.map((slot) => slot.name))
  const widgets = new Set(getWidgets(node).map((widget) => widget.name))
  const extra = stored
    .filter((slot) => !names.has(slot.name as string) || isLinkedDouble(slot, byName))
    .map((slot) => withoutLostWidget(slot, widgets))
  return [...node.inputs.map((slot) => mergeSlot(slot, byName.get(slot.name))), ...extra]
}

/** Slots by name: of several with one name the first that is linked, else the first. */
export function mapByName<T extends SlotLike>(slots: readonly T[]): Map<unknown, T> {
  const byName = new Map<unknown, T>()
  for (const slot of slots) {
    const known = byName.get(slot.name)
    if (!known || (known.link == null && slot.link != null)) byName.set(slot.name, slot)
  }
  return byName
}

/** A further slot of one name stays when it is linked, so that no link is lost. */
export function isLinkedDouble<T extends SlotLike>(
  slot: T,
  byName: ReadonlyMap<unknown, T>
): boolean {
  return slot.link != null && byName.get(slot.name) !== slot
}

/**
 * A slot of a widget that the node no longer has would have no place; it becomes a plain one. Its name is its own: the
 * word that it had in somebody's language is not saved, so that the node would have another size the next time.
 */
function withoutLostWidget(slot: Stored, widgets: ReadonlySet<string>): Stored {
  const { widget, localized_name: _name, ...plain } = slot
  const name = (widget as { name?: string } | undefined)?.name
  return name !== undefined && widgets.has(name) ? { ...plain, widget } : plain
}

function alignOutputs(node: LGraphNode, stored: readonly Stored[]): Stored[] {
  const defined = node.outputs.map((slot, index) => mergeSlot(slot, stored[index]))
  const extra = stored.slice(defined.length)
  if (!node.graph?.isRootGraph) return [...defined, ...extra]
  return [...defined, ...extra.map(({ localized_name: _name, ...slot }) => slot)]
}

/** What the definition says of a slot, over what the document says. */
function mergeSlot(slot: INodeInputSlot | INodeOutputSlot, stored: Stored | undefined): Stored {
  const { name, type, localized_name, shape, label } = slot
  const { widget } = slot as INodeInputSlot
  const { shape: _shape, widget: _widget, localized_name: storedName, ...rest } = stored ?? {}
  return {
    ...('links' in slot ? { links: null } : { link: null }),
    ...(label !== undefined && { label }),
    ...rest,
    name,
    type,
    ...(localized_name !== undefined && { localized_name }),
    ...(stored && { storedName: storedName ?? null }),
    ...(shape !== undefined && { shape }),
    ...(widget && { widget: { name: widget.name } })
  }
}

function renumber(
  inputs: readonly Stored[],
  links: ReadonlyMap<number, { target_id: unknown; target_slot: number }>,
  id: unknown
): void {
  inputs.forEach((slot, index) => {
    const link = typeof slot.link === 'number' ? links.get(slot.link) : undefined
    if (link && link.target_id === id) link.target_slot = index
  })
}
