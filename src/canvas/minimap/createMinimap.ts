import { watch } from 'vue'
import type { CanvasMinimap } from '@/composables/canvas/canvasMinimap'
import type { RoomState } from '../room/roomState'
import type { WorkflowCanvas } from '../view/workflowCanvas'
import { Minimap } from './minimap'

/** The minimap as the interface holds it. */
export function createMinimap(state: RoomState): CanvasMinimap {
  let map: Minimap | null = null
  const getCanvas = () => state.stage.value?.canvas ?? null
  return {
    hold: (place) => void (state.minimapPlace.value = place),
    mount(element, frame) {
      const own = new Minimap(element, frame, state.options.clock)
      map = own
      const follow = (canvas: WorkflowCanvas) => own.follow(canvas)
      state.drawnListeners.add(follow)
      const redraw = () => {
        const canvas = getCanvas()
        if (canvas) own.redraw(canvas)
      }
      const colours = new MutationObserver(redraw)
      colours.observe(document.documentElement, {
        attributes: true,
        attributeFilter: ['data-color-scheme', 'class', 'style']
      })
      // The canvas may come later than its minimap.
      const stopWatching = watch(
        () => state.stage.value,
        () => void (getCanvas()?.graph && follow(getCanvas()!)),
        { immediate: true }
      )
      return () => {
        state.drawnListeners.delete(follow)
        colours.disconnect()
        stopWatching()
        own.dispose()
        if (map === own) map = null
      }
    },
    centreAt(x, y) {
      const canvas = getCanvas()
      const point = canvas && map?.toGraph(canvas, x, y)
      if (point) centre(canvas, point)
    },
    pan(right, down) {
      const canvas = getCanvas()
      if (!canvas) return
      const { ds, canvas: element } = canvas
      ds.offset[0]! -= (right * element.clientWidth) / ds.scale
      ds.offset[1]! -= (down * element.clientHeight) / ds.scale
      canvas.setDirty(true, true)
    }
  }
}

function centre(canvas: WorkflowCanvas, [x, y]: readonly [number, number]): void {
  const { ds, canvas: element } = canvas
  ds.offset[0] = element.clientWidth / ds.scale / 2 - x
  ds.offset[1] = element.clientHeight / ds.scale / 2 - y
  canvas.setDirty(true, true)
}
