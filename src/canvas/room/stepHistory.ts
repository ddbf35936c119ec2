import type { LGraphCanvas, Positionable } from '@comfyorg/litegraph'
import { LGraphGroup, LGraphNode } from '@comfyorg/litegraph'
import type { NodeLocatorId, WorkflowId } from '@/domain/ids'
import type { WorkflowJson } from '@/protocol/prompt'
import { findNode } from '../graph/findNode'
import type { LiveGraph } from '../graph/liveGraph'
import type { EditTracker } from './editTracker'
import { tellEdit } from './editTracker'
import { notifyExecuted } from './notifyExecuted'
import type { RoomState } from './roomState'
import { announceSubgraphs } from './showGraph'

/** Takes the last step of a workflow back, or makes it again. @returns whether there was one */
export function stepHistory(
  state: RoomState,
  edits: EditTracker,
  workflowId: WorkflowId,
  direction: 'undo' | 'redo'
): boolean {
  edits.settle()
  const live = state.live.get(workflowId)
  const { definitions } = state.stores.nodeDefs
  if (!live || !rebuild(state, live, () => live.step(direction, definitions))) return false
  tellEdit(state, live)
  return true
}

/** Puts another document of a workflow into its live graph. */
export function loadState(state: RoomState, live: LiveGraph, document: WorkflowJson): void {
  rebuild(state, live, () => {
    live.load(document, state.stores.nodeDefs.definitions)
    return 'all'
  })
}

/**
 * Makes nodes of a live graph anew. The workflow's own results come back onto them from the stores, and no other's.
 * @param make tells which nodes it made; null when it did nothing
 * @returns whether it did anything
 */
function rebuild(
  state: RoomState,
  live: LiveGraph,
  make: () => ReadonlySet<LGraphNode> | 'all' | null
): boolean {
  const { workflowId, graph } = live
  const shown = state.shownId.value === workflowId ? state.stage.value : null
  shown?.stopPainting()
  const made = shown ? keepView(shown.canvas, make) : make()
  if (made) {
    announceSubgraphs(graph)
    state.path.refresh(graph)
    const outputs = state.stores.previews.outputsByWorkflowId[workflowId] ?? {}
    for (const [locatorId, output] of Object.entries(outputs)) {
      const node = findNode(graph, locatorId as NodeLocatorId)
      if (node && (made === 'all' || made.has(node)))
        notifyExecuted(live, locatorId as NodeLocatorId, output)
    }
  }
  shown?.paint(workflowId, graph)
  if (made) for (const listener of state.changeListeners) listener(workflowId)
  return made !== null
}

/** Restoring replaces nodes, groups and subgraphs: the view is put back, and what was selected by its id. */
function keepView<T>(canvas: LGraphCanvas, load: () => T | null): T | null {
  const { scale } = canvas.ds
  const [x, y] = canvas.ds.offset
  const selected = new Set([...canvas.selectedItems].map(getKey))
  const loaded = load()
  if (loaded === null) return null
  canvas.ds.scale = scale
  canvas.ds.offset = [x, y]
  for (const item of canvas.graph?.positionableItems() ?? [])
    if (selected.has(getKey(item))) canvas.select(item)
  canvas.setDirty(true, true)
  return loaded
}

/** Nodes, groups and reroutes count their ids apart. */
function getKey(item: Positionable): string {
  if (item instanceof LGraphNode) return `node ${item.id}`
  return `${item instanceof LGraphGroup ? 'group' : 'reroute'} ${item.id}`
}
