import type { LGraph } from '@comfyorg/litegraph'
import type { Pinia } from 'pinia'
import type { ShallowRef } from 'vue'
import { shallowRef } from 'vue'
import type { WorkflowId } from '@/domain/ids'
import type { Clock, FrameScheduler } from '@/domain/time'
import type { NodeSearchRequest } from '@/services/services'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useImagePreviewStore } from '@/stores/imagePreviewStore'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import type { CanvasHost } from '../canvasHost'
import type { LiveGraph } from '../graph/liveGraph'
import type { SubgraphPath } from '../graph/subgraphPath'
import { createSubgraphPath } from '../graph/subgraphPath'
import { GraphViews } from '../view/graphViews'
import type { Stage } from '../view/stage'

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
  /** Zoom of the canvas; 1 is natural size. */
  readonly zoom: ShallowRef<number>
  noteZoom(scale: number): void
  /** Told of every root graph that is made, before documents are put into it. */
  readonly graphListeners: Set<(graph: LGraph) => void>
  /** Told when somebody looks for a node to put somewhere. */
  readonly searchListeners: Set<(request: NodeSearchRequest) => void>
}

function getStores(pinia: Pinia) {
  return {
    execution: useExecutionStore(pinia),
    errors: useExecutionErrorStore(pinia),
    previews: useImagePreviewStore(pinia),
    nodeDefs: useNodeDefStore(pinia),
    workflows: useWorkflowStore(pinia)
  }
}

export function createRoomState(options: CanvasRoomOptions): RoomState {
  const zoom = shallowRef(1)
  return {
    options,
    stores: getStores(options.pinia),
    live: new Map(),
    left: new Map(),
    views: new GraphViews(),
    path: createSubgraphPath(),
    shownId: shallowRef(null),
    stage: shallowRef(null),
    zoom,
    noteZoom: (scale) => void (zoom.value = scale),
    graphListeners: new Set(),
    searchListeners: new Set()
  }
}
