import type { LGraphNode } from '@comfyorg/litegraph'
import { SubgraphNode } from '@comfyorg/litegraph'
import type { WorkflowId } from '@/domain/ids'
import type { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { getNodeLocator, listInnerTargets } from './findNode'

/**
 * The user changed an input: what the server said of it no longer holds [B30]. An input of a subgraph instance stands
 * for those inside that it leads to.
 */
export function clearMendedInput(
  errors: Pick<ReturnType<typeof useExecutionErrorStore>, 'clearInput' | 'getWorkflowErrors'>,
  workflowId: WorkflowId,
  node: LGraphNode,
  name: string
): void {
  if (errors.getWorkflowErrors(workflowId).length === 0) return
  const inner = node instanceof SubgraphNode ? listInnerTargets(node, name) : []
  for (const mended of [{ node, name }, ...inner]) {
    const locator = getNodeLocator(mended.node)
    if (locator) errors.clearInput(workflowId, locator, mended.name)
  }
}
