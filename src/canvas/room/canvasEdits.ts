import { LGraphNode } from '@comfyorg/litegraph'
import { isBlueprint } from '@/domain/blueprint'
import type { CanvasService } from '@/services/services'
import { getNodeLocator } from '../graph/findNode'
import { openMaskEditor } from '../mask/openMaskEditor'
import { takePicture } from '../mask/takePicture'
import { publishSelected } from '../subgraphs/makeBlueprint'
import { actOnCanvas } from './actOnCanvas'
import { addNode } from './addNode'
import { editSelection } from './editSelection'
import { chooseAt, loadFileAt } from './fillNode'
import { insertBlueprint } from './insertBlueprint'
import type { EditTracker } from './editTracker'
import type { RoomState } from './roomState'
import type { WorkflowCanvas } from '../view/workflowCanvas'

/** What surfaces outside the canvas do with the graph on it. */
export type CanvasEdits = Pick<
  CanvasService,
  | 'act'
  | 'addNode'
  | 'chooseAt'
  | 'edit'
  | 'editMask'
  | 'listSelected'
  | 'loadFileAt'
  | 'publishSubgraph'
  | 'takePicture'
>

export function createCanvasEdits(state: RoomState, edits: EditTracker): CanvasEdits {
  /** Nothing can be done while no component holds a canvas. */
  const onCanvas = (act: (canvas: WorkflowCanvas) => boolean): boolean => {
    const canvas = state.stage.value?.canvas
    return canvas ? act(canvas) : false
  }
  return {
    act: (action) => actOnCanvas(state, action),
    addNode: (classType, at, values = {}) =>
      onCanvas((canvas) => {
        if (!isBlueprint(classType)) return addNode(canvas, classType, at, values)
        void insertBlueprint(state, classType, at)
        return true
      }),
    chooseAt: (at, value) => onCanvas((canvas) => chooseAt(canvas, at, value)),
    edit(edit) {
      // What was typed just before is a step of its own.
      edits.settleIdle()
      return onCanvas((canvas) => {
        // As by LiteGraph's own keys.
        if (edit === 'delete' && canvas.isLocked) return false
        return editSelection(canvas, edit)
      })
    },
    editMask: () =>
      onCanvas(({ selected_nodes }) => {
        const [node, ...others] = Object.values(selected_nodes)
        return node !== undefined && others.length === 0 && openMaskEditor(node)
      }),
    listSelected: () =>
      [...(state.stage.value?.canvas.selectedItems ?? [])].flatMap((item) =>
        item instanceof LGraphNode ? (getNodeLocator(item) ?? []) : []
      ),
    loadFileAt: (at, media, value) => onCanvas((canvas) => loadFileAt(canvas, at, media, value)),
    publishSubgraph: () => onCanvas((canvas) => publishSelected(canvas)),
    takePicture: (node, file) => takePicture(state, node, file)
  }
}
