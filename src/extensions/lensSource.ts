import { findManifestNode } from '@/domain/promptManifest'
import type { ExecutionId, PromptId, WorkflowId } from '@/domain/ids'
import type { useExecutionStore } from '@/stores/execution/executionStore'
import type { useWorkflowStore } from '@/stores/workflowStore'

/** What the lens must know of the stores. */
export interface LensSource {
  getActive(): WorkflowId | null
  /** The active workflow's focus prompt: of those that run, the one that started last. */
  getFocus(): PromptId | null
  getWorkflow(promptId: PromptId): WorkflowId | null
  /** ms since the epoch */
  getStart(promptId: PromptId): number | null
  /** The node it is at. */
  getRunningNode(promptId: PromptId): ExecutionId | null
  /** A workflow that runs a prompt with that node, the active one first. */
  findRunningWorkflow(node: ExecutionId): WorkflowId | null
}

export function createLensSource(
  execution: ReturnType<typeof useExecutionStore>,
  workflows: ReturnType<typeof useWorkflowStore>
): LensSource {
  const getActive = () => workflows.activeId
  const getWorkflow = (promptId: PromptId) => execution.peekPrompt(promptId)?.workflowId ?? null
  const hasNode = (promptId: PromptId, node: ExecutionId): boolean => {
    const prompt = execution.peekPrompt(promptId)
    return prompt !== undefined && findManifestNode(prompt.manifest, node) !== null
  }
  return {
    getActive,
    getFocus() {
      const active = getActive()
      return active ? execution.getActivePromptForWorkflow(active) : null
    },
    getWorkflow,
    getStart: (promptId) => execution.peekPrompt(promptId)?.startedAt ?? null,
    getRunningNode: (promptId) => execution.peekPrompt(promptId)?.runningNodeIds[0] ?? null,
    findRunningWorkflow(node) {
      const owners = execution.runningPromptIds
        .filter((promptId) => hasNode(promptId, node))
        .map(getWorkflow)
      const active = getActive()
      return active && owners.includes(active) ? active : (owners.findLast(Boolean) ?? null)
    }
  }
}
