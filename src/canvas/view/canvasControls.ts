import { shallowRef, watchEffect } from 'vue'
import type { CanvasControls } from '@/composables/canvas/canvasControls'
import type { RoomState } from '../room/roomState'

/** How much one press zooms. */
const ZOOM_STEP = 1.2

/** Zoom as the buttons of the interface steer it. */
export function createCanvasControls({ stage, zoom, views }: RoomState): CanvasControls {
  const zoomTo = (scale: (now: number) => number): void => {
    const canvas = stage.value?.canvas
    if (!canvas) return
    const { left, top, width, height } = canvas.canvas.getBoundingClientRect()
    canvas.setZoom(scale(canvas.ds.scale), [left + width / 2, top + height / 2])
  }
  const isLocked = shallowRef(false)
  // A canvas that comes later is locked too.
  watchEffect(
    () => {
      const canvas = stage.value?.canvas
      if (!canvas) return
      canvas.isLocked = isLocked.value
      canvas.read_only = isLocked.value
    },
    { flush: 'sync' }
  )
  return {
    zoom,
    isLocked,
    setLocked: (locked) => void (isLocked.value = locked),
    zoomIn: () => zoomTo((now) => now * ZOOM_STEP),
    zoomOut: () => zoomTo((now) => now / ZOOM_STEP),
    resetZoom: () => zoomTo(() => 1),
    fit() {
      const canvas = stage.value?.canvas
      if (!canvas?.graph) return
      const { selectedItems, graph } = canvas
      views.fit(canvas, selectedItems.size > 0 ? selectedItems : graph.positionableItems())
    }
  }
}
