import { LiteGraph } from '@comfyorg/litegraph'
import type { EditTracker } from './editTracker'
import { openGraph } from './openGraph'
import type { RoomState } from './roomState'

/** Definitions came after documents: place holders of types that are known now become nodes. */
export function reviveMissingNodes(state: RoomState, edits: EditTracker): void {
  for (const [workflowId, live] of state.live) {
    const isKnown = live.missingTypes.some((type) => type in LiteGraph.registered_node_types)
    if (isKnown) openGraph(state, edits, workflowId, live.serialise())
  }
}
