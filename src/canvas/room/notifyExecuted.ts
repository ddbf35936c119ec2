import type { LGraphNode } from '@comfyorg/litegraph'
import type { NodeLocatorId } from '@/domain/ids'
import type { NodeOutput } from '@/domain/nodeOutput'
import { findNode } from '../graph/findNode'
import type { LiveGraph } from '../graph/liveGraph'

interface HearingNode extends LGraphNode {
  onExecuted?(output: NodeOutput): void
}

/** Tells a node of its result, at once and on its own graph, in front or not [B45]. */
export function notifyExecuted(
  { graph }: LiveGraph,
  locatorId: NodeLocatorId,
  output: NodeOutput
): void {
  const node = findNode(graph, locatorId) as HearingNode | null
  try {
    node?.onExecuted?.(output)
  } catch (error) {
    console.error(`Node ${node?.id} (${node?.type}) failed to take its result.`, error)
  }
}
