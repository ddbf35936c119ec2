import type { LGraph, Subgraph } from '@comfyorg/litegraph'
import { LiteGraph, SubgraphNode } from '@comfyorg/litegraph'
import type { ISerialisedNode } from '@comfyorg/litegraph/dist/types/serialisation'
import { announceInputChange } from '../graph/graphChanges'
import { isLoadingDocument } from '../graph/loading'
import { getWidgets } from '../widgets/widget'
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
    own.inputs = alignSlots(own.inputs, this.subgraph.inputs) as never
    own.outputs = alignSlots(own.outputs, this.subgraph.outputs) as never
    const values = own.widgets_values
    this.pendingValues = Array.isArray(values) ? [...values] : []
    own.widgets_values = this.pendingValues as never
    super.configure(own as never)
    this.pendingValues = undefined
    this.properties.previewExposures ??= [] as never
    if (this.inputs) renumberLinks(this)
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

  /** Copies belong to this node's graph, whichever graph registered the type last (LiteGraph trap 2). */
  override clone() {
    registerSubgraphType(this.rootGraph, this.subgraph)
    return super.clone()
  }
}

/** The stored slots in the order of the border; names may repeat, then their order tells them apart. */
function alignSlots(
  stored: readonly unknown[] | undefined,
  borders: readonly { readonly name: string }[]
): StoredSlot[] {
  const rest = [...((stored ?? []) as StoredSlot[])]
  return borders.map(({ name }) => {
    const index = rest.findIndex((slot) => slot.name === name)
    const [slot] = index === -1 ? [] : rest.splice(index, 1)
    return { ...slot, name }
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
