import type { LGraph } from '@comfyorg/litegraph'
import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { CanvasInspector } from '@/composables/canvas/canvasInspector'
import type { CanvasControls } from '@/composables/canvas/canvasControls'
import type { CanvasMissing } from '@/composables/canvas/canvasMissing'
import type { CanvasMinimap } from '@/composables/canvas/canvasMinimap'
import type { CanvasMount } from '@/composables/canvas/canvasMount'
import type { WorkflowId } from '@/domain/ids'
import type { Palette } from '@/domain/palette'
import type { Cancel } from '@/domain/time'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { WorkflowGraphs } from '@/services/ports'
import type { CanvasService } from '@/services/services'
import { provideCanvasHost } from '../canvasHost'
import { listNodes } from '../graph/walkGraph'
import type { SubgraphPath } from '../graph/subgraphPath'
import type { WorkflowGraph } from '../graph/workflowGraph'
import { createInspector } from '../inspector/createInspector'
import { createMissing } from '../missing/createMissing'
import { createMinimap } from '../minimap/createMinimap'
import type { BeforeRegister } from '../nodes/nodeRegistry'
import { registerDefinitions } from '../nodes/nodeRegistry'
import { refreshChoices } from '../nodes/refreshChoices'
import { setupLiteGraph } from '../setup/setupLiteGraph'
import { refreshAfterRun } from '../widgets/remoteWidgets'
import { createCanvasControls } from '../view/canvasControls'
import { readCanvasPalette } from '../view/palette'
import type { WorkflowCanvas } from '../view/workflowCanvas'
import { createCanvasEdits } from './canvasEdits'
import { createWorkflowGraphs } from './createWorkflowGraphs'
import { createEditTracker } from './editTracker'
import type { CanvasEdits } from './canvasEdits'
import { offerSubgraphs } from '../subgraphs/offerSubgraphs'
import { createMount } from './mountStage'
import { openCrumb, renameCrumb } from './openCrumb'
import { reviveMissingNodes } from './reviveMissingNodes'
import type { CanvasRoomOptions } from './roomState'
import { createRoomState } from './roomState'
import { stepHistory } from './stepHistory'
import { watchSaved } from './watchSaved'

/** The canvas with the live graphs of all open workflows. One per page. */
export interface CanvasRoom extends CanvasEdits, Pick<CanvasService, 'onNodeSearch'> {
  /** The graphs as services use them. */
  readonly graphs: WorkflowGraphs
  /** Brings the graphs to life on a canvas element; provided to components. */
  readonly mount: CanvasMount
  readonly controls: CanvasControls
  readonly minimap: CanvasMinimap
  readonly inspector: CanvasInspector
  readonly missing: CanvasMissing
  /** The way into nested subgraphs. */
  readonly path: SubgraphPath['crumbs']
  /** Goes up to a crumb; -1 is the root. */
  openCrumb(index: number): void
  /** Names the subgraph of a crumb. */
  renameCrumb(index: number, name: string): void
  /** Makes node classes of definitions; documents are opened after this. */
  registerDefinitions(definitions: ObjectInfoWire, beforeRegister?: BeforeRegister): Promise<void>
  /** The root graph of an open workflow. */
  getGraph(workflowId: WorkflowId): WorkflowGraph | null
  /** The one canvas; null while no component holds one. */
  readonly canvas: ComputedRef<WorkflowCanvas | null>
  /** Colours of the graph as they stand; none while no component holds a canvas. */
  readPalette(): Pick<Palette['colors'], 'node_slot' | 'litegraph_base'>
  /** A run of anybody's ended well: lists that follow what runs make are read anew. */
  noteRunEnded(): void
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
  const stops = [watchSaved(state), offerSubgraphs(state)]
  const getCanvas = () => state.stage.value?.canvas ?? null
  return {
    graphs: createWorkflowGraphs(state, edits),
    mount: createMount(state),
    controls: createCanvasControls(state),
    minimap: createMinimap(state),
    inspector: createInspector(state, edits),
    missing: createMissing(state, edits),
    path: state.path.crumbs,
    openCrumb: (index) => openCrumb(state, index),
    renameCrumb: (index, name) => renameCrumb(state, index, name),
    async registerDefinitions(definitions, beforeRegister) {
      await registerDefinitions(definitions, beforeRegister)
      reviveMissingNodes(state, edits)
      for (const { graph } of state.live.values())
        for (const node of listNodes(graph)) refreshChoices(node, definitions)
      getCanvas()?.setDirty(true)
      for (const listener of state.definedListeners) listener()
    },
    getGraph: (workflowId) => state.live.get(workflowId)?.graph ?? null,
    canvas: computed(getCanvas),
    ...createCanvasEdits(state, edits),
    onNodeSearch(listener) {
      state.searchListeners.add(listener)
      return () => state.searchListeners.delete(listener)
    },
    noteRunEnded() {
      for (const { graph } of state.live.values()) refreshAfterRun(listNodes(graph))
    },
    readPalette: () => readCanvasPalette(getCanvas()),
    undo: (workflowId) => stepHistory(state, edits, workflowId, 'undo'),
    redo: (workflowId) => stepHistory(state, edits, workflowId, 'redo'),
    onGraphMade(listener) {
      state.graphListeners.add(listener)
      return () => state.graphListeners.delete(listener)
    },
    dispose() {
      for (const stop of stops) stop()
      edits.dispose()
      state.stage.value?.dispose()
      for (const [workflowId, live] of state.live) {
        state.live.delete(workflowId)
        live.close()
      }
    }
  }
}
