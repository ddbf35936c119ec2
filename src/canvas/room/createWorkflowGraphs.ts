import type { WorkflowId } from '@/domain/ids'
import type { DocumentToSave, WorkflowGraphs } from '@/services/ports'
import { isMedia, placeMedia } from '../clipboard/mediaNodes'
import type { LiveGraph } from '../graph/liveGraph'
import { takeSnapshot } from '../prompt/takeSnapshot'
import { applyControlledValues } from './controlledValues'
import type { EditTracker } from './editTracker'
import { notifyExecuted } from './notifyExecuted'
import { closeGraph, openGraph } from './openGraph'
import { revealNode } from './revealNode'
import type { RoomState } from './roomState'
import { showGraph } from './showGraph'

/** The live graphs of all open workflows, as services use them. */
export function createWorkflowGraphs(state: RoomState, edits: EditTracker): WorkflowGraphs {
  const get = (workflowId: WorkflowId): LiveGraph => {
    const live = state.live.get(workflowId)
    if (!live) throw new Error('The workflow is not open.')
    return live
  }
  return {
    // Errors come as rejections, whatever the caller does with the promise.
    openGraph: async (workflowId, document) => openGraph(state, edits, workflowId, document),
    closeGraph: (workflowId) => closeGraph(state, workflowId),
    showGraph(workflowId) {
      edits.settle()
      showGraph(state, workflowId)
    },
    settleEdits: () => edits.settle(),
    serializeGraph(workflowId) {
      // What is saved holds the edit under way, so that it is a step before the save and none after it.
      edits.settleIdle()
      return get(workflowId).serialise()
    },
    prepareSave: (workflowId) => prepareSave(state, edits, get(workflowId)),
    async takeSnapshot(workflowId) {
      const { clock, random } = state.options
      const { nodeDefs, settings, workflows } = state.stores
      return takeSnapshot({
        workflowId,
        workflowName: workflows.getWorkflow(workflowId)?.name ?? '',
        graph: get(workflowId).graph,
        definitions: nodeDefs.definitions,
        now: new Date(clock.now()),
        controlTime:
          settings.getSetting('Comfy.WidgetControlMode') === 'before' ? 'before' : 'after',
        random
      })
    },
    applyControlledValues: (workflowId, values) =>
      applyControlledValues(state, edits, workflowId, values),
    placeMedia: async (file, needsOwn) => {
      const canvas = state.stage.value?.canvas
      if (!canvas || !isMedia(file)) return false
      try {
        return await placeMedia(canvas, file, needsOwn)
      } finally {
        // Of several files each is a step, however soon the next one comes.
        edits.settleIdle()
      }
    },
    revealNode: (workflowId, locatorId) => revealNode(state, workflowId, locatorId),
    notifyExecuted(workflowId, locatorId, output) {
      const live = state.live.get(workflowId)
      if (live) notifyExecuted(live, locatorId, output)
    }
  }
}

function prepareSave(state: RoomState, edits: EditTracker, live: LiveGraph): DocumentToSave {
  edits.settleIdle()
  const { current } = live.history
  return {
    document: live.serialise(),
    markSaved() {
      edits.settleIdle()
      live.history.markSaved(current)
      // Another document may have taken its place meanwhile.
      return state.live.get(live.workflowId) === live && live.history.isSaved
    }
  }
}
