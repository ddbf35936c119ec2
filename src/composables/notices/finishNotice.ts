import type { PromptId } from '@/domain/ids'
import type { TerminalStatus } from '@/domain/promptStatus'
import type { NoticeKind } from '@/stores/noticeStore'

/** The end of a job that is announced. */
export interface FinishedJob {
  readonly promptId: PromptId
  readonly name: string
  readonly status: AnnouncedStatus
  /** Why it failed; null when it didn't, or nobody told. */
  readonly error: string | null
  /** Its workflow was in front, and the page visible. */
  readonly isInSight: boolean
}

/** Ends that come by themselves. Those the user chose, by stopping or cancelling, are no news. */
export type AnnouncedStatus = Extract<TerminalStatus, 'succeeded' | 'failed' | 'lost'>

/** Interrupted and cancelled jobs are somebody’s own doing, and no news. */
export function isAnnouncedStatus(status: TerminalStatus): status is AnnouncedStatus {
  return status === 'succeeded' || status === 'failed' || status === 'lost'
}

export interface FinishText {
  readonly kind: NoticeKind
  readonly title: string
  readonly detail: string | null
}

const ONE: Record<AnnouncedStatus, FinishText> = {
  succeeded: { kind: 'success', title: 'is done', detail: null },
  failed: { kind: 'error', title: 'failed', detail: 'Its tab shows the error.' },
  lost: {
    kind: 'warning',
    title: 'was lost',
    detail: 'The server does not know the job any more. Run it again from the job list.'
  }
}

/** Words for the jobs that ended since the last notice: one by its name, several by their counts. */
export function describeFinished(jobs: readonly FinishedJob[]): FinishText {
  const [first] = jobs
  if (first && jobs.length === 1) {
    const text = ONE[first.status]
    return { ...text, title: `${first.name} ${text.title}`, detail: first.error ?? text.detail }
  }
  const failed = jobs.filter((job) => job.status !== 'succeeded').length
  const names = [...new Set(jobs.map((job) => job.name))]
  const shown = names.slice(0, 3).join(', ')
  const detail = names.length > 3 ? `${shown} and ${names.length - 3} more` : shown
  if (failed === 0) return { kind: 'success', title: `${jobs.length} jobs are done`, detail }
  return {
    kind: failed === jobs.length ? 'error' : 'warning',
    title: `${jobs.length} jobs ended, ${failed} of them ${failed === 1 ? 'has' : 'have'} failed`,
    detail
  }
}
