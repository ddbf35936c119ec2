import type { LGraph, LGraphNode } from '@comfyorg/litegraph'
import { listNodes } from '../graph/walkGraph'

interface WritingNode extends LGraphNode {
  applyToGraph?(extraLinks?: readonly unknown[]): void
}

/** Lets nodes that only the canvas knows write their values into what they are linked to; muted ones write as well. */
export function applyVirtualNodes(root: LGraph): void {
  for (const node of listNodes(root)) {
    if (node.isVirtualNode) (node as WritingNode).applyToGraph?.()
  }
}
