import type { Submitter } from '@/domain/clientPolicy'
import type { PromptStatus } from '@/domain/promptStatus'
import type { LabelKey } from '@/i18n/messageTypes'
import { t } from '@/i18n/translate'

/** A job's state in a word or two. */
export const STATE_LABELS: Record<PromptStatus, LabelKey> = {
  submitting: 'jobs.submitting',
  pending: 'jobs.pending',
  initializing: 'jobs.initializing',
  running: 'jobs.nodeRuns',
  succeeded: 'jobs.succeeded',
  failed: 'jobs.failed',
  interrupted: 'jobs.interrupted',
  cancelled: 'jobs.cancelled',
  lost: 'jobs.lost'
}

/** Who submitted a job that isn't this tab's. */
export const SUBMITTER_LABELS: Record<Exclude<Submitter, 'own'>, LabelKey> = {
  sibling: 'jobs.otherTab',
  foreign: 'jobs.someoneElse'
}

/** A waiting job's place in the queue. */
export function describePlace(place: number | null): string {
  if (place === null) return t('jobs.pending')
  return place === 1 ? t('jobs.next') : t('jobs.place', { place })
}
