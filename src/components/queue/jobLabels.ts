import type { Submitter } from '@/domain/clientPolicy'
import type { PromptStatus } from '@/domain/promptStatus'

/** A job's state in a word or two. */
export const STATE_LABELS: Record<PromptStatus, string> = {
  submitting: 'Being sent',
  pending: 'Queued',
  initializing: 'Waiting for a machine',
  running: 'Running',
  succeeded: 'Done',
  failed: 'Failed',
  interrupted: 'Stopped',
  cancelled: 'Cancelled',
  lost: 'Lost'
}

/** Who submitted a job that isn't this tab's. */
export const SUBMITTER_LABELS: Record<Exclude<Submitter, 'own'>, string> = {
  sibling: 'Other tab',
  foreign: 'Someone else'
}

/** A waiting job's place in the queue. */
export function describePlace(place: number | null): string {
  if (place === null) return 'Queued'
  return place === 1 ? 'Next in the queue' : `Number ${place} in the queue`
}
