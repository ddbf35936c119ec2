import type { LGraph } from '@comfyorg/litegraph'
import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { CanvasControls } from '@/composables/canvas/canvasControls'
import type { CanvasMount } from '@/composables/canvas/canvasMount'
import type { WorkflowId } from '@/domain/ids'
import type { Cancel } from '@/domain/time'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { WorkflowGraphs } from '@/services/ports'
import type { CanvasService } from '@/services/services'
import { provideCanvasHost } from '../canvasHost'
import type { SubgraphPath } from '../graph/subgraphPath'
import type { WorkflowGraph } from '../graph/workflowGraph'
import type { BeforeRegister } from '../nodes/nodeRegistry'
import { registerDefinitions } from '../nodes/nodeRegistry'
import { setupLiteGraph } from '../setup/setupLiteGraph'
import { createCanvasControls } from '../view/canvasControls'
import type { WorkflowCanvas } from '../view/workflowCanvas'
import { createWorkflowGraphs } from './createWorkflowGraphs'
import { createEditTracker } from './editTracker'
import { addNode } from './addNode'
import { editSelection } from './editSelection'
import { createMount } from './mountStage'
import { openCrumb } from './openCrumb'
import { reviveMissingNodes } from './reviveMissingNodes'
import type { CanvasRoomOptions } from './roomState'
import { createRoomState } from './roomState'
import { stepHistory } from './stepHistory'
import { watchSaved } from './watchSaved'

/** The canvas with the live graphs of all open workflows. One per page. */
export interface CanvasRoom extends Pick<CanvasService, 'addNode' | 'edit' | 'onNodeSearch'> {
  /** The graphs as services use them. */
  readonly graphs: WorkflowGraphs
  /** Brings the graphs to life on a canvas element; provided to components. */
  readonly mount: CanvasMount
  readonly controls: CanvasControls
  /** The way into nested subgraphs. */
  readonly path: SubgraphPath['crumbs']
  /** Goes up to a crumb; -1 is the root. */
  openCrumb(index: number): void
  /** Makes node classes of definitions; documents are opened after this. */
  registerDefinitions(definitions: ObjectInfoWire, beforeRegister?: BeforeRegister): Promise<void>
  /** The root graph of an open workflow. */
  getGraph(workflowId: WorkflowId): WorkflowGraph | null
  /** The one canvas; null while no component holds one. */
  readonly canvas: ComputedRef<WorkflowCanvas | null>
  undo(workflowId: WorkflowId): boolean
  redo(workflowId: WorkflowId): boolean
  /** Told of each root graph before a document is put into it; for what packs did to an earlier one (trap 6). */
  onGraphMade(listener: (graph: LGraph) => void): Cancel
  dispose(): void
}

export function createCanvasRoom(options: CanvasRoomOptions): CanvasRoom {
  setupLiteGraph()
  provideCanvasHost(options.host)
  const state = createRoomState(options)
  const edits = createEditTracker(state)
  const stopWatching = watchSaved(state)
  return {
    graphs: createWorkflowGraphs(state, edits),
    mount: createMount(state),
    controls: createCanvasControls(state),
    path: state.path.crumbs,
    openCrumb: (index) => openCrumb(state, index),
    async registerDefinitions(definitions, beforeRegister) {
      await registerDefinitions(definitions, beforeRegister)
      reviveMissingNodes(state, edits)
    },
    getGraph: (workflowId) => state.live.get(workflowId)?.graph ?? null,
    canvas: computed(() => state.stage.value?.canvas ?? null),
    addNode(classType, at, values = {}) {
      const canvas = state.stage.value?.canvas
      return canvas ? addNode(canvas, classType, at, values) : false
    },
    edit(edit) {
      const canvas = state.stage.value?.canvas
      return canvas ? editSelection(canvas, edit) : false
    },
    onNodeSearch(listener) {
      state.searchListeners.add(listener)
      return () => state.searchListeners.delete(listener)
    },
    undo: (workflowId) => stepHistory(state, edits, workflowId, 'undo'),
    redo: (workflowId) => stepHistory(state, edits, workflowId, 'redo'),
    onGraphMade(listener) {
      state.graphListeners.add(listener)
      return () => state.graphListeners.delete(listener)
    },
    dispose() {
      stopWatching()
      edits.dispose()
      state.stage.value?.dispose()
      for (const [workflowId, live] of state.live) {
        state.live.delete(workflowId)
        live.close()
      }
    }
  }
}
