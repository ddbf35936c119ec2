import type { IBaseWidget } from '@comfyorg/litegraph/dist/types/widgets'
import { LGraphNode } from '@comfyorg/litegraph'

/** LiteGraph leaves room for hidden widgets when it lays a node out, and grows the node for them; here they take none. */
export function layOutVisibleWidgets(): void {
  const { prototype } = LGraphNode
  const { arrange } = prototype
  prototype.arrange = function (this: LGraphNode) {
    const all = this.widgets
    const hidden = all?.filter((widget) => takesRoom(widget) && !this.isWidgetVisible(widget))
    if (!all || !hidden || hidden.length === 0) return arrange.call(this)
    this.widgets = all.filter((widget) => !hidden.includes(widget))
    try {
      arrange.call(this)
    } finally {
      this.widgets = all
    }
    for (const widget of hidden) tuckAway(this, widget)
  }
}

/** Packs hide widgets by giving them no height; those are laid out as ever. */
function takesRoom(widget: IBaseWidget): boolean {
  return !widget.computeSize
}

/** A link to a hidden widget ends below the title. */
function tuckAway(node: LGraphNode, widget: IBaseWidget): void {
  widget.computedHeight = 0
  const slot = node.getSlotFromWidget(widget)
  if (slot) slot.pos = [SLOT_INSET, SLOT_INSET]
}

const SLOT_INSET = 10
