import { SubgraphNode } from '@comfyorg/litegraph'
import type { CanvasAction } from '@/services/services'
import { changeGraph } from '../menus/changeGraph'
import { openMenuOfSelected } from '../menus/openMenuAt'
import type { WorkflowCanvas } from '../view/workflowCanvas'
import { openCrumb } from './openCrumb'
import type { RoomState } from './roomState'
import { walkNodes } from './walkNodes'

/** What each action does; `false` where there is nothing to do. */
const ACTIONS: Readonly<
  Record<CanvasAction, (canvas: WorkflowCanvas, state: RoomState) => boolean | void>
> = {
  selectAll(canvas) {
    canvas.selectItems()
    canvas.setDirty(true, true)
  },
  copy(canvas) {
    if (canvas.selectedItems.size === 0) return false
    // Through the browser, so that it comes onto the system's clipboard; it may refuse.
    canvas.canvas.focus()
    if (!document.execCommand('copy')) canvas.copyToClipboard()
    return true
  },
  paste: (canvas) => canvas.pasteFromClipboard(),
  pasteWithLinks: (canvas) => canvas.pasteFromClipboard({ connectInputs: true }),
  clear(canvas) {
    if (!canvas.graph || canvas.graph.positionableItems().next().done) return false
    changeGraph(canvas, () => {
      canvas.selectItems()
      canvas.deleteSelected()
    })
    return true
  },
  openMenu: (canvas) => openMenuOfSelected(canvas),
  selectNext: (_canvas, { stage }) => stage.value !== null && walkNodes(stage.value, 1),
  selectPrevious: (_canvas, { stage }) => stage.value !== null && walkNodes(stage.value, -1),
  enterSubgraph(canvas) {
    const node = [...canvas.selectedItems].find((item) => item instanceof SubgraphNode)
    if (!node) return false
    canvas.openSubgraph(node.subgraph)
    return true
  },
  exitSubgraph(_canvas, state) {
    const depth = state.path.crumbs.value.length
    if (depth === 0) return false
    openCrumb(state, depth - 2)
    return true
  }
}

/** Does something to the canvas in front. @returns false when there was nothing to do */
export function actOnCanvas(state: RoomState, action: CanvasAction): boolean {
  const canvas = state.stage.value?.canvas
  return canvas ? ACTIONS[action](canvas, state) !== false : false
}
