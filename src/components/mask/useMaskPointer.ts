import type { Ref, ShallowRef } from 'vue'
import { shallowRef } from 'vue'
import type { MaskSettings } from '@/composables/mask/maskSettings'
import { clampSize } from '@/composables/mask/maskSettings'
import type { MaskStrokeOptions } from './maskStrokes'
import { createMaskStrokes } from './maskStrokes'
import type { MaskView, Point } from './useMaskView'

type Gesture =
  | { readonly kind: 'draw' }
  | { readonly kind: 'pan'; readonly last: Point }
  /** Alt is held: sideways changes the brush's size, up and down its hardness. */
  | { readonly kind: 'brush'; readonly start: Point; readonly from: MaskSettings }

/** px of the page for the whole range of a brush's hardness */
const HARDNESS_RANGE = 300

export interface MaskPointer {
  /** px of the stage; null while the pointer is elsewhere */
  readonly cursor: ShallowRef<Point | null>
  press(event: PointerEvent): void
  move(event: PointerEvent): void
  release(event: PointerEvent): void
  leave(): void
  wheel(event: WheelEvent): void
  /** The keyboard's press, at the cursor. */
  pressAtCursor(isLine: boolean): void
}

/** Mouse, pen and fingers on the stage. One finger draws, two move and zoom. */
export function useMaskPointer(
  options: MaskStrokeOptions & { readonly isSpaceHeld: Readonly<Ref<boolean>> }
): MaskPointer {
  const { settings, view, isSpaceHeld } = options
  const cursor = shallowRef<Point | null>(null)
  const strokes = createMaskStrokes(options)
  const fingers = new Map<number, Point>()
  let gesture: Gesture | null = null

  function begin(event: PointerEvent, at: Point): Gesture | null {
    if (event.altKey) return { kind: 'brush', start: at, from: { ...settings.value } }
    if (event.button === 1 || isSpaceHeld.value) return { kind: 'pan', last: at }
    return strokes.begin(event, at) ? { kind: 'draw' } : null
  }
  function press(event: PointerEvent): void {
    ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
    const at = toStage(event)
    if (event.pointerType === 'touch') fingers.set(event.pointerId, at)
    if (fingers.size > 1 && gesture?.kind === 'draw') strokes.cancel()
    gesture = fingers.size > 1 ? null : begin(event, at)
  }
  function move(event: PointerEvent): void {
    const at = toStage(event)
    cursor.value = event.pointerType === 'touch' ? null : at
    if (fingers.size > 1) pinch(view, fingers, event.pointerId, at)
    else if (gesture?.kind === 'draw') strokes.draw(event)
    else if (gesture?.kind === 'brush') shapeBrush(settings.value, gesture, at, view.scale.value)
    else if (gesture?.kind === 'pan') {
      view.pan(at.x - gesture.last.x, at.y - gesture.last.y)
      gesture = { kind: 'pan', last: at }
    }
  }
  return {
    cursor,
    press,
    move,
    release(event) {
      fingers.delete(event.pointerId)
      if (gesture?.kind === 'draw') strokes.end()
      gesture = null
    },
    leave: () => void (cursor.value = null),
    wheel: (event) => view.zoomBy(2 ** (-event.deltaY / 300), toStage(event)),
    pressAtCursor: (isLine) => cursor.value && strokes.pressAt(cursor.value, isLine)
  }
}

function toStage(event: MouseEvent): Point {
  const { left, top } = (event.currentTarget as Element).getBoundingClientRect()
  return { x: event.clientX - left, y: event.clientY - top }
}

function shapeBrush(
  settings: MaskSettings,
  { start, from }: { readonly start: Point; readonly from: MaskSettings },
  at: Point,
  scale: number
): void {
  settings.size = clampSize(from.size + ((at.x - start.x) * 2) / scale)
  const hardness = from.hardness - (at.y - start.y) / HARDNESS_RANGE
  settings.hardness = Math.round(Math.min(1, Math.max(0, hardness)) * 100) / 100
}

/** Two fingers: what lies between them stays there. */
function pinch(view: MaskView, fingers: Map<number, Point>, id: number, at: Point): void {
  const before = fingers.get(id)
  const other = [...fingers].find(([finger]) => finger !== id)?.[1]
  fingers.set(id, at)
  if (!before || !other) return
  const spread = (point: Point): number => Math.hypot(point.x - other.x, point.y - other.y)
  view.pan((at.x - before.x) / 2, (at.y - before.y) / 2)
  const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 }
  if (spread(before) > 0) view.zoomBy(spread(at) / spread(before), middle)
}
