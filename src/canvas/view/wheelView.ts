import type { LGraphCanvas } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'

/** px of a wheel event below which it comes from a touchpad: a notch of a wheel is at least a hundred. */
const LEAST_NOTCH = 40
/** How much a px of a touchpad's pinch zooms. */
const PINCH_SPEED = 0.01
/** px to go for a line of the wheel, and for a page. */
const LINE = 16
const PAGE = 400

/** What the browser tells of a turn of the wheel, or of two fingers on a touchpad. */
export type WheelMove = Pick<
  WheelEvent,
  'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'metaKey' | 'shiftKey'
>

/** Whether two fingers on a touchpad made it: it comes in small pieces, or goes sideways too. */
export function isTouchpad({ deltaX, deltaY, deltaMode }: WheelMove): boolean {
  if (deltaMode !== WheelEvent.DOM_DELTA_PIXEL) return false
  return (
    Math.abs(deltaY) < LEAST_NOTCH || !Number.isInteger(deltaY) || (deltaX !== 0 && deltaY !== 0)
  )
}

/** Browsers give a pinch on a touchpad out as the wheel with Ctrl. */
function isZoom({ ctrlKey, metaKey }: WheelMove): boolean {
  return ctrlKey || metaKey || LiteGraph.canvasNavigationMode !== 'standard'
}

function toPixels(delta: number, { deltaMode }: WheelMove): number {
  if (deltaMode === WheelEvent.DOM_DELTA_LINE) return delta * LINE
  return deltaMode === WheelEvent.DOM_DELTA_PAGE ? delta * PAGE : delta
}

/** Factor that a move zooms by: a notch of the wheel by the speed that was set, a touchpad by how far fingers went. */
export function getZoomFactor(move: WheelMove, speed: number): number {
  if (isTouchpad(move)) return Math.exp(-move.deltaY * PINCH_SPEED)
  if (move.deltaY === 0) return 1
  return move.deltaY < 0 ? speed : 1 / speed
}

/**
 * Zooms around the pointer, or moves the view where the user wants that of the wheel (ComfyUI's "standard" navigation);
 * with Shift the wheel then goes sideways.
 */
export function applyWheel(canvas: LGraphCanvas, event: WheelEvent): void {
  const { ds, graph } = canvas
  if (!graph || !canvas.allow_dragcanvas) return
  canvas.adjustMouseEvent(event as never)
  if (isZoom(event)) {
    const factor = getZoomFactor(event, canvas.zoom_speed)
    ds.changeScale(ds.scale * factor, [event.clientX, event.clientY], false)
  } else {
    const down = toPixels(event.deltaY, event)
    const across = toPixels(event.deltaX, event)
    const [x, y] = event.shiftKey && across === 0 ? [down, 0] : [across, down]
    ds.offset[0]! -= x / ds.scale
    ds.offset[1]! -= y / ds.scale
  }
  canvas.setDirty(true, true)
  event.preventDefault()
}
