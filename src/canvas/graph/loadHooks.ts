import type { LGraph, LGraphNode } from '@comfyorg/litegraph'
import { resolveMatchTypes } from '../nodes/matchTypes'
import { RerouteNode, passTypeOn } from '../nodes/reroute'
import { listNodes } from './walkGraph'

/** Hooks of node packs that LiteGraph leaves to its host. */
interface HookedNode extends LGraphNode {
  onGraphConfigured?(): void
  onAfterGraphConfigured?(): void
}

/** One pack's fault must not keep a document from opening. */
function callSafely(node: LGraphNode, hook: (() => void) | undefined): void {
  try {
    hook?.call(node)
  } catch (error) {
    console.error(
      `A hook of node ${node.id} (${node.type}) failed while its workflow was opened.`,
      error
    )
  }
}

/** All nodes are there; the graph itself has not been told yet. @param nodes those that were read */
export function callOnConfigure(nodes: readonly LGraphNode[]): void {
  for (const node of nodes) callSafely(node, (node as HookedNode).onGraphConfigured)
}

/** @param nodes those that were read; types are passed on through all of the document */
export function callAfterConfigure(root: LGraph, nodes: readonly LGraphNode[]): void {
  for (const node of nodes) callSafely(node, (node as HookedNode).onAfterGraphConfigured)
  for (const node of listNodes(root)) {
    if (node instanceof RerouteNode) passTypeOn(node)
    else resolveMatchTypes(node)
  }
}
