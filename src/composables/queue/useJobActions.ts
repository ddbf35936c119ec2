import { createSharedComposable } from '@vueuse/core'
import type { PromptId } from '@/domain/ids'
import { isTerminal } from '@/domain/promptStatus'
import { t } from '@/i18n/translate'
import { useDialogStore } from '@/stores/dialogStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { useErrorPanelState } from '../errors/errorPanelState'
import { useAttempt } from '../notices/useAttempt'
import { copyText } from '../ui/copyText'
import { useServices } from '../useServices'
import { getThumbnail } from './jobThumbnail'
import type { ListedPrompt } from './listedPrompt'
import { useJobName } from './useJobName'
import { usePromptListing } from './usePromptListing'

/** Each does one thing to one job, whatever is in front. */
export interface JobActions {
  /** Brings the workflow it came from to the front. */
  open(promptId: PromptId): void
  /** Ends this job and no other. */
  cancel(promptId: PromptId): void
  runAgain(promptId: PromptId): void
  copyId(promptId: PromptId): void
  /** Asks, then takes the job out of the list and the server's history; its files stay. */
  remove(promptId: PromptId): void
  /** Opens the job's workflow with its errors. */
  showError(promptId: PromptId): void
  download(promptId: PromptId): void
  /** What may be done with a job as it is now. */
  getAbilities(promptId: PromptId): JobAbilities
}

/** What a row offers. */
export interface JobAbilities {
  readonly canCancel: boolean
  readonly canRunAgain: boolean
  readonly canRemove: boolean
  readonly canShowError: boolean
  readonly canDownload: boolean
}

/** What can be done with a row of the job list; one instance serves all rows. Failures are told in notices. */
export const useJobActions = createSharedComposable((): JobActions => {
  const { jobs, stops, runs } = useServices()
  const attempt = useAttempt()
  const open = (promptId: PromptId): Promise<unknown> =>
    attempt(t('jobs.openFailed'), () => jobs.openJob(promptId))
  return {
    open: (promptId) => void open(promptId),
    cancel: (promptId) => void attempt(t('jobs.cancelFailed'), () => stops.stopPrompt(promptId)),
    runAgain: (promptId) => void attempt(t('jobs.againFailed'), () => runs.runAgain(promptId)),
    remove: useRemover(),
    download: (promptId) =>
      void attempt(t('jobs.downloadFailed'), () => jobs.downloadResults(promptId)),
    copyId: useIdCopier(),
    showError: useErrorOpener(open),
    getAbilities: useAbilities()
  }
})

function useRemover(): (promptId: PromptId) => void {
  const { jobs } = useServices()
  const dialogStore = useDialogStore()
  const { find } = usePromptListing()
  const getName = useJobName()
  const attempt = useAttempt()
  return (promptId) =>
    void attempt(t('jobs.deleteFailed'), async () => {
      const listed = find(promptId)
      const answer = await dialogStore.ask({
        title: t('jobs.askDelete'),
        message: t('jobs.askDeleteMessage', {
          name: getName(listed ?? { promptId, workflowId: null, workflowName: '' })
        }),
        confirmLabel: t('common.delete'),
        isDestructive: true
      })
      if (answer === 'confirm') await jobs.deleteJobs([promptId])
    })
}

function useIdCopier(): (promptId: PromptId) => void {
  const noticeStore = useNoticeStore()
  const attempt = useAttempt()
  return (promptId) =>
    void attempt(t('jobs.copyIdFailed'), async () => {
      await copyText(promptId)
      noticeStore.addNotice({ kind: 'info', title: t('jobs.idCopied'), detail: promptId })
    })
}

function useErrorOpener(open: (promptId: PromptId) => Promise<unknown>) {
  const workflowStore = useWorkflowStore()
  const panel = useErrorPanelState()
  return (promptId: PromptId): void =>
    void open(promptId).then(() => {
      if (workflowStore.activeId) panel.expand(workflowStore.activeId)
    })
}

function useAbilities(): (promptId: PromptId) => JobAbilities {
  const { find } = usePromptListing()
  return (promptId) => {
    const listed = find(promptId)
    const hasEnded = listed !== null && isTerminal(listed.status)
    const isOwn = listed?.submitter === 'own'
    return {
      canCancel: listed !== null && !hasEnded,
      canRunAgain: isOwn && hasEnded,
      canRemove: hasEnded,
      canShowError: isOwn && listed?.status === 'failed',
      // A job that failed or was stopped may have left results before.
      canDownload: hasEnded && (listed.status === 'succeeded' || hasFiles(listed))
    }
  }
}

function hasFiles(listed: ListedPrompt): boolean {
  return getThumbnail(listed)?.kind === 'file'
}
