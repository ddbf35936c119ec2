import type { ServerJob } from '@/domain/serverJob'
import type { ExecutionFailure } from '@/domain/promptError'
import { normaliseFailure } from '@/events/normaliseFailure'
import type { ExecutionStatusWire, StatusMessage } from '@/protocol/http/history'

/** How a run ended, as its kept messages tell. */
export interface JobOutcome {
  readonly status: ServerJob['status']
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly failure: ExecutionFailure | null
}

const END_OF = {
  execution_success: 'succeeded',
  execution_error: 'failed',
  execution_interrupted: 'interrupted'
} as const

function getTime(message: StatusMessage | undefined): number | null {
  const timestamp = message?.[1].timestamp
  return typeof timestamp === 'number' ? timestamp : null
}

/**
 * Reads a prompt's status. The messages win over the status text, which calls an interruption an error, and a cycle a
 * success (protocol.md §1.6, §6.1).
 */
export function readOutcome(status: ExecutionStatusWire | null): JobOutcome {
  const messages = status?.messages ?? []
  const end = messages.findLast(([type]) => Object.hasOwn(END_OF, type))
  const fallback = status?.statusText === 'error' ? 'failed' : 'succeeded'
  return {
    status: end ? END_OF[end[0] as keyof typeof END_OF] : fallback,
    startedAt: getTime(messages.find(([type]) => type === 'execution_start')),
    endedAt: getTime(end),
    failure: end?.[0] === 'execution_error' ? normaliseFailure(end[1]) : null
  }
}
