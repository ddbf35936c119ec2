import type { INodeInputSlot, INodeOutputSlot, LGraphNode } from '@comfyorg/litegraph'
import type { ISerialisedNode } from '@comfyorg/litegraph/dist/types/serialisation'
import { getWidgets } from '../widgets/widget'

type Stored = Record<string, unknown>

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
  if (links) renumber(info.inputs as unknown as Stored[], links, info.id)
}

function alignInputs(node: LGraphNode, stored: readonly Stored[]): Stored[] {
  const byName = new Map(stored.map((slot) => [slot.name, slot]))
  const names = new Set(node.inputs.map((slot) => slot.name))
  const widgets = new Set(getWidgets(node).map((widget) => widget.name))
  const extra = stored
    .filter((slot) => !names.has(slot.name as string))
    .map((slot) => withoutLostWidget(slot, widgets))
  return [...node.inputs.map((slot) => mergeSlot(slot, byName.get(slot.name))), ...extra]
}

/** A slot of a widget that the node no longer has would have no place; it becomes a plain one. */
function withoutLostWidget(slot: Stored, widgets: ReadonlySet<string>): Stored {
  const { widget, ...plain } = slot
  const name = (widget as { name?: string } | undefined)?.name
  return name !== undefined && widgets.has(name) ? slot : plain
}

function alignOutputs(node: LGraphNode, stored: readonly Stored[]): Stored[] {
  const defined = node.outputs.map((slot, index) => mergeSlot(slot, stored[index]))
  return [...defined, ...stored.slice(defined.length)]
}

/** What the definition says of a slot, over what the document says. */
function mergeSlot(slot: INodeInputSlot | INodeOutputSlot, stored: Stored | undefined): Stored {
  const { name, type, localized_name, shape, label } = slot
  const { widget } = slot as INodeInputSlot
  const { shape: _shape, widget: _widget, ...rest } = stored ?? {}
  return {
    ...('links' in slot ? { links: null } : { link: null }),
    ...(label !== undefined && { label }),
    ...rest,
    name,
    type,
    ...(localized_name !== undefined && { localized_name }),
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
