import type { PromptExecution } from '@/stores/execution/promptExecution'

/** What a running prompt works on, for one line of text. */
export interface RunningNode {
  readonly title: string
  /** Steps as `5/20`; null for nodes without steps. */
  readonly steps: string | null
  /** Nodes at work beside it. */
  readonly others: number
}

/** The node that started last; tracks that node's state and no other's. */
export function getRunningNode(prompt: PromptExecution): RunningNode | null {
  const nodeId = prompt.runningNodeIds[0]
  if (nodeId === undefined) return null
  const progress = prompt.nodeStates[nodeId]
  const steps = progress && progress.max > 1 ? `${progress.value}/${progress.max}` : null
  return { title: prompt.getNodeTitle(nodeId), steps, others: prompt.runningNodeIds.length - 1 }
}
