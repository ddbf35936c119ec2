import type { ExecutionId, NodeId, NodeLocatorId } from './ids'
import { toExecutionId, toNodeId, toNodeLocatorId } from './ids'

/** Node ids from the root inwards: `1:2:3` gives `1`, `2`, `3`. */
export function getExecutionPath(id: ExecutionId): NodeId[] {
  return id.split(':').map(toNodeId)
}

/** Ids of the subgraph instances around a node, outermost first: `1:2:3` gives `1` and `1:2`. */
export function getEnclosingExecutionIds(id: ExecutionId): ExecutionId[] {
  const enclosing: ExecutionId[] = []
  for (let colon = id.indexOf(':'); colon !== -1; colon = id.indexOf(':', colon + 1)) {
    enclosing.push(toExecutionId(id.slice(0, colon)))
  }
  return enclosing
}

/**
 * The prompt's node that an id speaks of. Ids of nodes a node expanded into are the expanding node's
 * id with `.<call>.<graph>.<n>` appended, repeatedly (protocol.md §5.4), so the longest known prefix wins.
 * @returns null when no prefix belongs to the prompt.
 */
export function findPromptNode(
  id: ExecutionId,
  isPromptNode: (candidate: ExecutionId) => boolean
): ExecutionId | null {
  for (let end = id.length; end > 0; end = id.lastIndexOf('.', end - 1)) {
    const candidate = toExecutionId(id.slice(0, end))
    if (isPromptNode(candidate)) return candidate
  }
  return null
}

/** Locator of a node: `<node id>` at the root, `<subgraph uuid>:<node id>` inside a subgraph. */
export function makeNodeLocator(subgraphId: string | null, nodeId: NodeId): NodeLocatorId {
  return toNodeLocatorId(subgraphId === null ? nodeId : `${subgraphId}:${nodeId}`)
}
