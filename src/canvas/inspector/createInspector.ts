import { shallowRef } from 'vue'
import type { CanvasInspector, Inspection } from '@/composables/canvas/canvasInspector'
import { isSame } from '@/domain/isSame'
import { renameItem, renameSubgraph } from '../graph/renameItem'
import { changeGraph } from '../menus/changeGraph'
import type { EditTracker } from '../room/editTracker'
import type { RoomState } from '../room/roomState'
import type { WorkflowCanvas } from '../view/workflowCanvas'
import { onInspectorAsked } from './askInspector'
import { pressWidget, setWidget, stepWidget } from './editWidget'
import { applyBorderEdit, findSubgraph } from './inspectBorder'
import { applyLook, listColours } from './inspectLook'
import type { Selected } from './inspectSelection'
import { inspectSelection, listSelected } from './inspectSelection'

/** Names what is selected, or the subgraph on show. */
function setTitle(
  { path }: RoomState,
  canvas: WorkflowCanvas,
  { nodes, groups }: Selected,
  title: string
): void {
  const [item] = nodes.length > 0 ? nodes : groups
  const subgraph = findSubgraph(canvas)
  if (item) renameItem(item, title)
  else if (subgraph) {
    renameSubgraph(subgraph, title)
    path.refresh(subgraph.rootGraph)
  }
}

/**
 * The selection as surfaces outside the canvas read and edit it. Whatever changes something that can be seen has the
 * canvas drawn, so that is when it is looked at anew; and only while somebody watches.
 */
export function createInspector(
  state: RoomState,
  edits: Pick<EditTracker, 'settleIdle'>
): CanvasInspector {
  const current = shallowRef<Inspection | null>(null)
  let watching = 0
  const refresh = (): void => {
    const canvas = state.stage.value?.canvas
    const workflowId = state.shownId.value
    const next = canvas && workflowId ? inspectSelection(canvas, workflowId) : null
    if (!isSame(current.value, next)) current.value = next
  }
  const withSelected = (task: (canvas: WorkflowCanvas, selected: Selected) => void): void => {
    const canvas = state.stage.value?.canvas
    if (canvas) task(canvas, listSelected(canvas))
  }
  /** One step to undo, apart from what was done just before. */
  const change = (task: (selected: Selected, canvas: WorkflowCanvas) => void): void =>
    withSelected((canvas, selected) => {
      edits.settleIdle()
      changeGraph(canvas, () => task(selected, canvas))
      refresh()
    })
  /** Of a kind that more of may follow at once: it is one step after a pause. */
  const write = (task: (selected: Selected) => void): void =>
    withSelected((canvas, selected) => {
      task(selected)
      canvas.setDirty(true, true)
      refresh()
    })
  return {
    current,
    listColours,
    onAsked: onInspectorAsked,
    watch() {
      watching++
      state.drawnListeners.add(refresh)
      state.changeListeners.add(refresh)
      refresh()
      return () => {
        if (--watching > 0) return
        state.drawnListeners.delete(refresh)
        state.changeListeners.delete(refresh)
        current.value = null
      }
    },
    setWidget: (name, value) => write(({ nodes }) => setWidget(nodes, name, value)),
    stepWidget: (name, steps) => write(({ nodes }) => stepWidget(nodes, name, steps)),
    pressWidget: (name) => withSelected((canvas, { nodes }) => pressWidget(canvas, nodes, name)),
    setTitle: (title) => change((selected, canvas) => setTitle(state, canvas, selected, title)),
    editBorder: (edit) => change((_selected, canvas) => applyBorderEdit(canvas, edit)),
    setProperty: (name, value) =>
      change(({ nodes }) => nodes.forEach((node) => node.setProperty(name, value))),
    setLook: (look) => change(({ nodes, groups }) => applyLook(nodes, groups, look))
  }
}
