import type { LGraphCanvas, Positionable } from '@comfyorg/litegraph'
import { LGraphGroup, LGraphNode } from '@comfyorg/litegraph'
import type { NodeLocatorId, WorkflowId } from '@/domain/ids'
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
  const step = live?.history[direction]() ?? null
  if (!live || step === null) return false
  restore(state, live, step)
  tellEdit(state, live)
  return true
}

/** The nodes are new ones; the workflow's own results come back onto them from the stores, and no other's. */
function restore(state: RoomState, live: LiveGraph, step: string): void {
  const { workflowId, graph } = live
  const shown = state.shownId.value === workflowId ? state.stage.value : null
  const load = () => live.restore(step, state.stores.nodeDefs.definitions)
  shown?.stopPainting()
  if (shown) keepView(shown.canvas, load)
  else load()
  announceSubgraphs(graph)
  const outputs = state.stores.previews.outputsByWorkflowId[workflowId] ?? {}
  for (const [locatorId, output] of Object.entries(outputs))
    notifyExecuted(live, locatorId as NodeLocatorId, output)
  shown?.paint(workflowId, graph)
}

/** Restoring replaces nodes, groups and subgraphs: the view is put back, and what was selected by its id. */
function keepView(canvas: LGraphCanvas, load: () => void): void {
  const { scale } = canvas.ds
  const [x, y] = canvas.ds.offset
  const selected = new Set([...canvas.selectedItems].map(getKey))
  load()
  canvas.ds.scale = scale
  canvas.ds.offset = [x, y]
  for (const item of canvas.graph?.positionableItems() ?? [])
    if (selected.has(getKey(item))) canvas.select(item)
  canvas.setDirty(true, true)
}

/** Nodes, groups and reroutes count their ids apart. */
function getKey(item: Positionable): string {
  if (item instanceof LGraphNode) return `node ${item.id}`
  return `${item instanceof LGraphGroup ? 'group' : 'reroute'} ${item.id}`
}
