import { toExecutionId } from '@/domain/ids'
import type { ExecutionFailure } from '@/domain/promptError'
import { isNodeId, isRecord } from '@/protocol/guards'

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * The reason of a failure as people should read it. The server ends messages with a newline; hosted servers may put
 * a whole validation answer as JSON in their place (protocol.md §7.3), of which the message is taken out.
 */
function readMessage(text: string): string {
  const trimmed = text.trimEnd()
  if (!trimmed.startsWith('{')) return trimmed
  try {
    const { error } = JSON.parse(trimmed) as { error?: unknown }
    const message = isRecord(error) ? error.message : error
    return typeof message === 'string' && message !== '' ? message : trimmed
  } catch {
    return trimmed
  }
}

/** What an `execution_error` may say of its failure; anything of it may be missing. */
type FailureData = Readonly<
  Partial<
    Record<'node_id' | 'node_type' | 'exception_message' | 'exception_type' | 'traceback', unknown>
  >
>

/** An `execution_error`'s data, from the socket, the history or the jobs API. */
export function normaliseFailure(data: FailureData): ExecutionFailure {
  const traceback = Array.isArray(data.traceback) ? (data.traceback as unknown[]) : []
  return {
    executionId: isNodeId(data.node_id) ? toExecutionId(data.node_id) : null,
    classType: asText(data.node_type),
    exceptionType: asText(data.exception_type),
    message: readMessage(asText(data.exception_message)),
    traceback: traceback.filter((line) => typeof line === 'string')
  }
}
