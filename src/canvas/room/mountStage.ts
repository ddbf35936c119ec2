import '@comfyorg/litegraph/style.css'
import '../styles/canvas.css'
import '../styles/dialogs.css'
import type { CanvasMount } from '@/composables/canvas/canvasMount'
import { t } from '@/i18n/translate'
import { isBlueprint } from '@/domain/blueprint'
import type { Cancel } from '@/domain/time'
import { followClipboard } from '../clipboard/followClipboard'
import { WorkflowGraph } from '../graph/workflowGraph'
import { followCuts } from '../links/cutLinks'
import { followInsertion } from '../links/followInsertion'
import { Stage } from '../view/stage'
import { followSettings } from '../view/followSettings'
import { followTips } from '../view/nodeTips'
import { followSearch } from '../view/followSearch'
import { followTitles, TitleEditor } from '../view/titleEditor'
import { insertBlueprint } from './insertBlueprint'
import { insertNode } from './insertNode'
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
      palettes: state.stores.palettes,
      painter: {
        execution,
        errors,
        previews,
        viewUrl: (file) => host.api.viewUrl(file),
        onRoomMade: (workflowId, node) => state.live.get(workflowId)?.absorbSize(node)
      },
      onGraphShown: ({ graph }) => {
        if (graph) state.path.noteShown(graph)
        for (const listener of state.shownListeners) listener()
      },
      onDrawn: (canvas) => {
        state.noteZoom(canvas.ds.scale)
        for (const listener of state.drawnListeners) listener(canvas)
      }
    })
    const stop = followGestures(state, stage, element, overlay)
    state.stage.value = stage
    const shown = state.shownId.value && state.live.get(state.shownId.value)
    if (shown) present(state, shown)
    return () => {
      if (state.stage.value !== stage) return
      leaveShown(state)
      // The next canvas shows the graph as this one did.
      state.views.leave(stage.canvas)
      state.stage.value = null
      stop()
      stage.dispose()
    }
  }
}

/** What the pointer, the keyboard and the clipboard do on the canvas beside what LiteGraph makes of them. */
function followGestures(
  state: RoomState,
  stage: Stage,
  element: HTMLCanvasElement,
  overlay: HTMLElement
): Cancel {
  const { canvas } = stage
  const { host, onDocumentPasted, onFilesPasted } = state.options
  const titles = new TitleEditor(canvas, overlay)
  const followTitle = () => titles.follow()
  state.drawnListeners.add(followTitle)
  const stops = [
    followSettings(canvas, state.stores.settings),
    followTips(
      canvas,
      element.parentElement ?? element,
      state.stores.settings,
      state.options.clock
    ),
    followSearch(
      canvas,
      element,
      (request) => state.searchListeners.forEach((listener) => listener(request)),
      (type, at, links) => {
        if (isBlueprint(type)) void insertBlueprint(state, type, at, links)
        else insertNode(canvas, type, at, links)
      },
      (isShift) =>
        state.stores.settings.getSetting(
          isShift ? 'Comfy.LinkRelease.ActionShift' : 'Comfy.LinkRelease.Action'
        )
    ),
    followClipboard(canvas, {
      openDocument: (document) => onDocumentPasted?.(document),
      openFiles: (files) => onFilesPasted?.(files),
      onTooLarge: () => host.notify('error', t('widgets.tooLargeCopy'))
    }),
    followEscape(state, element),
    followInsertion(canvas, element),
    followCuts(canvas, element, overlay),
    followTitles(element, titles),
    () => state.drawnListeners.delete(followTitle)
  ]
  return () => stops.forEach((stop) => stop())
}
