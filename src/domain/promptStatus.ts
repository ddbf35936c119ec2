/**
 * Lifecycle of one prompt, as a pure function (docs/architecture.md).
 *
 * ```
 * submitting -> pending -> initializing -> running -> succeeded | failed | interrupted | cancelled | lost
 * ```
 */
export type PromptStatus =
  | 'submitting'
  | 'pending'
  | 'initializing'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'interrupted'
  | 'cancelled'
  | 'lost'

export type TerminalStatus = 'succeeded' | 'failed' | 'interrupted' | 'cancelled' | 'lost'

/** What moves a prompt. Each comes from the prompt's own events or from HTTP evidence about its id. */
export type PromptTransition =
  /** The server took it into its queue. */
  | 'accepted'
  /** A machine is being made ready for it (hosted servers' `notification`). */
  | 'initializing'
  | 'started'
  | 'succeeded'
  | 'failed'
  | 'interrupted'
  | 'cancelled'
  /** Asked for by id, and in neither list. */
  | 'lost'

const TERMINAL: ReadonlySet<PromptStatus> = new Set<PromptStatus>([
  'succeeded',
  'failed',
  'interrupted',
  'cancelled',
  'lost'
])

/** Order of the stages before the end; a prompt never goes back a stage. */
const STAGE = { submitting: 0, pending: 1, initializing: 2, running: 3 } as const

const STAGE_OF = { accepted: 'pending', initializing: 'initializing', started: 'running' } as const

/** The prompt has ended, however. */
export function isTerminal(status: PromptStatus): status is TerminalStatus {
  return TERMINAL.has(status)
}

/** Queued or on its way there: not yet running, not ended. */
export function isWaiting(status: PromptStatus): boolean {
  return status === 'submitting' || status === 'pending' || status === 'initializing'
}

/**
 * The next status, and whether the transition applied at all.
 * Terminal states absorb everything, with one exception: `lost` is an absence of evidence, so evidence
 * of a real end replaces it.
 */
export function nextStatus(
  status: PromptStatus,
  transition: PromptTransition
): { status: PromptStatus; applied: boolean } {
  const unchanged = { status, applied: false }
  if (isTerminal(status)) {
    if (status !== 'lost') return unchanged
    const isEnd = transition !== 'lost' && isTerminal(transition as PromptStatus)
    return isEnd ? { status: transition as TerminalStatus, applied: true } : unchanged
  }
  if (transition === 'accepted' || transition === 'initializing' || transition === 'started') {
    const target = STAGE_OF[transition]
    return STAGE[target] > STAGE[status] ? { status: target, applied: true } : unchanged
  }
  return { status: transition, applied: true }
}
