import type { OutputFile } from '@/domain/nodeOutput'
import { t } from '@/i18n/translate'
import { useNoticeStore } from '@/stores/noticeStore'
import { useServices } from '../useServices'
import { getAssetKey } from './assetList'

/** Jobs looked through for one that made a file. */
const MOST_JOBS = 500

/** Opens the workflow that made a file: the one that the file carries, else that of the job it stands for. */
export function useAssetWorkflow(): (file: OutputFile) => Promise<void> {
  const { api, jobs, workflows } = useServices()
  const notices = useNoticeStore()

  async function readDocument(file: OutputFile): Promise<unknown> {
    // Only pictures and the like carry one; what reads them is fetched when it is wanted.
    const { readWorkflowFile } = await import('@/services/files/readWorkflowFile')
    const bytes = await api.readFile(file)
    const content = await readWorkflowFile(new File([bytes], file.filename))
    return content?.workflow ?? content?.prompt ?? null
  }
  async function openJob(file: OutputFile): Promise<boolean> {
    const { jobs: listed } = await api.listJobs({ statuses: ['succeeded'], limit: MOST_JOBS })
    const job = listed.find(
      ({ thumbnail }) => thumbnail && getAssetKey(thumbnail) === getAssetKey(file)
    )
    if (job) await jobs.openJob(job.promptId)
    return job !== undefined
  }
  return async (file) => {
    const document = await readDocument(file)
    const name = file.filename.replace(/\.[a-z0-9]{2,11}$/i, '')
    if (document) await workflows.openDocument(document, name)
    else if (!(await openJob(file)))
      notices.addNotice({ kind: 'info', title: t('assets.noWorkflow', { name: file.filename }) })
  }
}
