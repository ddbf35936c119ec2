import type { CanvasRoom } from '@/canvas/room/createCanvasRoom'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { Core } from '@/services/core/createCore'
import type { CanvasService } from '@/services/services'

/** The canvas as surfaces outside it use it. */
export function createCanvasService(
  room: CanvasRoom,
  core: Pick<Core, 'workflows'>,
  readDefinitions: () => Promise<ObjectInfoWire>
): CanvasService {
  return {
    revealNode(workflowId, locatorId) {
      core.workflows.activate(workflowId)
      return room.graphs.revealNode(workflowId, locatorId)
    },
    edit: (edit) => room.edit(edit),
    refreshDefinitions: async () => room.registerDefinitions(await readDefinitions()),
    addNode: (classType, at, values) => room.addNode(classType, at, values),
    onNodeSearch: (listener) => room.onNodeSearch(listener),
    undo: (workflowId) => room.undo(workflowId),
    redo: (workflowId) => room.redo(workflowId)
  }
}
