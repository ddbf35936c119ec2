import type { LGraph } from '@comfyorg/litegraph'
import type { Cancel, Clock } from '@/domain/time'
import type { WorkflowCanvas } from '../view/workflowCanvas'
import { getPixelRatio } from '../view/workflowCanvas'
import type { MapColours } from './drawMap'
import { drawMap } from './drawMap'
import { takeFingerprint } from './fingerprint'
import type { MapLayout } from './mapLayout'
import { layOutMap } from './mapLayout'

/** ms between two looks at the graph while the canvas is being drawn, such as under a drag. */
const PAUSE = 100
/** ms until another graph is on the map: after the frame that shows it, which it must not hold up. */
const SOON = 20

/**
 * The graph in small on a canvas of its own, drawn when what it shows has changed. The frame around the view is an
 * element, so that moving the view draws nothing here.
 */
export class Minimap {
  readonly #element: HTMLCanvasElement
  readonly #frame: HTMLElement
  readonly #clock: Clock
  #drawn: { readonly graph: LGraph; readonly fingerprint: number } | null = null
  #colours: MapColours | null = null
  #layout: MapLayout | null = null
  #wait: Cancel | null = null
  #awaited: LGraph | null = null

  constructor(element: HTMLCanvasElement, frame: HTMLElement, clock: Clock) {
    this.#element = element
    this.#frame = frame
    this.#clock = clock
  }

  /**
   * The canvas was drawn: what it shows may be another part, or another graph. This is part of every frame while the
   * view is panned, so the graph is looked at later.
   */
  follow(canvas: WorkflowCanvas): void {
    const { graph } = canvas
    if (!graph) return
    const isOther = this.#drawn?.graph !== graph
    if (!isOther) this.#placeFrame(canvas)
    if (isOther && this.#awaited !== graph) this.#wait?.()
    else if (this.#wait) return
    this.#awaited = graph
    this.#wait = this.#clock.after(isOther ? SOON : PAUSE, () => {
      this.#wait = null
      this.#look(canvas)
    })
  }

  /** The page has other colours now, or the screen another density. */
  redraw(canvas: WorkflowCanvas): void {
    this.#colours = null
    if (!canvas.graph) return
    this.#draw(canvas, canvas.graph)
    this.#placeFrame(canvas)
  }

  /** The point of the graph under a point of the minimap; an edit of just now is drawn first, lest the frame leave the mouse. */
  toGraph(canvas: WorkflowCanvas, x: number, y: number): readonly [number, number] | null {
    this.#look(canvas)
    const layout = this.#layout
    return layout && [layout.x + x / layout.scale, layout.y + y / layout.scale]
  }

  dispose(): void {
    this.#wait?.()
  }

  #look(canvas: WorkflowCanvas): void {
    const { graph } = canvas
    if (!graph) return
    const isSame =
      this.#drawn?.graph === graph && this.#drawn.fingerprint === takeFingerprint(graph)
    if (!isSame) this.#draw(canvas, graph)
    this.#placeFrame(canvas)
  }

  #draw({ isLight }: WorkflowCanvas, graph: LGraph): void {
    const { clientWidth: width, clientHeight: height } = this.#element
    const ctx = this.#element.getContext('2d')
    if (!ctx || width === 0) return
    const ratio = getPixelRatio()
    // Also clears it.
    this.#element.width = width * ratio
    this.#element.height = height * ratio
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0)
    this.#layout = layOutMap(graph, width, height)
    this.#colours ??= { ...readColours(this.#element), isLight }
    drawMap(ctx, graph, this.#layout, this.#colours)
    // Around nothing there is no place to be at.
    this.#frame.hidden = graph._nodes.length + graph._groups.length === 0
    this.#drawn = { graph, fingerprint: takeFingerprint(graph) }
  }

  #placeFrame({ ds }: WorkflowCanvas): void {
    const layout = this.#layout
    if (!layout) return
    const [x = 0, y = 0] = ds.offset
    // Asking the element for its size would lay out the page in the middle of a frame.
    const { width, height } = ds.visible_area
    const { style } = this.#frame
    style.transform = `translate(${(-x - layout.x) * layout.scale}px, ${(-y - layout.y) * layout.scale}px)`
    style.width = `${width * layout.scale}px`
    style.height = `${height * layout.scale}px`
  }
}

function readColours(element: Element): Omit<MapColours, 'isLight'> {
  const style = getComputedStyle(element)
  const read = (name: string, fallback: string) => style.getPropertyValue(name).trim() || fallback
  return {
    running: read('--accent-color', '#5b95ff'),
    error: read('--error-text', '#f87171'),
    bypassed: '#a855f7',
    node: read('--minimap-node', '#6b7280'),
    link: read('--border-color', '#444')
  }
}
