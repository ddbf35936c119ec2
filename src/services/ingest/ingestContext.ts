import type { ExecutionId, PromptId, WorkflowId } from '@/domain/ids'
import type { Clock } from '@/domain/time'
import type { useConnectionStore } from '@/stores/connectionStore'
import type { useExecutionErrorStore } from '@/stores/executionErrorStore'
import type { useExecutionStore } from '@/stores/execution/executionStore'
import type { PromptExecution } from '@/stores/execution/promptExecution'
import type { useImagePreviewStore } from '@/stores/imagePreviewStore'
import type { useWorkflowStore } from '@/stores/workflowStore'
import type { WorkflowGraphs } from '../ports'

/** What handlers of events write to. */
export interface IngestContext {
  readonly execution: ReturnType<typeof useExecutionStore>
  readonly previews: ReturnType<typeof useImagePreviewStore>
  readonly errors: ReturnType<typeof useExecutionErrorStore>
  readonly workflows: ReturnType<typeof useWorkflowStore>
  readonly connection: ReturnType<typeof useConnectionStore>
  readonly graphs: Pick<WorkflowGraphs, 'notifyExecuted'>
  readonly clock: Clock
  /** Set for what is told after it happened, by HTTP. */
  readonly isAfterwards?: true
  /** The server put a prompt aside without saying how it ended. */
  readonly onUnsettled: (promptId: PromptId) => void
  /** The server told how many prompts it has. */
  readonly onQueueRemaining: (count: number) => void
}

/** The open workflow a prompt may write to; null for foreign prompts and closed tabs, which paint nothing [B9]. */
export function getOpenWorkflowId(
  context: IngestContext,
  prompt: PromptExecution
): WorkflowId | null {
  const { workflowId } = prompt
  return prompt.isOwn && workflowId && context.workflows.getWorkflow(workflowId) ? workflowId : null
}

/**
 * The open workflow whose nodes show the prompt's live previews: of several own runs at a time, they show the focus
 * prompt's, as with progress. Null when another run has the nodes, or there is no such workflow.
 */
export function getPreviewWorkflowId(
  context: IngestContext,
  prompt: PromptExecution
): WorkflowId | null {
  const workflowId = getOpenWorkflowId(context, prompt)
  const focus = workflowId && context.execution.getActivePromptForWorkflow(workflowId)
  return focus && focus !== prompt.promptId ? null : workflowId
}

/** A node begins anew: the preview of its last run goes, once, and only in its own workflow [B19]. */
export function clearOldPreview(
  context: IngestContext,
  prompt: PromptExecution,
  nodeId: ExecutionId
): void {
  // Most runs show none, and nodes begin often.
  if (!prompt.workflowId || !context.previews.previewsByWorkflowId[prompt.workflowId]) return
  const workflowId = getPreviewWorkflowId(context, prompt)
  const locators = workflowId && prompt.getLocators(nodeId)
  if (!workflowId || !locators) return
  context.previews.clearPreview(workflowId, locators.own)
  // Subgraph nodes around it keep what this run has shown already, and lose what an earlier run left.
  for (const locatorId of locators.enclosing) {
    const shown = context.previews.getNodePreview(workflowId, locatorId)
    if (shown && shown.promptId !== prompt.promptId)
      context.previews.clearPreview(workflowId, locatorId)
  }
}
