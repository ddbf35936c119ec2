import type { ApiPrompt } from '@/protocol/prompt'
import type { NodeCatalogue } from '../nodes/nodeCatalogue'
import { checkNodeInputs, type FollowedLink, type NodeCheck } from './checkNode'

/** One node that some output needs. */
export interface VisitedNode {
  readonly id: string
  readonly check: NodeCheck
  /** How it was reached first; null for an output node that nothing else needs. */
  readonly reachedBy: FollowedLink | null
  /** The first cycle that it is part of. */
  cycle: readonly string[] | null
}

/** The part of a prompt that its outputs need. */
export interface PromptGraph {
  /** Sources before the nodes that use them, but for cycles. */
  readonly nodes: readonly VisitedNode[]
  getNode(id: string): VisitedNode | undefined
}

interface Frame {
  readonly visited: VisitedNode
  next: number
}

/**
 * Walks up from the outputs along all links that can be followed. Without recursion: a prompt may be a chain of any
 * length.
 */
export function walkPrompt(
  prompt: ApiPrompt,
  catalogue: NodeCatalogue,
  outputIds: readonly string[]
): PromptGraph {
  const byId = new Map<string, VisitedNode>()
  const finished: VisitedNode[] = []
  const stack: Frame[] = []
  const onStack = new Set<string>()

  function enter(id: string, reachedBy: FollowedLink | null) {
    const node = prompt[id]!
    const type = catalogue.get(node.class_type ?? '')!
    const visited: VisitedNode = {
      id,
      check: checkNodeInputs(prompt, catalogue, node, type),
      reachedBy,
      cycle: null
    }
    byId.set(id, visited)
    stack.push({ visited, next: 0 })
    onStack.add(id)
  }

  function markCycle(id: string) {
    const start = stack.findIndex(({ visited }) => visited.id === id)
    const members = stack.slice(start).map(({ visited }) => visited)
    const cycle = members.map((member) => member.id)
    for (const member of members) member.cycle ??= cycle
  }

  function step(frame: Frame) {
    const { check } = frame.visited
    // A node that can't be looked at is not followed further, as if its check had been left by an exception.
    const followed = check.broken ? undefined : check.followed[frame.next]
    frame.next += 1
    if (!followed) {
      stack.pop()
      onStack.delete(frame.visited.id)
      finished.push(frame.visited)
      return
    }
    const [sourceId] = followed.link
    if (onStack.has(sourceId)) markCycle(sourceId)
    else if (!byId.has(sourceId)) enter(sourceId, followed)
  }

  for (const id of outputIds) {
    if (!byId.has(id)) enter(id, null)
    for (let frame = stack.at(-1); frame; frame = stack.at(-1)) step(frame)
  }
  return { nodes: finished, getNode: (id) => byId.get(id) }
}
