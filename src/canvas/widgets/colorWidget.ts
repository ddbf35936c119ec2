import type { LGraphNode } from '@comfyorg/litegraph'
import { BaseWidget } from '@comfyorg/litegraph'
import type { WidgetEventOptions } from '@comfyorg/litegraph/dist/widgets/BaseWidget'
import type { InputEntry } from '../schema/nodeLayout'
import { openColourPicker } from './colourPicker'
import type { ComfyWidget } from './widget'
import { applyEntry, getDefault, makeOptions } from './widgetOptions'

/** A colour: a swatch with its hex value; a click opens the browser's own picker. */
class ColorWidget extends BaseWidget {
  override drawWidget(
    ctx: CanvasRenderingContext2D,
    { width, showText = true }: { width: number; showText?: boolean }
  ): void {
    const { fillStyle, strokeStyle, textAlign } = ctx
    this.drawWidgetShape(ctx, { width, showText })
    if (showText) {
      this.drawTruncatingText({ ctx, width, leftPadding: 0, rightPadding: this.height })
      ctx.fillStyle = String(this.value)
      const edge = this.height - 8
      ctx.fillRect(width - BaseWidget.margin * 2 - edge, this.y + 4, edge, edge)
    }
    Object.assign(ctx, { fillStyle, strokeStyle, textAlign })
  }

  override onClick(options: WidgetEventOptions): void {
    openColourPicker(String(this.value), options.e, (colour) => {
      this.setValue(colour as never, options)
      options.canvas.setDirty(true)
    })
  }
}

export function makeColorWidget(node: LGraphNode, entry: InputEntry): ComfyWidget {
  const value = getDefault(entry.spec) ?? '#000000'
  const plain = { type: 'color', name: entry.name, value, options: makeOptions(entry.spec), y: 0 }
  return applyEntry(new ColorWidget(plain as never, node) as unknown as ComfyWidget, entry)
}
