import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { ExecutionId, NodeLocatorId } from '@/domain/ids'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useWorkflowStore } from '@/stores/workflowStore'

/** What a node of the front graph says of its work, in the server's words. */
export interface NodeProgressText {
  readonly locatorId: NodeLocatorId
  readonly title: string
  readonly text: string
}

/** Progress texts of the running prompts of the workflow in front; they go with their prompt [B32]. */
export function useNodeProgressTexts(): ComputedRef<readonly NodeProgressText[]> {
  const executionStore = useExecutionStore()
  const workflowStore = useWorkflowStore()
  return computed(() => {
    const texts = new Map<NodeLocatorId, NodeProgressText>()
    const id = workflowStore.activeId
    for (const promptId of id ? executionStore.getWorkflowRunningPromptIds(id) : []) {
      const prompt = executionStore.getPrompt(promptId)
      for (const [nodeId, text] of Object.entries(prompt?.texts ?? {})) {
        const locatorId = prompt?.getLocators(nodeId as ExecutionId)?.own
        // Of two runs of one workflow, the one that started last speaks for the node.
        if (prompt && locatorId)
          texts.set(locatorId, {
            locatorId,
            title: prompt.getNodeTitle(nodeId as ExecutionId),
            text
          })
      }
    }
    return [...texts.values()]
  })
}
