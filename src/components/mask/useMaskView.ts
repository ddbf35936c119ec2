import type { ComputedRef, Ref } from 'vue'
import { computed, shallowRef, watch } from 'vue'

export interface Point {
  readonly x: number
  readonly y: number
}

interface Size {
  readonly width: number
  readonly height: number
}

const LEAST = 0.02
const MOST = 32
/** px left free around a picture that was fitted */
const EDGE = 24
/** Factor of one press of a zoom button. */
const STEP = 1.25

export interface MaskView {
  /** px of the page for one px of the picture */
  readonly scale: ComputedRef<number>
  readonly transform: ComputedRef<string>
  /** A point of the stage, from its top left, as px of the picture. */
  toPicture(point: Point): Point
  toStage(point: Point): Point
  /** @param at of the stage; stays where it is */
  zoomBy(factor: number, at?: Point): void
  zoomIn(): void
  zoomOut(): void
  naturalSize(): void
  pan(dx: number, dy: number): void
  fit(): void
}

/** Where the picture lies on the stage: fitted until somebody moves it. */
export function useMaskView(stage: Readonly<Ref<Size>>, picture: Readonly<Ref<Size>>): MaskView {
  const moved = shallowRef<{ scale: number; x: number; y: number } | null>(null)
  const fitted = computed(() => {
    const { width, height } = picture.value
    const across = (stage.value.width - 2 * EDGE) / width
    const down = (stage.value.height - 2 * EDGE) / height
    const scale = Math.min(MOST, Math.max(LEAST, Math.min(across, down)))
    return {
      scale,
      x: (stage.value.width - width * scale) / 2,
      y: (stage.value.height - height * scale) / 2
    }
  })
  const view = computed(() => moved.value ?? fitted.value)
  watch(picture, () => (moved.value = null))

  function zoomBy(factor: number, at?: Point): void {
    const { scale, x, y } = view.value
    const point = at ?? { x: stage.value.width / 2, y: stage.value.height / 2 }
    const next = Math.min(MOST, Math.max(LEAST, scale * factor))
    const by = next / scale
    moved.value = { scale: next, x: point.x - (point.x - x) * by, y: point.y - (point.y - y) * by }
  }
  return {
    scale: computed(() => view.value.scale),
    transform: computed(() => {
      const { scale, x, y } = view.value
      return `translate(${x}px, ${y}px) scale(${scale})`
    }),
    toPicture({ x, y }) {
      const { scale, x: left, y: top } = view.value
      return { x: (x - left) / scale, y: (y - top) / scale }
    },
    toStage({ x, y }) {
      const { scale, x: left, y: top } = view.value
      return { x: x * scale + left, y: y * scale + top }
    },
    zoomBy,
    zoomIn: () => zoomBy(STEP),
    zoomOut: () => zoomBy(1 / STEP),
    naturalSize: () => zoomBy(1 / view.value.scale),
    pan(dx, dy) {
      const { scale, x, y } = view.value
      moved.value = { scale, x: x + dx, y: y + dy }
    },
    fit: () => void (moved.value = null)
  }
}
