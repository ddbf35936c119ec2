import type { ErrorRow } from '@/stores/executionErrorStore'

/** What happened, by the kind of the row. */
export const ERROR_KINDS: Record<ErrorRow['kind'], string> = {
  validation: 'Not run',
  dropped: 'Output left out',
  execution: 'Failed',
  blocked: 'Stopped here',
  service: 'Server error'
}

/** An error as text to paste into a report: where, what, and the traceback. */
export function formatError(row: ErrorRow): string {
  const place = row.executionId ? `${row.nodeTitle} (node ${row.executionId})` : row.nodeTitle
  const input = row.inputName ? `, input ${row.inputName}` : ''
  return [
    `${ERROR_KINDS[row.kind]}: ${place}${input}`,
    row.type ? `${row.type}: ${row.message}` : row.message,
    row.details,
    row.traceback.join('\n'),
    `Job ${row.promptId}`
  ]
    .filter((part) => part.trim() !== '')
    .join('\n')
}
