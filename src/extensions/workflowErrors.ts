import type { ErrorRow } from '@/stores/executionErrorStore'

interface LegacyNodeErrors {
  readonly class_type: string
  readonly dependent_outputs: readonly string[]
  readonly errors: {
    readonly type: string
    readonly message: string
    readonly details: string
    readonly extra_info: Readonly<Record<string, unknown>>
  }[]
}

/** What the server said of the inputs of a workflow, by execution id; null when it said nothing. */
export function makeNodeErrors(
  rows: readonly ErrorRow[],
  getClass: (row: ErrorRow) => string
): Record<string, LegacyNodeErrors> | null {
  const byNode: Record<string, LegacyNodeErrors> = {}
  for (const row of rows) {
    if ((row.kind !== 'validation' && row.kind !== 'dropped') || row.executionId === null) continue
    const entry = (byNode[row.executionId] ??= {
      class_type: getClass(row),
      dependent_outputs: [],
      errors: []
    })
    entry.errors.push({
      type: row.type,
      message: row.message,
      details: row.details,
      extra_info: row.inputName === null ? {} : { input_name: row.inputName }
    })
  }
  return Object.keys(byNode).length > 0 ? byNode : null
}

/** The newest error that ended a run of a workflow; null when none did. */
export function makeExecutionError(
  rows: readonly ErrorRow[],
  getClass: (row: ErrorRow) => string
): Record<string, unknown> | null {
  const row = rows.findLast(({ kind }) => kind === 'execution' || kind === 'service')
  if (!row) return null
  return {
    prompt_id: row.promptId,
    node_id: row.executionId,
    node_type: getClass(row),
    exception_type: row.type,
    exception_message: row.message,
    traceback: [...row.traceback],
    executed: []
  }
}
