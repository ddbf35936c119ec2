/** Keys under which packs name a node in their own messages. */
const NODE_KEYS = ['node', 'node_id', 'id', 'link_id', 'nodeId'] as const

/** The node a pack's message speaks of; null when it names none. */
export function getMessageNode(detail: unknown): string | null {
  if (typeof detail !== 'object' || detail === null) return null
  for (const key of NODE_KEYS) {
    const value = (detail as Record<string, unknown>)[key]
    if (typeof value === 'string' || typeof value === 'number') return String(value)
  }
  return null
}
