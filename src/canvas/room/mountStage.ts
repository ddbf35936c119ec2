import '@comfyorg/litegraph/style.css'
import '../styles/canvas.css'
import type { CanvasMount } from '@/composables/canvas/canvasMount'
import { followClipboard } from '../clipboard/followClipboard'
import { WorkflowGraph } from '../graph/workflowGraph'
import { Stage } from '../view/stage'
import { followSearch } from '../view/followSearch'
import { followEscape } from './openCrumb'
import type { RoomState } from './roomState'
import { leaveShown, present } from './showGraph'

/** Brings the graphs to life on a canvas element, with an element laid over it. */
export function createMount(state: RoomState): CanvasMount {
  return (element, overlay) => {
    const { frames, clock, host } = state.options
    const { execution, errors, previews } = state.stores
    const stage = new Stage(element, overlay, new WorkflowGraph(), {
      frames,
      clock,
      views: state.views,
      painter: {
        execution,
        errors,
        previews,
        viewUrl: (file) => host.api.viewUrl(file),
        onRoomMade: (workflowId, node) => state.live.get(workflowId)?.absorbSize(node)
      },
      onGraphShown: ({ graph }) => graph && state.path.noteShown(graph),
      onDrawn: ({ ds }) => state.noteZoom(ds.scale)
    })
    const stopSearch = followSearch(stage.canvas, element, (request) =>
      state.searchListeners.forEach((listener) => listener(request))
    )
    const stopClipboard = followClipboard(stage.canvas, {
      openDocument: (document) => state.options.onDocumentPasted?.(document),
      openFiles: (files) => state.options.onFilesPasted?.(files),
      onTooLarge: () => host.notify('error', 'The selection is too large to be copied')
    })
    const stopEscape = followEscape(state, element)
    state.stage.value = stage
    const shown = state.shownId.value && state.live.get(state.shownId.value)
    if (shown) present(state, shown)
    return () => {
      if (state.stage.value !== stage) return
      leaveShown(state)
      // The next canvas shows the graph as this one did.
      state.views.leave(stage.canvas)
      state.stage.value = null
      stopSearch()
      stopClipboard()
      stopEscape()
      stage.dispose()
    }
  }
}
