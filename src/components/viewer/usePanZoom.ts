import type { ComputedRef } from 'vue'
import { computed, shallowRef } from 'vue'

/** Place of a picture: 1 is fitted into its frame; offsets in px from the frame's middle. */
interface View {
  readonly scale: number
  readonly x: number
  readonly y: number
}

const FITTED: View = { scale: 1, x: 0, y: 0 }
const LEAST = 0.1
const MOST = 64
/** Factor of one press of a zoom button. */
const STEP = 1.25

export interface PanZoom {
  /** CSS transform for the picture. */
  readonly transform: ComputedRef<string>
  readonly scale: ComputedRef<number>
  /** @param factor 1 changes nothing @param at px from the frame's middle; that point stays where it is */
  zoomBy(factor: number, at?: { x: number; y: number }): void
  zoomTo(scale: number): void
  zoomIn(): void
  zoomOut(): void
  fit(): void
  onWheel(event: WheelEvent): void
  onPointerDown(event: PointerEvent): void
  onPointerMove(event: PointerEvent): void
  onPointerUp(event: PointerEvent): void
}

/** Zooming around the pointer and panning by dragging. Two fingers on a touch screen pinch. */
export function usePanZoom(): PanZoom {
  const view = shallowRef(FITTED)
  const zoomBy = (factor: number, at = { x: 0, y: 0 }): void => {
    const { scale, x, y } = view.value
    const next = Math.min(MOST, Math.max(LEAST, scale * factor))
    const by = next / scale
    view.value = { scale: next, x: at.x - (at.x - x) * by, y: at.y - (at.y - y) * by }
  }
  const pan = (dx: number, dy: number): void => {
    const { scale, x, y } = view.value
    view.value = { scale, x: x + dx, y: y + dy }
  }
  return {
    transform: computed(() => {
      const { scale, x, y } = view.value
      return `translate(${x}px, ${y}px) scale(${scale})`
    }),
    scale: computed(() => view.value.scale),
    zoomBy,
    zoomTo: (scale) => zoomBy(scale / view.value.scale),
    zoomIn: () => zoomBy(STEP),
    zoomOut: () => zoomBy(1 / STEP),
    fit: () => void (view.value = FITTED),
    onWheel: (event) => zoomBy(2 ** (-event.deltaY / 300), fromMiddle(event)),
    ...makePointers(pan, zoomBy)
  }
}

function fromMiddle(event: MouseEvent): { x: number; y: number } {
  const frame = (event.currentTarget as Element).getBoundingClientRect()
  return {
    x: event.clientX - frame.left - frame.width / 2,
    y: event.clientY - frame.top - frame.height / 2
  }
}

function makePointers(
  pan: (dx: number, dy: number) => void,
  zoomBy: PanZoom['zoomBy']
): Pick<PanZoom, 'onPointerDown' | 'onPointerMove' | 'onPointerUp'> {
  const pressed = new Map<number, { x: number; y: number }>()
  const spread = (): number => {
    const [a, b] = pressed.values()
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0
  }
  return {
    onPointerDown(event) {
      if (event.button !== 0) return
      ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
      pressed.set(event.pointerId, fromMiddle(event))
    },
    onPointerMove(event) {
      const from = pressed.get(event.pointerId)
      if (!from) return
      const [to, before] = [fromMiddle(event), spread()]
      pressed.set(event.pointerId, to)
      if (pressed.size === 2 && before > 0) zoomBy(spread() / before, to)
      else if (pressed.size === 1) pan(to.x - from.x, to.y - from.y)
    },
    onPointerUp: (event) => void pressed.delete(event.pointerId)
  }
}
