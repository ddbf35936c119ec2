import type { PromptExecution } from '@/stores/execution/promptExecution'

/** The node a prompt is at, as shown: a node that expanded stands for those it expanded into. */
export function getDisplayNode(prompt: PromptExecution | undefined): string | null {
  const node = prompt?.runningNodeIds[0]
  if (!prompt || !node) return null
  return prompt.nodeStates[node]?.displayNodeId ?? node
}
