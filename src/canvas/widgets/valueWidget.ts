import type { LGraphNode } from '@comfyorg/litegraph'
import { BaseWidget } from '@comfyorg/litegraph'
import type { WidgetEventOptions } from '@comfyorg/litegraph/dist/widgets/BaseWidget'
import type { InputEntry } from '../schema/nodeLayout'
import type { ComfyWidget } from './widget'
import { applyEntry, getDefault, makeOptions } from './widgetOptions'

/** A value of any kind, shown as short JSON and edited as JSON: boxes, curves, ranges and whatever has no editor of its own. */
export class ValueWidget extends BaseWidget {
  override get _displayValue(): string {
    if (this.computedDisabled) return ''
    const value: unknown = this.value
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  }

  override drawWidget(
    ctx: CanvasRenderingContext2D,
    { width, showText = true }: { width: number; showText?: boolean }
  ): void {
    const { fillStyle, strokeStyle, textAlign } = ctx
    this.drawWidgetShape(ctx, { width, showText })
    if (showText) this.drawTruncatingText({ ctx, width, leftPadding: 0, rightPadding: 0 })
    Object.assign(ctx, { fillStyle, strokeStyle, textAlign })
  }

  override onClick(options: WidgetEventOptions): void {
    const text = typeof this.value === 'string' ? this.value : JSON.stringify(this.value, null, 1)
    const accept = (typed: string): void => {
      const value = readTyped(typed, typeof this.value === 'string')
      if (value !== undefined) this.setValue(value as never, options)
    }
    options.canvas.prompt(this.displayName, text ?? '', accept, options.e, true)
  }
}

function readTyped(typed: string, isText: boolean): unknown {
  if (isText) return typed
  try {
    return JSON.parse(typed) as unknown
  } catch {
    // What is no JSON is not taken over; the field keeps its value.
    return undefined
  }
}

/** @param isInDocument false for what only shows something and has no place in `widgets_values` */
export function makeValueWidget(
  node: LGraphNode,
  entry: InputEntry,
  fallback: unknown = '',
  isInDocument = true
): ComfyWidget {
  const widget = new ValueWidget(
    {
      type: entry.widgetType?.toLowerCase() ?? 'custom',
      name: entry.name,
      value: getDefault(entry.spec) ?? fallback,
      options: makeOptions(entry.spec),
      y: 0
    } as never,
    node
  ) as unknown as ComfyWidget
  if (!isInDocument) widget.serialize = false
  return applyEntry(widget, entry)
}
