import type { LGraph, Subgraph } from '@comfyorg/litegraph'
import type { WorkflowId } from '@/domain/ids'
import type { LiveGraph } from '../graph/liveGraph'
import { WorkflowGraph } from '../graph/workflowGraph'
import type { RoomState } from './roomState'

/** Puts a workflow's graph on the canvas, where it was left; drawn before this returns. */
export function showGraph(state: RoomState, workflowId: WorkflowId): void {
  const live = state.live.get(workflowId)
  if (!live) return
  const { stage, shownId } = state
  const canvas = stage.value?.canvas
  if (shownId.value === workflowId && canvas?.graph?.rootGraph === live.graph) return
  leaveShown(state)
  shownId.value = workflowId
  present(state, live)
}

/** Shows a live graph on the stage, if a component holds one. */
export function present(state: RoomState, live: LiveGraph): void {
  const stage = state.stage.value
  if (!stage) return
  const { graph, workflowId } = live
  announceSubgraphs(graph)
  const left = state.left.get(workflowId)
  const isThere = left && (left === graph || graph.subgraphs.get(left.id) === left)
  // Its runs are on the nodes before the first draw [B5, B6].
  stage.paint(workflowId, graph)
  stage.canvas.setGraph(isThere ? left : graph)
  if (!document.hidden) stage.canvas.draw(true, true)
}

/** Remembers where the shown workflow was left, and lets go of its graph. */
export function leaveShown(state: RoomState): void {
  const { stage, shownId } = state
  const id = shownId.value
  const graph = stage.value?.canvas.graph
  stage.value?.stopPainting()
  if (!id || !graph || !state.live.has(id)) return
  state.left.set(id, graph)
  // A background graph that is loaded anew would otherwise take the canvas.
  ;(graph.rootGraph as { primaryCanvas: unknown }).primaryCanvas = undefined
}

/** The shown workflow was closed: an empty graph stands in until the next is shown. */
export function showNothing(state: RoomState): void {
  state.stage.value?.stopPainting()
  state.shownId.value = null
  state.stage.value?.canvas.setGraph(new WorkflowGraph())
}

/**
 * Types of subgraphs are global in LiteGraph: those of the graph in front must be the registered ones (trap 2). Told
 * by the same event as when they were made, for whoever else listens.
 */
export function announceSubgraphs(graph: LGraph): void {
  for (const subgraph of graph.subgraphs.values()) {
    const detail = {
      subgraph,
      get data() {
        return (subgraph as Subgraph).asSerialisable()
      }
    }
    graph.events.dispatch('subgraph-created', detail as never)
  }
}
