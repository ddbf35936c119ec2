import type { LGraphNode } from '@comfyorg/litegraph'
import { BaseWidget } from '@comfyorg/litegraph'
import type { InputEntry } from '../schema/nodeLayout'
import { DomWidget } from './domWidget'
import { followSpelling } from './spelling'
import type { ComfyWidget } from './widget'
import { announceWidgetChange } from './widget'
import { applyEntry, getDefault, makeOptions } from './widgetOptions'

/** Where a text area keeps its text while it has no element. */
const texts = new WeakMap<object, unknown>()

const baseValue = Object.getOwnPropertyDescriptor(BaseWidget.prototype, 'value')

/**
 * Text of several lines. Its element is made when it is first shown or asked for, so that a large document costs no
 * thousand text areas.
 */
export class TextAreaWidget extends DomWidget {
  constructor(node: LGraphNode, name: string, options: Record<string, unknown>) {
    super(node, name, 'customtext', { hideOnZoom: false, ...options })
    let element: HTMLTextAreaElement | undefined
    const get = () => (element ??= makeTextArea(node, this))
    // LiteGraph's fields are own properties, so an accessor of the class would be hidden behind them.
    for (const key of ['element', 'inputEl'])
      Object.defineProperty(this, key, { get, configurable: true, enumerable: false })
    this.peekElement = () => element
  }

  /** The element, if it has been made. */
  peekElement: () => HTMLTextAreaElement | undefined

  override get value(): never {
    return (texts.get(this) ?? '') as never
  }

  override set value(value: never) {
    texts.set(this, value)
    baseValue?.set?.call(this, value)
    const element = this.peekElement?.()
    if (element && element.value !== toText(value)) element.value = toText(value)
  }

  /** A promoted copy has an element of its own. */
  override createCopyForNode(node: LGraphNode): this {
    const copy = new TextAreaWidget(node, this.name, this.options as Record<string, unknown>)
    copy.value = this.value
    if (this.tooltip !== undefined) copy.tooltip = this.tooltip
    return copy as this
  }
}

export function toText(value: unknown): string {
  if (typeof value === 'string') return value
  return value === null || value === undefined ? '' : String(value)
}

function makeTextArea(node: LGraphNode, widget: TextAreaWidget): HTMLTextAreaElement {
  const element = document.createElement('textarea')
  element.className = 'comfy-multiline-input'
  followSpelling(element)
  element.value = toText(widget.value)
  const { placeholder } = widget.options as { placeholder?: unknown }
  element.placeholder =
    typeof placeholder === 'string' ? placeholder : (widget.label ?? widget.name)
  element.setAttribute('aria-label', element.placeholder)
  element.addEventListener('input', () => {
    const previous = widget.value
    texts.set(widget, element.value)
    announceWidgetChange(node, widget as unknown as ComfyWidget, previous)
  })
  return element
}

export function makeTextAreaWidget(node: LGraphNode, entry: InputEntry): ComfyWidget {
  const widget = new TextAreaWidget(node, entry.name, makeOptions(entry.spec))
  widget.value = toText(getDefault(entry.spec)) as never
  return applyEntry(widget as unknown as ComfyWidget, entry)
}
