import type { LGraphNode } from '@comfyorg/litegraph'
import { BaseWidget, LiteGraph } from '@comfyorg/litegraph'
import type { WidgetEventOptions } from '@comfyorg/litegraph/dist/widgets/BaseWidget'
import type { ReadValue } from '@/domain/valueText'
import { readValueText } from '@/domain/valueText'
import { t } from '@/i18n/translate'
import { getCanvasHost } from '../canvasHost'
import type { InputEntry } from '../schema/nodeLayout'
import type { ComfyWidget } from './widget'
import { applyEntry, makeOptions } from './widgetOptions'

/** A value of any kind, shown as short JSON and edited as JSON: boxes, curves, ranges and whatever has no editor of its own. */
export class ValueWidget extends BaseWidget {
  override get _displayValue(): string {
    if (this.computedDisabled) return super._displayValue
    const value: unknown = this.value
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  }

  override drawWidget(
    ctx: CanvasRenderingContext2D,
    { width, showText = true }: { width: number; showText?: boolean }
  ): void {
    const { fillStyle, strokeStyle, textAlign } = ctx
    this.drawWidgetShape(ctx, { width, showText })
    const { truncateWidgetValuesFirst } = LiteGraph
    // Which field it is says more than how its JSON goes on.
    LiteGraph.truncateWidgetValuesFirst = true
    if (showText) this.drawTruncatingText({ ctx, width, leftPadding: 0, rightPadding: 0 })
    LiteGraph.truncateWidgetValuesFirst = truncateWidgetValuesFirst
    Object.assign(ctx, { fillStyle, strokeStyle, textAlign })
  }

  /** The definition's own value: what is typed has to be like it. */
  get #sample(): unknown {
    return (this.options as { default?: unknown }).default
  }

  override onClick(options: WidgetEventOptions): void {
    const { value } = this
    this.#ask(typeof value === 'string' ? value : JSON.stringify(value, null, 1), options)
  }

  /** What can't be taken over is said, and stands there again to be mended. */
  #ask(text: string | undefined, options: WidgetEventOptions): void {
    const accept = (typed: string): void => {
      if (typeof (this.#sample ?? this.value) === 'string')
        return this.setValue(typed as never, options)
      const read = readValueText(typed, this.#sample)
      if (read.kind === 'value') return this.setValue(read.value as never, options)
      getCanvasHost().notify(
        'warning',
        t('widgets.notTaken', { name: this.displayName }),
        describeFault(read)
      )
      // LiteGraph closes the dialog first.
      queueMicrotask(() => this.#ask(typed, options))
    }
    options.canvas.prompt(this.displayName, text ?? '', accept, options.e, true)
  }
}

function describeFault(read: Exclude<ReadValue, { kind: 'value' }>): string {
  if (read.kind === 'noJson') return t('inspector.noJson')
  return t('inspector.misshapen', { path: read.path || t('inspector.wholeValue') })
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
      // A list is a value here, not a choice of some.
      value: structuredClone(entry.spec.options.default ?? fallback),
      options: makeOptions(entry.spec),
      y: 0
    } as never,
    node
  ) as unknown as ComfyWidget
  if (!isInDocument) widget.serialize = false
  return applyEntry(widget, entry)
}
