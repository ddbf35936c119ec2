import type { CanvasRoom } from '@/canvas/room/createCanvasRoom'
import type { Core } from '@/services/core/createCore'
import type { CanvasService } from '@/services/services'

/** The canvas as surfaces outside it use it. */
export function createCanvasService(
  room: CanvasRoom,
  core: Pick<Core, 'workflows'>
): CanvasService {
  return {
    revealNode(workflowId, locatorId) {
      core.workflows.activate(workflowId)
      return room.graphs.revealNode(workflowId, locatorId)
    },
    addNode: (classType, at) => room.addNode(classType, at),
    onNodeSearch: (listener) => room.onNodeSearch(listener),
    undo: (workflowId) => room.undo(workflowId),
    redo: (workflowId) => room.redo(workflowId)
  }
}
