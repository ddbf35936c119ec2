import { mintUuid } from '@/domain/uuid'
import type { WorkflowId } from '@/domain/ids'
import type { WorkflowJson } from '@/protocol/prompt'
import type { LoadReport } from '@/services/ports'
import { prepareDocument } from '../document/prepareDocument'
import { LiveGraph } from '../graph/liveGraph'
import type { EditTracker } from './editTracker'
import type { RoomState } from './roomState'
import { announceSubgraphs, leaveShown, present, showNothing } from './showGraph'

/** Makes the live graph of a workflow; an older one of the same workflow gives way to it. @throws DocumentError */
export function openGraph(
  state: RoomState,
  edits: EditTracker,
  workflowId: WorkflowId,
  document: WorkflowJson | null
): LoadReport {
  const source = document ?? { nodes: [], links: [], version: 0.4 }
  const prepared = prepareDocument(source, state.stores.nodeDefs.definitions)
  const live = new LiveGraph(workflowId, prepared, (graph) => {
    for (const listener of state.graphListeners) listener(graph)
  })
  live.models = (source as { models?: unknown }).models
  separateIds(state, live)
  const before = state.live.get(workflowId)
  const isShown = state.shownId.value === workflowId
  if (isShown) leaveShown(state)
  state.left.delete(workflowId)
  state.live.set(workflowId, live)
  edits.follow(live)
  if (isShown) present(state, live)
  before?.close()
  announceShown(state)
  return {
    repairs: [...prepared.repairs, ...live.graph.loadFaults],
    missingNodeTypes: live.missingTypes
  }
}

/** Ends a graph's life; its nodes hear `onRemoved`. */
export function closeGraph(state: RoomState, workflowId: WorkflowId): void {
  const live = state.live.get(workflowId)
  if (!live) return
  if (state.shownId.value === workflowId) showNothing(state)
  state.live.delete(workflowId)
  state.left.delete(workflowId)
  live.close()
  announceShown(state)
}

/** Another graph may have registered, or taken away, subgraph types that the one in front has too. */
function announceShown(state: RoomState): void {
  const shown = state.shownId.value && state.live.get(state.shownId.value)
  if (shown) announceSubgraphs(shown.graph)
}

/** Node packs tell workflows apart by their graph's id, which two tabs with the same file would share. */
function separateIds(state: RoomState, live: LiveGraph): void {
  const isTaken = [...state.live.values()].some(
    (other) => other.workflowId !== live.workflowId && other.graph.id === live.graph.id
  )
  if (isTaken) live.graph.id = mintUuid()
}
