import type { LabelKey } from '@/i18n/messageTypes'
import { t } from '@/i18n/translate'
import type { ErrorRow } from '@/stores/executionErrorStore'

/** What happened, by the kind of the row. */
export const ERROR_KINDS: Record<ErrorRow['kind'], LabelKey> = {
  validation: 'errors.validation',
  dropped: 'errors.dropped',
  execution: 'errors.execution',
  blocked: 'errors.blocked',
  service: 'errors.service'
}

/** The lines of a traceback; a server ends each of them itself. */
export function formatTraceback({ traceback }: Pick<ErrorRow, 'traceback'>): string {
  return traceback.map((line) => line.replace(/\n$/, '')).join('\n')
}

/** An error as text to paste into a report: where, what, and the traceback. */
export function formatError(row: ErrorRow): string {
  const place = row.executionId ? `${row.nodeTitle} (node ${row.executionId})` : row.nodeTitle
  const input = row.inputName ? `, input ${row.inputName}` : ''
  return [
    `${t(ERROR_KINDS[row.kind])}: ${place}${input}`,
    row.type ? `${row.type}: ${row.message}` : row.message,
    row.details,
    formatTraceback(row),
    `Job ${row.promptId}`
  ]
    .filter((part) => part.trim() !== '')
    .join('\n')
}
