import { onScopeDispose } from 'vue'
import type { PromptId } from '@/domain/ids'
import { isTerminal } from '@/domain/promptStatus'
import type { Cancel } from '@/domain/time'
import { t } from '@/i18n/translate'
import { useNoticeStore } from '@/stores/noticeStore'
import { useSettingStore } from '@/stores/settingStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { useJobErrorText } from '../errors/useJobErrorText'
import type { ListedPrompt } from '../queue/listedPrompt'
import { useJobName } from '../queue/useJobName'
import { useClock } from '../time/clock'
import { useServices } from '../useServices'
import type { FinishedJob } from './finishNotice'
import { describeFinished, isAnnouncedStatus } from './finishNotice'
import { showSystemNotice } from './systemNotice'
import { useAttempt } from './useAttempt'
import { useFinishedJobs } from './useFinishedJobs'

/** ms in which ends are gathered into one notice. */
export const GATHER = 400
/** ms that a notice stays which says what is in plain sight. */
const BRIEF_LIFE = 3_000
/** Jobs remembered for one notice that goes on; a count beyond says nothing more. */
const MOST_JOBS = 500

/**
 * Announces jobs that end: in the page, briefly where the end is in plain sight anyway, and by the system when that is
 * allowed and the page is hidden [B41]. Ends that come together are one notice, and while a notice is on show, further
 * ends are counted into it.
 */
export function useFinishNotices(): void {
  const clock = useClock()
  const describe = useDescription()
  const announce = useAnnouncement()
  const gathered = new Map<PromptId, FinishedJob>()
  let cancel: Cancel | null = null

  useFinishedJobs((listed) => {
    const job = describe(listed)
    if (!job) return
    gathered.set(job.promptId, job)
    cancel ??= clock.after(GATHER, () => {
      cancel = null
      announce([...gathered.values()])
      gathered.clear()
    })
  })
  onScopeDispose(() => cancel?.())
}

/** What is to be said of a job; null when its end is the user's own doing. */
function useDescription(): (listed: ListedPrompt) => FinishedJob | null {
  const workflowStore = useWorkflowStore()
  const getError = useJobErrorText()
  const getName = useJobName()
  return (listed) => {
    const { promptId, status, workflowId } = listed
    if (!isTerminal(status) || !isAnnouncedStatus(status)) return null
    const isInSight =
      workflowId !== null && workflowId === workflowStore.activeId && !document.hidden
    return { promptId, name: getName(listed), status, error: getError(listed), isInSight }
  }
}

function useAnnouncement(): (jobs: readonly FinishedJob[]) => void {
  const noticeStore = useNoticeStore()
  const settingStore = useSettingStore()
  const open = useJobOpener()
  let shown: { id: number; jobs: readonly FinishedJob[] } | null = null
  return (gathered) => {
    const standing = shown && noticeStore.notices.some((notice) => notice.id === shown?.id)
    const jobs = [...(standing && shown ? shown.jobs : []), ...gathered].slice(-MOST_JOBS)
    const text = describeFinished(jobs)
    const last = jobs.at(-1)
    if (!last) return
    const run = (): void => open(last.promptId)
    if (document.hidden && settingStore.getSetting('Parallel.Notices.System'))
      showSystemNotice(text, run)
    if (!settingStore.getSetting('Parallel.Notices.Page')) return
    if (standing && shown) noticeStore.removeNotice(shown.id)
    const isInSight = jobs.every((job) => job.isInSight)
    const life = isInSight ? { life: BRIEF_LIFE } : { action: { label: t('common.show'), run } }
    shown = { id: noticeStore.addNotice({ ...text, ...life }), jobs }
  }
}

function useJobOpener(): (promptId: PromptId) => void {
  const { jobs } = useServices()
  const attempt = useAttempt()
  return (promptId) => void attempt(t('jobs.openFailed'), () => jobs.openJob(promptId))
}
