import type { ApiPrompt } from '@/protocol/prompt'
import type { Link } from '../values/links'
import type { ExpandedGraph, NodeContext } from './nodeType'

/** How many graphs each call has begun. */
const begun = new WeakMap<NodeContext, number>()

/** A node of a graph that is being built. */
export interface BuiltNode {
  readonly id: string
  /** A link to one of its outputs. */
  output(slot: number): Link
}

/**
 * Builds a graph that a node puts in its own place. Ids are made from the node's own, the call and the graph, so that
 * they are the same in every run (protocol.md §5.4): `<node>.<call>.<graph>.<n>`.
 */
export class GraphBuilder {
  readonly #prefix: string
  readonly #nodes: ApiPrompt = {}
  #count = 0

  constructor(context: NodeContext) {
    const graph = begun.get(context) ?? 0
    begun.set(context, graph + 1)
    this.#prefix = `${context.nodeId}.${context.callIndex}.${graph}.`
  }

  /** @param name last part of the id; a running number without it */
  addNode(classType: string, inputs: Readonly<Record<string, unknown>>, name?: string): BuiltNode {
    this.#count += 1
    const id = this.#prefix + (name ?? String(this.#count))
    this.#nodes[id] = { class_type: classType, inputs }
    return { id, output: (slot) => [id, slot] }
  }

  /** What to return as `expand`. */
  build(): ExpandedGraph {
    return { nodes: this.#nodes }
  }
}
