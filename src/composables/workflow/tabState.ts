import type { TerminalStatus } from '@/domain/promptStatus'

/** State mark of a workflow's tab. */
export type TabState = 'idle' | 'queued' | 'running' | 'succeeded' | 'failed'

/**
 * Running goes before queued, and both before how the last run ended. Ends that the user chose, and those nobody
 * knows of, leave no mark.
 */
export function getTabState(
  running: number,
  waiting: number,
  result: TerminalStatus | null
): TabState {
  if (running > 0) return 'running'
  if (waiting > 0) return 'queued'
  return result === 'succeeded' || result === 'failed' ? result : 'idle'
}
