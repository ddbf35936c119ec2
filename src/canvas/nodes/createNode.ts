import { LiteGraph } from '@comfyorg/litegraph'
import { isKeepingUnknown } from '../graph/loading'
import { MissingNode } from './missingNode'

/**
 * Lets documents keep nodes of unknown types: while one is loaded, or pasted, such a node becomes a placeholder.
 * At any other time LiteGraph answers null, as node packs expect. A name that every object has, such as `constructor`,
 * is no registered type.
 */
export function keepUnknownNodes(): void {
  const { createNode } = LiteGraph
  LiteGraph.createNode = function create(type, title, options) {
    const isInherited = type in {} && !Object.hasOwn(LiteGraph.registered_node_types, type)
    const node = isInherited ? null : createNode.call(this, type, title, options)
    return node ?? (isKeepingUnknown() ? new MissingNode(type, title) : null)
  }
}
