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
    act: (action) => room.act(action),
    listSelected: () => room.listSelected(),
    edit: (edit) => room.edit(edit),
    publishSubgraph: () => room.publishSubgraph(),
    refreshDefinitions: async () => room.registerDefinitions(await readDefinitions()),
    addNode: (classType, at, values) => room.addNode(classType, at, values),
    chooseAt: (at, value) => room.chooseAt(at, value),
    loadFileAt: (at, media, value) => room.loadFileAt(at, media, value),
    editMask: () => room.editMask(),
    takePicture: (node, file) => room.takePicture(node, file),
    onNodeSearch: (listener) => room.onNodeSearch(listener),
    undo: (workflowId) => room.undo(workflowId),
    redo: (workflowId) => room.redo(workflowId)
  }
}
