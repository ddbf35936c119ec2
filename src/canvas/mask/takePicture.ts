import type { LGraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import type { NodeLocatorId, WorkflowId } from '@/domain/ids'
import { getMarkedName } from '@/composables/assets/inputName'
import type { OutputFile } from '@/domain/nodeOutput'
import { findNode } from '../graph/findNode'
import type { RoomState } from '../room/roomState'
import { getUploadTarget, setFile } from '../widgets/uploadWidgets'

/** px of the graph between a node and the one that is put beside it. */
const GAP = 40

/**
 * Gives a picture to a node of an open workflow, in front or not: its own field names it, or, where the node has none, a
 * new node that loads it is put beside it. One step to undo.
 * @returns false when the node is gone, or nothing can load a picture
 */
export function takePicture(
  state: RoomState,
  { workflowId, locatorId }: { workflowId: WorkflowId; locatorId: NodeLocatorId },
  file: OutputFile
): boolean {
  const root = state.live.get(workflowId)?.graph
  const node = root && findNode(root, locatorId)
  if (!node?.graph) return false
  const { graph } = node
  graph.beforeChange()
  try {
    const target = getUploadTarget(node)?.media === 'image' ? node : addBeside(node)
    const field = target && getUploadTarget(target)
    if (field) setFile(target, field.name, getMarkedName(file))
    return field !== null
  } finally {
    graph.afterChange()
    state.stage.value?.canvas.setDirty(true, true)
  }
}

function addBeside(node: LGraphNode): LGraphNode | null {
  const loader = LiteGraph.createNode('LoadImage')
  if (!loader || !node.graph) return null
  loader.pos = [node.pos[0] + node.size[0] + GAP, node.pos[1]]
  node.graph.add(loader)
  return loader
}
