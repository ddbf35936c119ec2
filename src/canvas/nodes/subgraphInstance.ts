import type { LGraph, Subgraph } from '@comfyorg/litegraph'
import { LiteGraph, RenderShape, SubgraphNode } from '@comfyorg/litegraph'
import type { ISerialisedNode } from '@comfyorg/litegraph/dist/types/serialisation'
import { announceInputChange } from '../graph/graphChanges'
import { isLoadingDocument } from '../graph/loading'
import { getWidgets } from '../widgets/widget'
import { addPrimitive } from './addPrimitive'
import { tellOutputs } from './alignSlots'
import { keepKnownFields } from './nodeFields'
import { renumberLinks } from './reconcileSlots'

type StoredSlot = Record<string, unknown> & { name?: unknown }

/** A subgraph as a node. Widgets of inner nodes that hang on its inputs are its own, with values of their own. */
class SubgraphInstance extends SubgraphNode {
  /** Values that wait for the widgets to be made. */
  declare pendingValues?: unknown[] | undefined

  override configure(info: ConstructorParameters<typeof SubgraphNode>[2]): void {
    this.serialize_widgets = true
    const own = keepKnownFields(info) as ISerialisedNode
    const isRoot = this.graph.isRootGraph
    own.inputs = alignSlots(own.inputs, this.subgraph.inputs, { link: null }, isRoot) as never
    const outputCount = own.outputs?.length ?? 0
    own.outputs = alignSlots(own.outputs, this.subgraph.outputs, { links: null }, isRoot) as never
    tellOutputs(this, own.outputs as never, outputCount, own.id)
    markOptional(own.inputs as never, this.subgraph)
    const values = own.widgets_values
    this.pendingValues = Array.isArray(values) ? [...values] : []
    own.widgets_values = this.pendingValues as never
    super.configure(own as never)
    this.pendingValues = undefined
    this.properties.previewExposures ??= [] as never
    // What leads to a placeholder has no widget here either.
    for (const input of this.inputs) if (!input._widget) delete input.widget
    renumberLinks(this)
  }

  /** A missing value leaves the one of the inner widget. */
  override _internalConfigureAfterSlots(): void {
    super._internalConfigureAfterSlots()
    const values = this.pendingValues
    if (!values) return
    getWidgets(this).forEach((widget, index) => {
      if (values[index] === undefined) values[index] = widget.value
    })
    values.length = this.widgets.length
  }

  override onConnectionsChange(
    side: unknown,
    _index: number,
    _is: boolean,
    _link: unknown,
    slot: { name?: string }
  ): void {
    if (!isLoadingDocument() && side === LiteGraph.INPUT && slot?.name)
      announceInputChange(this, slot.name)
  }

  override onWidgetChanged(name: string): void {
    announceInputChange(this, name)
  }

  override onInputDblClick(index: number): void {
    addPrimitive(this, index)
  }

  /** Copies belong to this node's graph, whichever graph registered the type last (LiteGraph trap 2). */
  override clone() {
    registerSubgraphType(this.rootGraph, this.subgraph)
    return super.clone()
  }
}

/**
 * The stored slots in the order of the border; names may repeat, then their order tells them apart. A slot by a name
 * that the border no longer has is the one at its place, if none has that: it was renamed. The root saves no words of
 * somebody's language: shown once, they would give the node another size the next time.
 */
function alignSlots(
  stored: readonly unknown[] | undefined,
  borders: readonly { readonly name: string; readonly type: unknown; readonly label?: string }[],
  fresh: Readonly<Record<string, unknown>>,
  isRoot: boolean
): StoredSlot[] {
  const slots = (stored ?? []) as StoredSlot[]
  const rest = [...slots]
  const names = new Set<unknown>(borders.map(({ name }) => name))
  const takeAt = (index: number) => (index === -1 ? undefined : rest.splice(index, 1)[0])
  const found = borders.map(({ name }) => takeAt(rest.findIndex((slot) => slot.name === name)))
  return borders.map(({ name, type, label }, index) => {
    const own = slots[index]
    const renamed = own && !names.has(own.name) ? takeAt(rest.indexOf(own)) : undefined
    const { localized_name: word, ...slot } = found[index] ?? renamed ?? {}
    if (!('name' in slot)) return { name, type, ...fresh, ...(label !== undefined && { label }) }
    return { ...slot, ...(!isRoot && word !== undefined && { localized_name: word }), name }
  })
}

/** An input that leads to optional ones only is optional itself, and drawn so. */
function markOptional(slots: readonly StoredSlot[], subgraph: Subgraph): void {
  subgraph.inputs.forEach(({ linkIds }, index) => {
    const targets = linkIds.flatMap((id) => {
      const link = subgraph._links.get(id)
      if (!link) return []
      return subgraph.getNodeById(link.target_id)?.inputs[link.target_slot] ?? []
    })
    const slot = slots[index]
    if (!slot || targets.length === 0) return
    if (targets.every(({ shape }) => shape === RenderShape.HollowCircle))
      slot.shape = RenderShape.HollowCircle
    else if (slot.shape === RenderShape.HollowCircle) delete slot.shape
  })
}

/** Root graphs of the registered subgraph types, so that a closed graph leaves nothing behind. */
const owners = new Map<string, LGraph>()

/** Registers a subgraph as a node type of its graph, in the place of another graph's subgraph with the same id. */
export function registerSubgraphType(root: LGraph, subgraph: Subgraph): void {
  const { id, name } = subgraph
  const instanceClass = class extends SubgraphInstance {
    static override title = name || 'Unnamed Subgraph'
    constructor() {
      super(root, subgraph, {
        id: -1,
        type: id,
        pos: [0, 0],
        size: [140, 60],
        inputs: [],
        outputs: [],
        properties: {},
        flags: {},
        order: 0,
        mode: 0
      } as never)
    }
  }
  LiteGraph.registerNodeType(id, instanceClass as never)
  // Not offered among the nodes one can add by category.
  Object.assign(instanceClass, { category: 'subgraphs', skip_list: true, title: name })
  owners.set(id, root)
}

/** Forgets the subgraph types of a graph that was closed. */
export function unregisterSubgraphTypes(root: LGraph): void {
  for (const [id, owner] of owners) {
    if (owner !== root) continue
    owners.delete(id)
    delete LiteGraph.registered_node_types[id]
  }
}
