import { LGraphNode } from '@comfyorg/litegraph'
import type { ISerialisedNode } from '@comfyorg/litegraph/dist/types/serialisation'
import { keepKnownFields } from './nodeFields'

/** A node of a type that nobody defines: it keeps all that the document says of it, and goes back as it came. */
export class MissingNode extends LGraphNode {
  /** Fields of the document that the canvas has no use for. */
  declare storedFields?: Readonly<Record<string, unknown>>
  /** Widget values as the document holds them. */
  declare storedValues?: unknown
  /** Its place among the nodes as they run, as the document has it. */
  declare storedOrder?: number

  constructor(type: string, title?: string) {
    super(title || type, type)
    this.has_errors = true
  }

  override configure(info: ISerialisedNode): void {
    const { widgets_values: values, ...rest } = keepKnownFields(info)
    this.storedValues = values
    const { widgets_values_named: named } = info as { widgets_values_named?: unknown }
    this.storedFields = named === undefined ? {} : { widgets_values_named: named }
    this.storedOrder = info.order
    super.configure(rest)
    // LiteGraph would put the title of the class, which is none.
    this.title = info.title || info.type
  }

  override serialize(): ISerialisedNode {
    const serialised = super.serialize()
    if (this.title === this.type) delete serialised.title
    return {
      ...serialised,
      ...(Number.isFinite(this.storedOrder) && { order: this.storedOrder }),
      ...(this.storedValues !== undefined && { widgets_values: this.storedValues }),
      ...this.storedFields
    } as ISerialisedNode
  }

  override clone(): LGraphNode | null {
    const copy = new MissingNode(this.type)
    const { id: _id, ...info } = structuredClone(this.serialize())
    for (const input of info.inputs ?? []) input.link = null
    for (const output of info.outputs ?? []) output.links = []
    copy.configure(info as ISerialisedNode)
    return copy
  }
}
