import type { NodeLocatorId, WorkflowId } from '@/domain/ids'
import type { PromptEvent } from '@/events/executionEvent'
import type { PromptExecution } from '@/stores/execution/promptExecution'
import type { IngestContext } from './ingestContext'
import { clearOldPreview, getOpenWorkflowId, getPreviewWorkflowId } from './ingestContext'

type EventOf<T extends PromptEvent['type']> = Extract<PromptEvent, { type: T }>

export function handleProgressState(
  context: IngestContext,
  prompt: PromptExecution,
  event: EventOf<'progressState'>
): void {
  prompt.applyProgressState(
    event.nodes,
    (nodeId) => clearOldPreview(context, prompt, nodeId),
    context.clock.now()
  )
}

export function handleExecuting(
  context: IngestContext,
  prompt: PromptExecution,
  event: EventOf<'executing'>
): void {
  if (prompt.applyExecuting(event.nodeId, event.displayNodeId, context.clock.now()))
    clearOldPreview(context, prompt, event.nodeId)
}

/** A node's result goes to the prompt, to its workflow's bucket, and to the node itself, in front or not [B21, B45]. */
export function handleExecuted(
  context: IngestContext,
  prompt: PromptExecution,
  event: EventOf<'executed'>
): void {
  prompt.applyOutput(event.nodeId, event.output, event.merge)
  const workflowId = getOpenWorkflowId(context, prompt)
  const locators = workflowId && prompt.getLocators(event.displayNodeId)
  if (!workflowId || !locators || event.output === null) return
  if (isOutdated(context, prompt, workflowId, locators.own)) return
  const { promptId, startedAt } = prompt
  const isBehind = getPreviewWorkflowId(context, prompt) === null
  const source = { promptId, startedAt, isBehind }
  context.previews.applyOutput(workflowId, locators.own, event.output, event.merge, source)
  context.graphs.notifyExecuted(workflowId, locators.own, event.output)
}

/** A result that comes late, or is looked up, must not cover that of a run that began after its own. */
function isOutdated(
  context: IngestContext,
  { promptId, startedAt, endedAt }: PromptExecution,
  workflowId: WorkflowId,
  locatorId: NodeLocatorId
): boolean {
  if (!context.isAfterwards && endedAt === null) return false
  const shown = context.previews.getOutputSource(workflowId, locatorId)
  return shown !== null && shown.promptId !== promptId && (shown.startedAt ?? 0) >= (startedAt ?? 0)
}

export function handlePreview(
  context: IngestContext,
  prompt: PromptExecution,
  event: EventOf<'preview'>
): void {
  if (prompt.endedAt !== null) return
  prompt.applyPreview(event.image)
  const workflowId = getPreviewWorkflowId(context, prompt)
  const locators = workflowId && prompt.getLocators(event.displayNodeId)
  if (!workflowId || !locators) return
  context.previews.applyPreview(workflowId, [locators.own, ...locators.enclosing], {
    promptId: prompt.promptId,
    image: event.image
  })
}
