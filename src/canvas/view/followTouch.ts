import type { Cancel, Clock } from '@/domain/time'
import { toGraph } from '../links/findLink'
import { openMenuAt } from '../menus/openMenuAt'
import type { WorkflowCanvas } from './workflowCanvas'

/** ms that a finger rests before a menu opens. */
const LONG_PRESS = 500
/** px that a resting finger may move. */
const DRIFT = 10

interface Point {
  readonly x: number
  readonly y: number
}

/** Two fingers: where their middle is, and how far they are apart. */
interface Pinch extends Point {
  readonly distance: number
}

const toPoint = ({ clientX, clientY }: PointerEvent): Point => ({ x: clientX, y: clientY })

function toPinch([a, b]: readonly Point[]): Pinch {
  const [one, other] = [a ?? { x: 0, y: 0 }, b ?? { x: 0, y: 0 }]
  return {
    x: (one.x + other.x) / 2,
    y: (one.y + other.y) / 2,
    distance: Math.hypot(one.x - other.x, one.y - other.y)
  }
}

/** The view goes where the fingers go; what lies between them stays there. */
function applyPinch(canvas: WorkflowCanvas, before: Pinch, now: Pinch): void {
  const { ds } = canvas
  ds.offset[0]! += (now.x - before.x) / ds.scale
  ds.offset[1]! += (now.y - before.y) / ds.scale
  if (before.distance > 0 && now.distance > 0)
    ds.changeScale((ds.scale * now.distance) / before.distance, [now.x, now.y], false)
  canvas.setDirty(true, true)
}

/** Ends what LiteGraph makes of the first finger: a drag of a node, of a link or of the view. */
function endGesture(canvas: WorkflowCanvas): void {
  canvas.pointer.reset()
  canvas.linkConnector.reset()
  canvas.dragging_canvas = false
  canvas.isDragging = false
  canvas.dragging_rectangle = null
  canvas.last_mouse_dragging = false
}

/** The fingers on the canvas. What one does is LiteGraph's, until it rests or a second comes. */
class Fingers {
  readonly #canvas: WorkflowCanvas
  readonly #clock: Clock
  readonly #down = new Map<number, Point>()
  #pinch: Pinch | null = null
  /** Those that are down have had their meaning; LiteGraph hears no more of them. */
  #isTaken = false
  #rest: { readonly at: Point; readonly cancel: Cancel } | null = null

  constructor(canvas: WorkflowCanvas, clock: Clock) {
    this.#canvas = canvas
    this.#clock = clock
  }

  /** @returns whether LiteGraph must not hear of it; so do the others */
  put(event: PointerEvent): boolean {
    this.#down.set(event.pointerId, toPoint(event))
    this.stopResting()
    if (this.#down.size === 1) {
      this.#isTaken = false
      // On a text a finger that rests selects.
      if (event.target === this.#canvas.canvas) this.#startResting(event)
      return false
    }
    this.#isTaken = true
    if (this.#down.size > 2) return true
    endGesture(this.#canvas)
    this.#pinch = toPinch([...this.#down.values()])
    return true
  }

  move(event: PointerEvent): boolean {
    if (!this.#down.has(event.pointerId)) return false
    const at = toPoint(event)
    this.#down.set(event.pointerId, at)
    const rest = this.#rest?.at
    if (rest && Math.hypot(at.x - rest.x, at.y - rest.y) > DRIFT) this.stopResting()
    if (this.#pinch && this.#down.size === 2) {
      const now = toPinch([...this.#down.values()])
      applyPinch(this.#canvas, this.#pinch, now)
      this.#pinch = now
    }
    return this.#isTaken
  }

  lift({ pointerId }: PointerEvent): boolean {
    this.#down.delete(pointerId)
    this.stopResting()
    this.#pinch = this.#down.size === 2 ? toPinch([...this.#down.values()]) : null
    return this.#isTaken
  }

  stopResting(): void {
    this.#rest?.cancel()
    this.#rest = null
  }

  #startResting(event: PointerEvent): void {
    const cancel = this.#clock.after(LONG_PRESS, () => {
      this.#rest = null
      this.#isTaken = true
      endGesture(this.#canvas)
      openMenu(this.#canvas, event)
    })
    this.#rest = { at: toPoint(event), cancel }
  }
}

/** Elements that lie over the canvas and move with it: fields and results of nodes. */
const LAYERS = '.canvas-widgets, .canvas-results'

/**
 * Two fingers zoom and move the view, wherever they are put down, on texts and results of nodes too; one that rests on
 * the canvas opens the menu of what lies under it. What one finger does else is LiteGraph's, which moves nodes, links
 * and the view as the mouse does, or the element's that it is on.
 */
export function followTouch(
  canvas: WorkflowCanvas,
  element: HTMLCanvasElement,
  clock: Clock
): Cancel {
  const stops = new AbortController()
  const fingers = new Fingers(canvas, clock)
  const isOnGraph = ({ target }: Event) =>
    target === element || (target instanceof Element && target.closest(LAYERS) !== null)
  const listen = (type: string, handle: (event: PointerEvent) => boolean) =>
    // On what holds the canvas: LiteGraph listens on the canvas itself.
    (element.parentElement ?? element).addEventListener(
      type,
      (event) => {
        const pointer = event as PointerEvent
        if (pointer.pointerType !== 'touch' || !isOnGraph(pointer) || !handle(pointer)) return
        pointer.stopPropagation()
        pointer.preventDefault()
      },
      { signal: stops.signal, capture: true }
    )
  listen('pointerdown', (event) => fingers.put(event))
  listen('pointermove', (event) => fingers.move(event))
  listen('pointerup', (event) => fingers.lift(event))
  listen('pointercancel', (event) => fingers.lift(event))
  return () => {
    fingers.stopResting()
    stops.abort()
  }
}

/** The menu of what lies under a finger; a node is selected, as by the right button. */
function openMenu(canvas: WorkflowCanvas, event: PointerEvent): void {
  const [x = 0, y = 0] = toGraph(canvas, event)
  openMenuAt(canvas, canvas.graph?.getNodeOnPos(x, y, canvas.visible_nodes) ?? undefined, event)
}
