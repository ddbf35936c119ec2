import type { INodeInputSlot, INodeOutputSlot, LLink } from '@comfyorg/litegraph'
import { LGraphNode } from '@comfyorg/litegraph'
import type { ISerialisedNode } from '@comfyorg/litegraph/dist/types/serialisation'
import type { NodeDefinitionWire } from '@/protocol/nodeDefinition'
import { announceInputChange } from '../graph/graphChanges'
import { getWidgets } from '../widgets/widget'
import { addPrimitive } from './addPrimitive'
import { alignSlots } from './alignSlots'
import { buildNode } from './buildNode'
import { handleConnection } from './connectionChanges'
import { keepKnownFields } from './nodeFields'
import { completeValues, readStoredValues } from './storedValues'
import { updateLayout } from './updateLayout'

/** A node of a class the server defines. Each class extends this one (`createNodeClass`). */
export class ComfyNode extends LGraphNode {
  /** The definition as the server sent it; node packs read and change it before the class is registered. */
  static nodeData: NodeDefinitionWire
  static comfyClass: string
  declare comfyClass: string

  constructor(title: string) {
    super(title)
    this.serialize_widgets = true
    buildNode(this)
  }

  get nodeData(): NodeDefinitionWire {
    return (this.constructor as typeof ComfyNode).nodeData
  }

  override configure(info: ISerialisedNode): void {
    const own = keepKnownFields(info)
    updateLayout(this, info.inputs)
    completeValues(this, readStoredValues(info))
    updateLayout(this, info.inputs)
    alignSlots(this, own)
    // Packs that store an object read it themselves.
    if (Array.isArray(own.widgets_values) || own.widgets_values == null)
      own.widgets_values = listValues(this) as never
    super.configure(own)
  }

  override onConnectionsChange(
    side: unknown,
    _index: number,
    _isConnected: boolean,
    link: LLink | null | undefined,
    slot: INodeInputSlot | INodeOutputSlot | { name: string }
  ): void {
    handleConnection(this, side, slot, link)
  }

  /** A double press of a field's input gives the field a value of its own outside the node. */
  override onInputDblClick(index: number): void {
    addPrimitive(this, index)
  }

  override onWidgetChanged(name: string): void {
    announceInputChange(this, name)
  }
}

function listValues(node: LGraphNode): unknown[] {
  return getWidgets(node)
    .filter((widget) => widget.serialize !== false)
    .map((widget) => widget.value)
}
