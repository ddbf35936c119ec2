import { describeError } from '../../base/log'

/** The answer while the backend can't be reached; shaped so that a client that submits shows it. */
export function createUnreachableBody(backend: URL, error: unknown): string {
  const isSystemError = error instanceof Error && 'code' in error
  const message = `The ComfyUI server at ${backend.origin} does not answer`
  const reason = isSystemError ? String(error.code) : describeError(error)
  const details = { type: 'backend_unreachable', message, details: reason, extra_info: {} }
  return JSON.stringify({ error: details, node_errors: {} })
}
