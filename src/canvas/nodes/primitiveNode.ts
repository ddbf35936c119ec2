import type { INodeInputSlot, LLink } from '@comfyorg/litegraph'
import { LGraphNode, LiteGraph } from '@comfyorg/litegraph'
import type { BaseWidget } from '@comfyorg/litegraph'
import type { ISerialisedNode } from '@comfyorg/litegraph/dist/types/serialisation'
import { announceInputChange } from '../graph/graphChanges'
import { isLoadingDocument } from '../graph/loading'
import {
  isControlWidget,
  makeControlWidgets,
  normaliseControlValue
} from '../widgets/controlWidgets'
import type { ComfyWidget } from '../widgets/widget'
import { getWidgets } from '../widgets/widget'

const UNLINKED = { name: 'connect to widget input', type: '*' }

/** Kinds of widgets whose value can change from run to run. */
const CONTROLLED = new Set(['number', 'combo'])

/** One value for the widgets it is linked to. It is never part of a prompt: its value is written into theirs. */
export class PrimitiveNode extends LGraphNode {
  static override title = 'Primitive'
  static override category = 'utils'
  override isVirtualNode = true
  /** Values of a document, until the linked widget tells what kind they are. */
  declare storedValues?: unknown[] | undefined

  constructor(title = 'Primitive') {
    super(title)
    this.serialize_widgets = true
    this.properties = { 'Run widget replace on values': false }
    this.addOutput(UNLINKED.name, UNLINKED.type)
  }

  override configure(info: ISerialisedNode): void {
    this.outputs = []
    const { widgets_values: values, ...rest } = info
    this.storedValues = Array.isArray(values) ? values : undefined
    super.configure(rest)
    if (this.outputs.length === 0) this.addOutput(UNLINKED.name, UNLINKED.type)
    if (!isLoadingDocument()) this.onAfterGraphConfigured()
  }

  /** All nodes are there now, the linked one too. */
  onAfterGraphConfigured(): void {
    this.followTarget()
    const values = this.storedValues
    if (values && this.widgets?.length) {
      getWidgets(this).forEach((widget, index) => {
        const value = values[index]
        if (value !== undefined)
          widget.value = isControlWidget(widget) ? normaliseControlValue(value) : value
      })
      this.storedValues = undefined
    }
  }

  override serialize(): ISerialisedNode {
    const serialised = super.serialize()
    // A value that could not be shown, since its target is unknown, is kept all the same.
    if (this.storedValues && !this.widgets?.length)
      serialised.widgets_values = this.storedValues as never
    return serialised
  }

  override onConnectOutput(_slot: number, _type: unknown, input: INodeInputSlot): boolean {
    return Boolean((input as { widget?: unknown }).widget)
  }

  override onConnectionsChange(side: unknown, _index: number, isConnected: boolean): void {
    if (isLoadingDocument() || side !== LiteGraph.OUTPUT) return
    if (isConnected || this.outputs[0]?.links?.length) this.followTarget()
    else this.forgetTarget()
  }

  /** Writes the value into each linked widget; called before a prompt is made, also when the node is muted. */
  override applyToGraph(): void {
    const [own] = getWidgets(this)
    if (!own) return
    for (const { widget } of this.listTargets()) widget.value = own.value
  }

  /** Takes the kind of widget of what it is linked to. */
  followTarget(): void {
    const [first] = this.listTargets()
    if (!first || this.widgets?.length) return
    const { widget, input } = first
    const own = (widget as unknown as BaseWidget).createCopyForNode(this) as unknown as ComfyWidget
    Object.assign(own, {
      name: 'value',
      label: widget.label ?? widget.name,
      callback: () => this.passValueOn()
    })
    delete own.linkedWidgets
    const companions = CONTROLLED.has(widget.type) ? makeControlWidgets(this, own, true) : []
    if (companions[0]) companions[0].value = 'fixed'
    this.widgets = [own, ...companions] as never
    Object.assign(this.outputs[0]!, {
      name: String(input.type),
      type: input.type,
      widget: { name: widget.name }
    })
    if (!isLoadingDocument()) this.setSize(this.computeSize())
  }

  private forgetTarget(): void {
    for (const widget of getWidgets(this)) widget.onRemove?.()
    this.widgets = []
    const output = this.outputs[0] as unknown as Record<string, unknown> | undefined
    if (!output) return
    Object.assign(output, UNLINKED)
    delete output.widget
  }

  private passValueOn(): void {
    this.applyToGraph()
    for (const { node, input } of this.listTargets()) announceInputChange(node, input.name)
    this.setDirtyCanvas(true)
  }

  /** The widgets it is linked to. */
  listTargets(): { node: LGraphNode; input: INodeInputSlot; widget: ComfyWidget }[] {
    const { graph } = this
    const links = (this.outputs[0]?.links ?? []).map((id) => graph?._links.get(id))
    return links
      .filter((link): link is LLink => link !== undefined)
      .flatMap((link) => {
        const node = graph?.getNodeById(link.target_id)
        const input = node?.inputs[link.target_slot]
        const widget =
          input && (node?.getWidgetFromSlot(input) as unknown as ComfyWidget | undefined)
        return node && input && widget ? [{ node, input, widget }] : []
      })
  }
}
