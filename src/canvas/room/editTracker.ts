import type { WorkflowId } from '@/domain/ids'
import { clearMendedInput } from '../graph/clearMendedInput'
import type { GestureWatch } from '../graph/gestureWatch'
import { createGestureWatch } from '../graph/gestureWatch'
import type { GraphChange } from '../graph/graphChanges'
import { listenToGraph } from '../graph/graphChanges'
import type { LiveGraph } from '../graph/liveGraph'
import type { RoomState } from './roomState'

/** Knows what the user edits, and makes steps of it. */
export interface EditTracker {
  follow(live: LiveGraph): void
  /** Ends the gesture that is under way, so that nothing is mixed into it. */
  settle(): void
  /** The same, but for a drag under way. */
  settleIdle(): void
  dispose(): void
}

export function createEditTracker(state: RoomState): EditTracker {
  const edited = new Set<LiveGraph>()
  const watch = createGestureWatch(state.options.clock, (isLikely) => {
    const shown = state.shownId.value && state.live.get(state.shownId.value)
    // Some edits, such as a collapsed node, are only counted.
    if (shown && (shown.hasNewVersion() || isLikely)) edited.add(shown)
    for (const live of edited) recordEdit(state, live)
    edited.clear()
  })
  return {
    follow(live) {
      listenToGraph(live.graph, (change) => {
        // A graph that is being closed is emptied, too.
        if (state.live.get(live.workflowId) !== live) return
        edited.add(live)
        if (change.kind === 'filled' && live.absorbValues(change.node)) tellEdit(state, live)
        noteChange(state, live.workflowId, change, watch)
        for (const listener of state.changeListeners) listener(live.workflowId)
      })
    },
    settle: watch.settle,
    settleIdle: watch.settleIdle,
    dispose: watch.dispose
  }
}

function noteChange(
  state: RoomState,
  workflowId: WorkflowId,
  change: GraphChange,
  watch: GestureWatch
): void {
  const { errors, previews } = state.stores
  const painting = state.shownId.value === workflowId ? state.stage.value?.painting : null
  if (change.kind === 'input') {
    clearMendedInput(errors, workflowId, change.node, change.name)
    painting?.refreshInput(change.node)
  } else painting?.dropRemoved()
  if (change.kind === 'cleared') {
    previews.clearWorkflow(workflowId)
    errors.clearWorkflow(workflowId)
  }
  watch.noteChange(change.kind === 'input')
}

function recordEdit(state: RoomState, live: LiveGraph): void {
  const { workflowId } = live
  if (state.live.get(workflowId) !== live || !live.record()) return
  tellEdit(state, live)
}

/** The workflow's marks, and whoever follows edits. */
export function tellEdit(state: RoomState, live: LiveGraph): void {
  const { workflowId, history } = live
  state.options.onEdit?.(workflowId)
  state.stores.workflows.patchWorkflow(workflowId, {
    isModified: !history.isSaved,
    isPristine: false
  })
}
