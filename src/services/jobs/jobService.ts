import type { PromptId, WorkflowId } from '@/domain/ids'
import { toExecutionId, toNodeLocatorId } from '@/domain/ids'
import type { NodeLocatorId } from '@/domain/ids'
import type { NodeOutput } from '@/domain/nodeOutput'
import { getOutputFiles } from '@/domain/nodeOutput'
import { findManifestNode, makeManifestFromPrompt } from '@/domain/promptManifest'
import { isTerminal } from '@/domain/promptStatus'
import { t } from '@/i18n/translate'
import type { useExecutionErrorStore } from '@/stores/executionErrorStore'
import type { useExecutionStore } from '@/stores/execution/executionStore'
import type { useImagePreviewStore } from '@/stores/imagePreviewStore'
import type { useNoticeStore } from '@/stores/noticeStore'
import type { useQueueStore } from '@/stores/queueStore'
import type { useWorkflowStore } from '@/stores/workflowStore'
import type { ComfyApi, JobDetail } from '../api/comfyApi'
import type { PromptRecord, PromptRecords } from '../ports'
import type { JobResult, JobService, WorkflowService } from '../services'
import type { JobListing } from './jobListing'

export interface JobContext {
  readonly api: Pick<ComfyApi, 'getJob' | 'deleteHistory' | 'viewUrl'>
  readonly listing: JobListing
  readonly execution: ReturnType<typeof useExecutionStore>
  readonly errors: ReturnType<typeof useExecutionErrorStore>
  readonly previews: ReturnType<typeof useImagePreviewStore>
  readonly queue: ReturnType<typeof useQueueStore>
  readonly workflows: ReturnType<typeof useWorkflowStore>
  readonly notices: ReturnType<typeof useNoticeStore>
  readonly records: PromptRecords
  readonly workflowService: Pick<WorkflowService, 'openDocument' | 'activate'>
  /** Shows the workflow in the other browser tab that has it. */
  readonly askSiblingToShow: (promptId: PromptId) => void
  /** Called with jobs that were deleted, when all lists show it. */
  readonly onDeleted: (promptIds: readonly PromptId[]) => void
  /** Offers an address to the browser as a download. */
  readonly download: (url: string, name: string) => void
}

export function createJobService(context: JobContext): JobService {
  const { queue, listing } = context
  return {
    applyScope(scope) {
      queue.applyScope(scope)
      void listing.refresh()
    },
    refresh: () => listing.refresh(),
    loadMore: () => listing.loadMore(),
    deleteJobs: (promptIds) => deleteJobs(context, promptIds),
    openJob: (promptId) => openJob(context, promptId),
    listResults: (promptId) => listResults(context, promptId),
    async downloadResults(promptId) {
      const results = await listResults(context, promptId)
      for (const { file } of results) context.download(context.api.viewUrl(file), file.filename)
      if (results.length === 0) {
        context.notices.addNotice({ kind: 'info', title: t('services.noFiles') })
      }
    }
  }
}

async function deleteJobs(context: JobContext, promptIds: readonly PromptId[]): Promise<void> {
  const { execution, errors, queue, records } = context
  const finished = promptIds.filter((promptId) => isFinished(context, promptId))
  if (finished.length === 0) return
  try {
    await context.api.deleteHistory(finished)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    context.notices.addNotice({ kind: 'error', title: t('services.jobsNotDeleted'), detail })
    return
  }
  for (const promptId of finished) {
    execution.forgetPrompt(promptId)
    errors.forgetPrompt(promptId)
    records.forgetPrompt(promptId)
    queue.removeSibling(promptId)
  }
  queue.removeServerJobs(finished)
  context.onDeleted(finished)
}

/** As whoever knows it best tells; one that nobody knows is no longer under way. */
function isFinished({ execution, queue }: JobContext, promptId: PromptId): boolean {
  const known =
    execution.peekPrompt(promptId) ?? queue.siblings.get(promptId) ?? queue.serverJobs.get(promptId)
  return known === undefined || isTerminal(known.status)
}

/** The tab the job came from; if that is closed, what was submitted, in a new tab with this job's results alone. */
async function openJob(context: JobContext, promptId: PromptId): Promise<void> {
  const { workflows, queue } = context
  const workflowId = findWorkflow(context, promptId)
  if (workflowId && workflows.getWorkflow(workflowId)) {
    context.workflowService.activate(workflowId)
    return
  }
  if (queue.siblings.has(promptId)) {
    context.askSiblingToShow(promptId)
    context.notices.addNotice({
      kind: 'info',
      title: t('services.shownInOtherTab'),
      detail: t('services.shownInOtherTabDetail')
    })
    return
  }
  await openCopy(context, promptId)
}

function findWorkflow({ execution }: JobContext, promptId: PromptId): WorkflowId | null {
  return (
    execution.getPrompt(promptId)?.workflowId ??
    execution.finishedSummaries.get(promptId)?.workflowId ??
    null
  )
}

async function openCopy(context: JobContext, promptId: PromptId): Promise<void> {
  const [record, detail] = await Promise.all([
    context.records.findPrompt(promptId).catch(() => null),
    context.api.getJob(promptId).catch(() => null)
  ])
  const document = record?.snapshot.document ?? detail?.workflow ?? detail?.prompt
  if (!document) {
    context.notices.addNotice({
      kind: 'warning',
      title: t('services.noWorkflow'),
      detail: t('services.noWorkflowDetail')
    })
    return
  }
  const name = record?.snapshot.workflowName ?? t('jobs.named', { id: promptId.slice(0, 8) })
  const opened = await context.workflowService.openDocument(document, name)
  const outputs = context.execution.getPrompt(promptId)?.outputs ?? detail?.outputs ?? {}
  context.previews.restoreOutputs(opened, locate(outputs, record, detail))
}

/** A job's outputs by where their nodes stand in its document. */
function locate(
  outputs: Readonly<Record<string, NodeOutput>>,
  record: PromptRecord | null,
  detail: JobDetail | null
): Record<NodeLocatorId, NodeOutput> {
  const manifest = record?.snapshot.manifest ?? makeManifestFromPrompt(detail?.prompt ?? {})
  const located: Record<NodeLocatorId, NodeOutput> = {}
  for (const [id, output] of Object.entries(outputs)) {
    const node = findManifestNode(manifest, toExecutionId(id))
    located[node?.locatorId ?? toNodeLocatorId(id)] = output
  }
  return located
}

async function listResults(context: JobContext, promptId: PromptId): Promise<readonly JobResult[]> {
  const prompt = context.execution.getPrompt(promptId)
  const known = prompt && Object.keys(prompt.outputs).length > 0 ? prompt.outputs : null
  const detail = known ? null : await context.api.getJob(promptId)
  const outputs: Readonly<Record<string, NodeOutput>> = known ?? detail?.outputs ?? {}
  return Object.entries(outputs).flatMap(([id, output]) =>
    getOutputFiles(output).map(({ kind, file }) => ({
      kind,
      file,
      nodeTitle: prompt?.getNodeTitle(toExecutionId(id)) ?? detail?.prompt?.[id]?._meta?.title ?? id
    }))
  )
}
