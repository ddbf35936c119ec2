import type { RunningNode } from '@/domain/runningNode'
import type { PromptExecution } from './promptExecution'

/** The node that started last; tracks that node's state and no other's. */
export function getRunningNode(prompt: PromptExecution): RunningNode | null {
  const nodeId = prompt.runningNodeIds[0]
  if (nodeId === undefined) return null
  const progress = prompt.nodeStates[nodeId]
  const steps = progress && progress.max > 1 ? `${progress.value}/${progress.max}` : null
  return { title: prompt.getNodeTitle(nodeId), steps, others: prompt.runningNodeIds.length - 1 }
}
