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
import { canShare, findCommonRange } from './primitiveRange'

const UNLINKED = { name: 'connect to widget input', type: '*' }

/** Kinds of widgets whose value can change from run to run. */
const CONTROLLED = new Set(['number', 'combo'])

interface Target {
  readonly node: LGraphNode
  readonly input: INodeInputSlot
  readonly widget: ComfyWidget
}

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

  /** Fields only, and of those that have nothing in common the first; what a document links stays. */
  override onConnectOutput(
    _slot: number,
    _type: unknown,
    input: INodeInputSlot,
    node?: unknown
  ): boolean {
    if (!(input as { widget?: unknown }).widget) return false
    if (isLoadingDocument() || !(node instanceof LGraphNode)) return true
    const field = node.getWidgetFromSlot(input) as unknown as ComfyWidget | undefined
    return !field || canShare(this.listFields(), field)
  }

  override onConnectionsChange(side: unknown, _index: number, isConnected: boolean): void {
    if (isLoadingDocument() || side !== LiteGraph.OUTPUT) return
    if (!isConnected && !this.outputs[0]?.links?.length) return this.forgetTarget()
    this.followTarget()
    this.keepToRange()
  }

  /** Writes the value into each linked widget; called before a prompt is made, also when the node is muted. */
  override applyToGraph(): void {
    const [own] = getWidgets(this)
    if (!own) return
    for (const { widget } of this.listTargets()) widget.value = own.value
  }

  /** Takes the kind of widget of what it is linked to, with the limits of all of it. */
  followTarget(): void {
    const [first] = this.listTargets()
    if (first && !this.widgets?.length) this.takeWidget(first)
    const [own] = getWidgets(this)
    const range = findCommonRange(this.listFields())
    // The options are the first field's own until then.
    if (own && range) own.options = { ...own.options, ...range }
  }

  /** A field with narrower limits was linked: the value is one that all of them take. */
  private keepToRange(): void {
    const [own] = getWidgets(this)
    const { min = -Infinity, max = Infinity } = own?.options ?? {}
    if (!own || typeof own.value !== 'number' || min > max) return
    const kept = Math.min(max, Math.max(min, own.value))
    if (kept === own.value) return
    own.value = kept
    this.passValueOn()
  }

  private takeWidget(first: Target): void {
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

  private listFields(): ComfyWidget[] {
    return this.listTargets().map(({ widget }) => widget)
  }

  /** The widgets it is linked to. */
  listTargets(): Target[] {
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
