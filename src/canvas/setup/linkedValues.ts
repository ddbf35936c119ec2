import {
  BaseWidget,
  BooleanWidget,
  ComboWidget,
  NumberWidget,
  type LGraphNode
} from '@comfyorg/litegraph'
import type { ComfyWidget } from '../widgets/widget'
import { findSourceValue } from '../widgets/sourceValue'

/** A widget, as far as its value on the node goes. */
interface Shown {
  readonly node?: LGraphNode
  readonly computedDisabled?: boolean
  readonly options?: { readonly precision?: number }
}

/** Widgets that a link feeds show what it will bring, where that is known; LiteGraph leaves them empty. */
export function showLinkedValues(): void {
  for (const { prototype } of [BaseWidget, NumberWidget, ComboWidget]) replaceValue(prototype)
  const { drawValue } = BooleanWidget.prototype
  BooleanWidget.prototype.drawValue = function (this: BooleanWidget, ctx, x) {
    const known = this.computedDisabled ? find(this as unknown as Shown) : null
    if (!known) return drawValue.call(this, ctx, x)
    // The same words and colours as for a value of its own.
    const shown = Object.create(this, { value: { value: known.value === true } }) as BooleanWidget
    drawValue.call(shown, ctx, x)
  }
}

function replaceValue(prototype: object): void {
  const own = Object.getOwnPropertyDescriptor(prototype, '_displayValue')?.get as
    | ((this: unknown) => string)
    | undefined
  if (!own) return
  Object.defineProperty(prototype, '_displayValue', {
    configurable: true,
    get(this: Shown) {
      const known = this.computedDisabled ? find(this) : null
      return known ? format(this, known.value) : own.call(this)
    }
  })
}

function find(widget: Shown) {
  return widget.node ? findSourceValue(widget.node, widget as unknown as ComfyWidget) : null
}

function format({ options }: Shown, value: unknown): string {
  if (typeof value === 'number') return value.toFixed(options?.precision ?? 3)
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
