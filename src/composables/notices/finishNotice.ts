import type { PromptId } from '@/domain/ids'
import type { TerminalStatus } from '@/domain/promptStatus'
import { t } from '@/i18n/translate'
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

function describeOne({ name, status, error }: FinishedJob): FinishText {
  switch (status) {
    case 'succeeded':
      return { kind: 'success', title: t('notices.succeeded', { name }), detail: error }
    case 'failed':
      return {
        kind: 'error',
        title: t('notices.failed', { name }),
        detail: error ?? t('notices.failedDetail')
      }
    case 'lost':
      return {
        kind: 'warning',
        title: t('notices.lost', { name }),
        detail: error ?? t('notices.lostDetail')
      }
  }
}

/** Words for the jobs that ended since the last notice: one by its name, several by their counts. */
export function describeFinished(jobs: readonly FinishedJob[]): FinishText {
  const [first] = jobs
  if (first && jobs.length === 1) return describeOne(first)
  const failed = jobs.filter((job) => job.status !== 'succeeded').length
  const names = [...new Set(jobs.map((job) => job.name))]
  const shown = names.slice(0, 3).join(t('common.listSeparator'))
  const detail =
    names.length > 3 ? t('notices.andMore', { names: shown, count: names.length - 3 }) : shown
  if (failed === 0)
    return { kind: 'success', title: t('notices.allDone', { count: jobs.length }), detail }
  if (failed === jobs.length)
    return { kind: 'error', title: t('notices.allFailed', { count: failed }), detail }
  const title = t('notices.someFailed', { total: jobs.length, count: failed })
  return { kind: 'warning', title, detail }
}
