import type { LGraphNode } from '@comfyorg/litegraph'
import { BaseWidget } from '@comfyorg/litegraph'
import { ValueWidget } from './valueWidget'
import type { ComfyWidget, WidgetOptions } from './widget'

const MIN_HEIGHT = 50

/** Options node packs give a DOM widget. */
export interface DomWidgetOptions extends WidgetOptions {
  getValue?: () => unknown
  setValue?: (value: unknown) => void
  getMinHeight?: () => number
  getMaxHeight?: () => number
  getHeight?: () => number | string
  hideOnZoom?: boolean
  margin?: number
  selectOn?: string[]
  onDraw?: (widget: ComfyWidget) => void
  afterResize?: (node: LGraphNode) => void
}

/** Room on each side of the element, unless the widget says otherwise. */
export const DOM_MARGIN = 10

/** A widget that is an HTML element laid over the canvas (docs/litegraph.md, "What it leaves to us"). */
export class DomWidget extends BaseWidget {
  declare inputEl?: HTMLElement
  /** Takes what the layer over the canvas holds of this widget. */
  declare onRemove?: () => void

  constructor(node: LGraphNode, name: string, type: string, options: DomWidgetOptions) {
    super({ name, type, options, y: 0 } as never, node)
  }

  override get value(): never {
    const { getValue } = this.options as DomWidgetOptions
    return (getValue?.() ?? '') as never
  }

  override set value(value: never) {
    // The base constructor writes a value before the options are there.
    const options = this.options as DomWidgetOptions | undefined
    options?.setValue?.(value)
    ;(this as unknown as ComfyWidget).callback?.(value)
  }

  override computeLayoutSize(): { minHeight: number; maxHeight?: number; minWidth: number } {
    const { getMinHeight, getMaxHeight, getHeight } = this.options as DomWidgetOptions
    const height = toPixels(getHeight?.())
    const maxHeight = height ?? getMaxHeight?.()
    return {
      minHeight: height ?? getMinHeight?.() ?? MIN_HEIGHT,
      ...(maxHeight !== undefined && { maxHeight }),
      minWidth: 0
    }
  }

  /** The element lies over the canvas; nothing is drawn under it but a place holder when zoomed far out. */
  override drawWidget(
    ctx: CanvasRenderingContext2D,
    { width, showText }: { width: number; showText?: boolean }
  ): void {
    if (showText || !this.computedHeight) return
    ctx.fillStyle = this.background_color
    ctx.fillRect(DOM_MARGIN, this.y, width - 2 * DOM_MARGIN, this.computedHeight - DOM_MARGIN)
  }

  override onClick(): void {
    // The element takes its own clicks.
  }

  /** An element can't be in two places: a promoted copy shows the value as text. */
  override createCopyForNode(node: LGraphNode): this {
    const { name, value, options } = this
    const plain = { type: 'value', name, value, options: { ...options }, y: 0 }
    return new ValueWidget(plain as never, node) as unknown as this
  }
}

/** Percentages depend on a layout that a node doesn't have. */
function toPixels(height: number | string | undefined): number | undefined {
  const number =
    typeof height === 'string' && !height.endsWith('%') ? Number.parseFloat(height) : height
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** `node.addDOMWidget` of node packs. */
export function addDomWidget(
  node: LGraphNode,
  name: string,
  type: string,
  element: HTMLElement,
  options: DomWidgetOptions = {}
): ComfyWidget {
  const widget = new DomWidget(node, name, type, { hideOnZoom: true, ...options })
  widget.element = element
  widget.inputEl = element
  node.addCustomWidget(widget as never)
  return widget as unknown as ComfyWidget
}
