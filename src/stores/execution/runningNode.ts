import { findManifestNode } from '@/domain/promptManifest'
import type { RunningNode } from '@/domain/runningNode'
import type { PromptExecution } from './promptExecution'

/** The node that started last; tracks that node's state and no other's. */
export function getRunningNode(prompt: PromptExecution): RunningNode | null {
  const nodeId = prompt.runningNodeIds[0]
  if (nodeId === undefined) return null
  const progress = prompt.nodeStates[nodeId]
  const steps =
    progress && progress.max > 1 ? `${toStep(progress.value)}/${toStep(progress.max)}` : null
  // Nodes that a node expands into are that node to whoever looks.
  const atWork = new Set(
    prompt.runningNodeIds.map((id) => findManifestNode(prompt.manifest, id) ?? id)
  )
  return { title: prompt.getNodeTitle(nodeId), steps, others: atWork.size - 1 }
}

/** Some nodes count in seconds, to the last digit. */
function toStep(value: number): number {
  return Math.floor(value * 10) / 10
}
