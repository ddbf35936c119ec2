import type { LGraph, LGraphNode } from '@comfyorg/litegraph'
import { isLoadingDocument } from './loading'

/** What the user changed. */
export type GraphChange =
  /** A value or the link of an input: what the server said of it is out of date. */
  | { readonly kind: 'input'; readonly node: LGraphNode; readonly name: string }
  /** All nodes went at once; the document is an empty one now. */
  | { readonly kind: 'cleared' }
  /** A node has got the value it was added for, such as a file that had to be uploaded: part of its being added. */
  | { readonly kind: 'filled'; readonly node: LGraphNode }
  /** Anything else. */
  | { readonly kind: 'structure' }

type Listener = (change: GraphChange) => void

const listeners = new WeakMap<LGraph, Listener>()

/** Hears all edits of a root graph and the subgraphs in it; one listener per graph. */
export function listenToGraph(root: LGraph, listener: Listener): void {
  listeners.set(root, listener)
}

/** A node's input was changed by the user. */
export function announceInputChange(node: LGraphNode, name: string): void {
  announce(node.graph?.rootGraph, { kind: 'input', node, name })
}

/** A node got what it was added for. */
export function announceFilled(node: LGraphNode): void {
  announce(node.graph?.rootGraph, { kind: 'filled', node })
}

/** A graph was changed by the user in some other way. */
export function announceStructureChange(graph: LGraph): void {
  announce(graph.rootGraph, { kind: 'structure' })
}

/** A root graph was emptied: what was known of its nodes is of no node any more. */
export function announceCleared(graph: LGraph): void {
  announce(graph, { kind: 'cleared' })
}

function announce(root: LGraph | undefined, change: GraphChange): void {
  if (root && !isLoadingDocument()) listeners.get(root)?.(change)
}
