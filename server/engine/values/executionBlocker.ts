/**
 * Stands in an output for "nothing comes from here": nodes that get it are not run and pass it on. The first node
 * that meets one with a message reports the message (protocol.md §0.1, 7).
 */
export interface ExecutionBlocker {
  readonly kind: 'blocker'
  readonly message: string | null
}

export function createBlocker(message: string | null): ExecutionBlocker {
  return { kind: 'blocker', message }
}

export function isBlocker(value: unknown): value is ExecutionBlocker {
  return (
    typeof value === 'object' && value !== null && (value as ExecutionBlocker).kind === 'blocker'
  )
}
