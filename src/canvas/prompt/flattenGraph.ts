import type { LGraph, LGraphNode } from '@comfyorg/litegraph'
import { LGraphEventMode, SubgraphNode } from '@comfyorg/litegraph'
import { orderNodes } from './orderNodes'

/** A subgraph instance on the way from the root to a node. */
export interface Frame {
  readonly instance: SubgraphNode
  /** Its execution id: `8:7`. */
  readonly path: string
  readonly parent: Frame | null
}

/** A node where it stands: the same inner node stands once in every instance of its subgraph. */
export interface Place {
  readonly node: LGraphNode
  readonly frame: Frame | null
}

export interface FlatNode extends Place {
  readonly executionId: string
}

export interface FlatGraph {
  /** Nodes of the prompt: those of the root in execution order, the inside of an instance in its place. */
  readonly nodes: readonly FlatNode[]
  /** All instances that were entered. */
  readonly frames: readonly Frame[]
}

export function getExecutionId({ node, frame }: Place): string {
  return frame ? `${frame.path}:${node.id}` : String(node.id)
}

/** Muted and bypassed nodes, and those that only the canvas knows, are in no prompt. */
function isInPrompt(node: LGraphNode): boolean {
  return (
    node.mode !== LGraphEventMode.NEVER &&
    node.mode !== LGraphEventMode.BYPASS &&
    !node.isVirtualNode
  )
}

/**
 * A muted instance takes its whole inside with it, and so does a bypassed one at the root. The inside of a bypassed
 * instance within a subgraph stays, as ComfyUI has it; nothing asks for it.
 */
function isEntered({ mode }: LGraphNode, frame: Frame | null): boolean {
  if (mode === LGraphEventMode.NEVER) return false
  return mode !== LGraphEventMode.BYPASS || frame !== null
}

export function flattenGraph(root: LGraph): FlatGraph {
  const nodes: FlatNode[] = []
  const frames: Frame[] = []
  enter(root, null, { nodes, frames })
  return { nodes, frames }
}

function enter(
  graph: LGraph,
  frame: Frame | null,
  flat: { nodes: FlatNode[]; frames: Frame[] }
): void {
  // ComfyUI's frontend orders the nodes of the root only.
  for (const node of frame ? graph._nodes : orderNodes(graph)) {
    const executionId = getExecutionId({ node, frame })
    if (node instanceof SubgraphNode) {
      // A definition that contains itself has no end.
      if (!isEntered(node, frame) || contains(frame, node)) continue
      const inner: Frame = { instance: node, path: executionId, parent: frame }
      flat.frames.push(inner)
      enter(node.subgraph, inner, flat)
    } else if (isInPrompt(node)) flat.nodes.push({ node, frame, executionId })
  }
}

function contains(frame: Frame | null, instance: SubgraphNode): boolean {
  for (let at = frame; at; at = at.parent)
    if (at.instance.subgraph === instance.subgraph) return true
  return false
}
