import type { LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'
import type { DomWidgetOptions } from '../widgets/domWidget'
import type { Box } from '../execution/box'
import { DOM_MARGIN, DomWidget } from '../widgets/domWidget'
import { findSourceValue } from '../widgets/sourceValue'
import { toText } from '../widgets/textAreaWidget'
import type { ComfyWidget } from '../widgets/widget'
import { getWidgets } from '../widgets/widget'
import { getOverlayOpacity } from '../view/modeLook'
import { listCovers, makeClip } from './clipCovered'
import { createLayer, getViewTransform, writeStyle } from './frames'
import { passToCanvas, selectWith } from './passToCanvas'

/** Below this zoom nobody reads or types; a place holder is drawn instead. */
export const LEAST_SCALE = 0.25

interface Place {
  /** Of the node among those on screen; later ones are drawn over it. */
  readonly index: number
  /** What lies over the node. */
  readonly covers: readonly Box[]
}

/** Elements of widgets over the canvas: those of nodes on screen, where the canvas has room for them. */
export class DomWidgetLayer {
  readonly #layer: HTMLElement
  readonly #shown = new Map<ComfyWidget, HTMLElement>()
  readonly #heard = new WeakSet<HTMLElement>()

  constructor(parent: HTMLElement) {
    this.#layer = createLayer(parent, 'canvas-widgets')
  }

  /** The canvas was drawn: widgets follow. */
  follow(canvas: LGraphCanvas): void {
    writeStyle(this.#layer, 'transform', getViewTransform(canvas))
    const present = new Set<ComfyWidget>()
    if (canvas.ds.scale >= LEAST_SCALE)
      canvas.visible_nodes.forEach((node, index) => this.#placeAll(canvas, node, index, present))
    for (const [widget, element] of this.#shown) {
      if (present.has(widget)) continue
      this.#shown.delete(widget)
      element.remove()
    }
  }

  dispose(): void {
    this.#layer.remove()
    this.#shown.clear()
  }

  #placeAll(
    canvas: LGraphCanvas,
    node: LGraphNode,
    index: number,
    present: Set<ComfyWidget>
  ): void {
    if (node.flags.collapsed) return
    let covers: Box[] | undefined
    for (const widget of getWidgets(node)) {
      if (!(widget instanceof DomWidget) && !widget.element) continue
      if (!isShown(canvas, node, widget)) continue
      present.add(widget)
      covers ??= listCovers(canvas.visible_nodes, index)
      this.#place(canvas, node, widget, { index, covers })
    }
  }

  #place(
    canvas: LGraphCanvas,
    node: LGraphNode,
    widget: ComfyWidget,
    { index, covers }: Place
  ): void {
    const { element } = widget
    if (!element) return
    if (this.#shown.get(widget) !== element || element.parentElement !== this.#layer) {
      this.#shown.set(widget, element)
      this.#layer.append(element)
      if (!this.#heard.has(element)) {
        passToCanvas(element, canvas)
        const { selectOn = ['focus', 'click'] } = widget.options as DomWidgetOptions
        for (const type of selectOn) selectWith(element, type, canvas, node)
      }
      this.#heard.add(element)
      Object.assign(element.style, {
        position: 'absolute',
        top: '0',
        left: '0',
        pointerEvents: 'auto'
      })
    }
    const options = widget.options as DomWidgetOptions
    const margin = options.margin ?? DOM_MARGIN
    const width = Math.max(0, (widget.width ?? node.size[0]) - 2 * margin)
    const height = Math.max(0, (widget.computedHeight ?? 0) - 2 * margin)
    const x = node.pos[0] + margin
    const y = node.pos[1] + widget.y + margin
    writeStyle(element, 'transform', `translate(${x}px, ${y}px)`)
    writeStyle(element, 'width', `${width}px`)
    writeStyle(element, 'height', `${height}px`)
    writeStyle(element, 'zIndex', String(index))
    writeStyle(element, 'clipPath', makeClip({ x, y, width, height }, covers))
    applyMode(element, node)
    applyDisabled(element, node, widget)
    options.onDraw?.(widget)
  }
}

function isShown(canvas: LGraphCanvas, node: LGraphNode, widget: ComfyWidget): boolean {
  const { hideOnZoom } = widget.options as DomWidgetOptions
  if (hideOnZoom && canvas.low_quality) return false
  // Packs hide a widget by giving it no height, or another type.
  return node.isWidgetVisible(widget as never) && (widget.computedHeight ?? 0) > 0
}

/** Elements that were made faint; packs set the opacity of theirs too. */
const faint = new WeakSet<HTMLElement>()

/** Faint with its node, while that takes no part in a run. */
function applyMode(element: HTMLElement, node: LGraphNode): void {
  const opacity = getOverlayOpacity(node)
  if (opacity === '' && !faint.delete(element)) return
  if (opacity !== '') faint.add(element)
  writeStyle(element, 'opacity', opacity)
}

/** A widget fed by a link can't be typed into. */
function applyDisabled(element: HTMLElement, node: LGraphNode, widget: ComfyWidget): void {
  if (!(element instanceof HTMLTextAreaElement)) return
  const isLinked = widget.computedDisabled === true
  const isReadOnly = isLinked || widget.options.readOnly === true
  // Its own text comes back with the end of the link.
  const known = isLinked ? findSourceValue(node, widget) : null
  const text = toText(known ? known.value : widget.value)
  if (isReadOnly && element.value !== text) element.value = text
  if (element.readOnly === isReadOnly) return
  element.readOnly = isReadOnly
  if (!isReadOnly) element.value = text
  element.classList.toggle('disabled', isLinked)
}
