import type { LGraph, LGraphCanvas, Point } from '@comfyorg/litegraph'
import type { Cancel } from '@/domain/time'
import { LinkHighlight, listLinksAt, toGraph } from './findLink'

/** px of the screen between two points at which a stroke looks for links. */
const STEP = 3
const SVG = 'http://www.w3.org/2000/svg'

/** Takes links away, in one step to undo. */
export function removeLinks(graph: LGraph, ids: Iterable<number>): void {
  graph.beforeChange()
  for (const id of ids) graph.removeLink(id)
  graph.afterChange()
}

/** A stroke over the canvas, and the links it has met. */
class Cut {
  readonly met = new Set<number>()
  readonly #canvas: LGraphCanvas
  readonly #highlight: LinkHighlight
  readonly #line = document.createElementNS(SVG, 'polyline')
  readonly #svg = document.createElementNS(SVG, 'svg')
  #last: { readonly x: number; readonly y: number }
  #points = ''

  constructor(canvas: LGraphCanvas, overlay: HTMLElement, event: PointerEvent) {
    this.#canvas = canvas
    this.#highlight = new LinkHighlight(canvas)
    this.#svg.classList.add('link-cut')
    this.#svg.append(this.#line)
    overlay.append(this.#svg)
    this.#last = { x: event.clientX, y: event.clientY }
    this.#draw(event)
  }

  extend(event: PointerEvent): void {
    const { x, y } = this.#last
    const [across, down] = [event.clientX - x, event.clientY - y]
    const steps = Math.max(1, Math.ceil(Math.hypot(across, down) / STEP))
    for (let step = 1; step <= steps; step++) {
      const at = { clientX: x + (across * step) / steps, clientY: y + (down * step) / steps }
      this.#meet(toGraph(this.#canvas, at as MouseEvent))
    }
    this.#last = { x: event.clientX, y: event.clientY }
    this.#draw(event)
  }

  end(): void {
    this.#highlight.clear()
    this.#svg.remove()
  }

  #meet(point: Point): void {
    for (const { id } of listLinksAt(this.#canvas, point, STEP)) {
      this.met.add(id)
      this.#highlight.add(id)
    }
  }

  #draw({ clientX, clientY }: PointerEvent): void {
    const { left, top } = this.#canvas.canvas.getBoundingClientRect()
    this.#points += `${clientX - left},${clientY - top} `
    this.#line.setAttribute('points', this.#points)
  }
}

/**
 * Ctrl+Alt and a stroke over free canvas cut the links it crosses, as Ctrl+Alt and a press cut those of a slot. Escape
 * leaves them all.
 */
export function followCuts(
  canvas: LGraphCanvas,
  element: HTMLCanvasElement,
  overlay: HTMLElement
): Cancel {
  const stops = new AbortController()
  const { signal } = stops
  let cut: Cut | null = null
  const end = () => {
    cut?.end()
    cut = null
  }
  const listen = <K extends keyof HTMLElementEventMap>(
    target: HTMLElement | Window,
    type: K,
    handle: (event: HTMLElementEventMap[K]) => void
  ) => target.addEventListener(type, handle as EventListener, { signal, capture: true })

  // On what holds the canvas: LiteGraph listens on the canvas, and would drag the view.
  listen(element.parentElement ?? element, 'pointerdown', (event) => {
    if (event.target !== element || !isCut(canvas, event)) return
    event.stopPropagation()
    event.preventDefault()
    element.focus()
    element.setPointerCapture?.(event.pointerId)
    cut = new Cut(canvas, overlay, event)
  })
  listen(element, 'pointermove', (event) => cut?.extend(event))
  listen(element, 'pointerup', () => {
    const { graph } = canvas
    const met = cut?.met
    end()
    if (graph && met && met.size > 0) removeLinks(graph, met)
  })
  listen(element, 'pointercancel', end)
  listen(window, 'keydown', (event) => {
    if (!cut || event.key !== 'Escape') return
    event.stopPropagation()
    end()
  })
  return () => {
    end()
    stops.abort()
  }
}

function isCut(canvas: LGraphCanvas, event: PointerEvent): boolean {
  const isCombo = (event.ctrlKey || event.metaKey) && event.altKey && !event.shiftKey
  if (!isCombo || event.button !== 0 || canvas.read_only) return false
  const [x = 0, y = 0] = toGraph(canvas, event)
  return !canvas.graph?.getNodeOnPos(x, y, canvas.visible_nodes)
}
