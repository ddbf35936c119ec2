import type { Subgraph } from '@comfyorg/litegraph'
import type { NodeLocatorId, WorkflowId } from '@/domain/ids'
import { findNode, findSubgraphPath } from '../graph/findNode'
import type { RoomState } from './roomState'
import { showGraph } from './showGraph'

/** Brings a node into view, selects it, and opens the subgraphs around it. @returns whether it is there */
export function revealNode(
  state: RoomState,
  workflowId: WorkflowId,
  locatorId: NodeLocatorId
): boolean {
  const live = state.live.get(workflowId)
  const node = live && findNode(live.graph, locatorId)
  if (!live || !node?.graph) return false
  showGraph(state, workflowId)
  const canvas = state.stage.value?.canvas
  if (!canvas) return true
  if (canvas.graph !== node.graph) {
    if (!node.graph.isRootGraph) {
      const path = findSubgraphPath(live.graph, node.graph as Subgraph)
      if (!path) return false
      state.path.setPath(path)
    }
    canvas.setGraph(node.graph)
  }
  canvas.selectNode(node)
  canvas.centerOnNode(node)
  return true
}
