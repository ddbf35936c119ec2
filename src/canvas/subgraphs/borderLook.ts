import type { Subgraph } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import type { BorderSlot } from './editBorder'

/** What LiteGraph keeps to itself. */
interface DrawnBorder {
  readonly isPointerOver: boolean
  readonly slots: readonly BorderSlot[]
  readonly size: ArrayLike<number>
  arrange(): void
  drawSlots(
    ctx: CanvasRenderingContext2D,
    colours: unknown,
    from?: Parameters<BorderSlot['isValidTarget']>[0],
    alpha?: number
  ): void
}

/** Borders take the palette's colours instead of white, which can't be seen on a light canvas. */
export function dressBorders({ inputNode, outputNode }: Subgraph): void {
  for (const border of [inputNode, outputNode] as unknown as DrawnBorder[]) {
    const { arrange, drawSlots } = border
    Object.defineProperty(border, 'sideStrokeStyle', {
      get: () =>
        border.isPointerOver ? LiteGraph.NODE_SELECTED_TITLE_COLOR : LiteGraph.NODE_TEXT_COLOR
    })
    Object.assign(border, {
      /** Slots are placed by the width before, and only then the width is counted. */
      arrange() {
        const before = border.size[0]
        arrange.call(border)
        if (border.size[0] !== before) arrange.call(border)
      },
      drawSlots(...given: Parameters<DrawnBorder['drawSlots']>) {
        drawSlots.apply(border, given)
        const [ctx, , from] = given
        ctx.fillStyle = LiteGraph.NODE_SELECTED_TITLE_COLOR
        for (const slot of border.slots) {
          if (!slot.isPointerOver || (from && !slot.isValidTarget(from))) continue
          const [x = 0, y = 0] = slot.labelPos
          ctx.fillText(slot.displayName, x, y)
        }
      }
    })
  }
}
