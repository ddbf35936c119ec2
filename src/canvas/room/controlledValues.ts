import type { WorkflowId } from '@/domain/ids'
import type { ControlledResult } from '@/services/ports'
import { collectInputs } from '../prompt/collectInputs'
import { findControls } from '../prompt/controls'
import { flattenGraph } from '../prompt/flattenGraph'
import { applyVirtualNodes } from '../prompt/writtenValues'
import { noteRun } from '../widgets/controlWidgets'
import type { EditTracker } from './editTracker'
import type { RoomState } from './roomState'

/**
 * Writes what seeds and lists have become after a press of Run into the widgets they came from: own ones, promoted
 * ones, or a primitive's. No step of the user's, and no edit.
 */
export function applyControlledValues(
  state: RoomState,
  edits: EditTracker,
  workflowId: WorkflowId,
  values: readonly ControlledResult[]
): void {
  const live = state.live.get(workflowId)
  if (!live || values.length === 0) return
  edits.settle()
  const { graph } = live
  const flat = flattenGraph(graph)
  const collected = flat.nodes.map((node) => [node, collectInputs(node)] as const)
  const controls = new Map(
    findControls(graph, collected).flatMap((control) =>
      control.targets.map(
        (target) => [`${target.executionId}\n${target.inputName}`, control] as const
      )
    )
  )
  for (const { targets, value } of values) {
    for (const { executionId, inputName } of targets) {
      // The user may have taken the node away, or set its mode to fixed, since.
      const control = controls.get(`${executionId}\n${inputName}`)
      if (!control) continue
      control.widget.value = value
      noteRun(control.widget)
    }
  }
  applyVirtualNodes(graph)
  live.amend()
  graph.setDirtyCanvas(true)
  state.options.onValuesWritten?.(workflowId)
}
