import { LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'
import { isFar } from '../view/farWidgets'

/**
 * From far away hundreds of nodes are on screen, and a slot or a title's box is two pixels wide: they are left out
 * there, and a node is laid out only when it has changed. That is a third of a frame's time.
 */
export function drawLessFromAfar(): void {
  const { prototype } = LGraphNode
  const { arrange, drawSlots, drawTitleBox } = prototype
  const laidOut = new WeakMap<LGraphNode, string>()
  prototype.arrange = function (this: LGraphNode) {
    const state = describeLayout(this)
    if (isSeenFromAfar() && laidOut.get(this) === state) return
    arrange.call(this)
    laidOut.set(this, describeLayout(this))
  }
  prototype.drawSlots = function (this: LGraphNode, ctx, options) {
    // While a link is dragged they tell where it may end.
    if (isSeenFromAfar() && !options.fromSlot) return
    drawSlots.call(this, ctx, options)
  }
  prototype.drawTitleBox = function (this: LGraphNode, ctx, options) {
    if (!isSeenFromAfar()) drawTitleBox.call(this, ctx, options)
  }
}

function isSeenFromAfar(): boolean {
  return isFar(LGraphCanvas.active_canvas?.ds.scale ?? 1)
}

/** What a node's layout follows from. */
function describeLayout({ size, inputs, outputs, widgets }: LGraphNode): string {
  return `${size[0]} ${size[1]} ${inputs.length} ${outputs.length} ${widgets?.length ?? 0}`
}
