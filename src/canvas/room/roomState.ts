import type { LGraph } from '@comfyorg/litegraph'
import type { Pinia } from 'pinia'
import type { ShallowRef } from 'vue'
import { shallowRef } from 'vue'
import type { WorkflowId } from '@/domain/ids'
import type { Clock, FrameScheduler } from '@/domain/time'
import type { NodeSearchRequest } from '@/services/services'
import { useConnectionStore } from '@/stores/connectionStore'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useImagePreviewStore } from '@/stores/imagePreviewStore'
import { usePaletteStore } from '@/stores/paletteStore'
import { useSettingStore } from '@/stores/settingStore'
import { useSubgraphStore } from '@/stores/subgraphStore'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import type { CanvasHost } from '../canvasHost'
import type { LiveGraph } from '../graph/liveGraph'
import type { SubgraphPath } from '../graph/subgraphPath'
import { createSubgraphPath } from '../graph/subgraphPath'
import { GraphViews } from '../view/graphViews'
import type { Stage } from '../view/stage'
import type { WorkflowCanvas } from '../view/workflowCanvas'

/** What the canvas needs of the world around it. */
export interface CanvasRoomOptions {
  readonly pinia: Pinia
  readonly host: CanvasHost
  readonly frames: FrameScheduler
  readonly clock: Clock
  /** 0 <= x < 1, as `Math.random` */
  readonly random: () => number
  /** The user edited a workflow; called once per gesture. */
  readonly onEdit?: (workflowId: WorkflowId) => void
  /** A workflow's values went on without the user: the next seed. */
  readonly onValuesWritten?: (workflowId: WorkflowId) => void
  /** JSON was pasted onto the canvas. */
  readonly onDocumentPasted?: (document: unknown) => void
  /** Files were pasted onto the canvas that no node takes. */
  readonly onFilesPasted?: (files: readonly File[]) => void
}

/** Everything the parts of this room share. */
export interface RoomState {
  readonly options: CanvasRoomOptions
  readonly stores: ReturnType<typeof getStores>
  /** The graph of every open workflow. */
  readonly live: Map<WorkflowId, LiveGraph>
  /** Where each workflow was left: its root, or a subgraph. */
  readonly left: Map<WorkflowId, LGraph>
  readonly views: GraphViews
  readonly path: SubgraphPath
  /** The workflow on the canvas; null before the first. */
  readonly shownId: ShallowRef<WorkflowId | null>
  /** The canvas with what lies over it; null while no component holds one. */
  readonly stage: ShallowRef<Stage | null>
  /** Where the minimap lies over the canvas; null while it is hidden. */
  readonly minimapPlace: ShallowRef<HTMLElement | null>
  /** Zoom of the canvas; 1 is natural size. */
  readonly zoom: ShallowRef<number>
  noteZoom(scale: number): void
  /** Told of every frame that the canvas draws. */
  readonly drawnListeners: Set<(canvas: WorkflowCanvas) => void>
  /** Told when the canvas shows another graph: a workflow's root, or one of its subgraphs. */
  readonly shownListeners: Set<() => void>
  /** Told of every change to a graph of an open workflow, at once. */
  readonly changeListeners: Set<(workflowId: WorkflowId) => void>
  /** Told when node types were defined anew, and placeholders of them became nodes. */
  readonly definedListeners: Set<() => void>
  /** Told of every root graph that is made, before documents are put into it. */
  readonly graphListeners: Set<(graph: LGraph) => void>
  /** Told when somebody looks for a node to put somewhere. */
  readonly searchListeners: Set<(request: NodeSearchRequest) => void>
}

function getStores(pinia: Pinia) {
  return {
    connection: useConnectionStore(pinia),
    execution: useExecutionStore(pinia),
    errors: useExecutionErrorStore(pinia),
    previews: useImagePreviewStore(pinia),
    nodeDefs: useNodeDefStore(pinia),
    palettes: usePaletteStore(pinia),
    settings: useSettingStore(pinia),
    subgraphs: useSubgraphStore(pinia),
    workflows: useWorkflowStore(pinia)
  }
}

export function createRoomState(options: CanvasRoomOptions): RoomState {
  const zoom = shallowRef(1)
  const minimapPlace = shallowRef<HTMLElement | null>(null)
  return {
    options,
    stores: getStores(options.pinia),
    live: new Map(),
    left: new Map(),
    views: new GraphViews(() => minimapPlace.value),
    path: createSubgraphPath(),
    shownId: shallowRef(null),
    stage: shallowRef(null),
    minimapPlace,
    zoom,
    noteZoom: (scale) => void (zoom.value = scale),
    drawnListeners: new Set(),
    shownListeners: new Set(),
    changeListeners: new Set(),
    definedListeners: new Set(),
    graphListeners: new Set(),
    searchListeners: new Set()
  }
}
