import { toPromptId } from '@/domain/ids'
import type { PromptId } from '@/domain/ids'
import { isOutputFile } from '@/domain/nodeOutput'
import type { ServerJob } from '@/domain/serverJob'
import { normaliseFailure } from '@/events/normaliseFailure'
import { isRecord } from '@/protocol/guards'
import { decodeExecutionStatus } from '@/protocol/http/history'
import type { JobDetailWire, JobWire } from '@/protocol/http/jobs'
import { jobDetailSchema, jobListSchema, jobSchema } from '@/protocol/http/jobs'
import { parseEach } from '@/protocol/http/schema'
import { parseWireJson } from '@/protocol/json'
import type { ApiPrompt } from '@/protocol/prompt'
import type { JobDetail, JobPage, JobQuery } from './comfyApi'
import type { Answer, HttpClient } from './httpClient'
import { assertOk, makeFault, readJson } from './httpClient'
import { readOutcome } from './jobOutcome'
import type { JobSource } from './jobSource'
import { sortUnfinished } from './jobSource'
import { isAtLeast } from './serverVersion'
import { getClientId, getDocumentId, getWorkflow, readOutputs } from './submittedPrompt'

/** First server whose jobs may be `cancelled` (protocol.md §3.4). */
const CANCELLED_STATUS = '0.9.0'

/** Jobs asked for at a time; a server lists them without their graphs, some 200 bytes each. */
const PAGE_SIZE = 1_000

const WIRE_STATUS: Readonly<Record<ServerJob['status'], string>> = {
  pending: 'pending',
  running: 'in_progress',
  succeeded: 'completed',
  failed: 'failed',
  interrupted: 'cancelled',
  cancelled: 'cancelled'
}

/** `/api/jobs` of servers since 0.6 (protocol.md §3.4). It lists without graphs, so that looking often costs little. */
export function createJobsApi(
  http: HttpClient,
  getVersion: () => Promise<string | null>
): JobSource {
  let asked: Promise<string | null> | null = null
  const getVersionOnce = () => (asked ??= getVersion().catch(() => null))
  return {
    async listUnfinished() {
      const found = new Map<PromptId, ServerJob>()
      let page: JobPage
      let offset = 0
      do {
        page = await listJobs(http, { statuses: ['running', 'pending'], limit: PAGE_SIZE, offset })
        for (const job of page.jobs) found.set(job.promptId, job)
        offset += PAGE_SIZE
      } while (page.hasMore)
      return sortUnfinished([...found.values()])
    },
    async listJobs(query) {
      const page = await listJobs(http, query)
      return { ...page, jobs: await tellInterrupted(page.jobs, getVersionOnce) }
    },
    async getJob(promptId) {
      const answer = await http.request(`/jobs/${encodeURIComponent(promptId)}`)
      if (isUnknownJob(answer)) return null
      return toDetail(readJson(jobDetailSchema, assertOk(answer)))
    }
  }
}

async function listJobs(http: HttpClient, query: JobQuery): Promise<JobPage> {
  const statuses = [...new Set(query.statuses?.map((status) => WIRE_STATUS[status]))]
  const answer = await http.request(`/jobs?${makeQuery(statuses, query)}`)
  if (answer.status === 400 && statuses.includes('cancelled')) {
    // Before 0.9 there is no such status: interrupted jobs count as failed.
    const known = statuses.filter((status) => status !== 'cancelled')
    if (known.length === 0) return { jobs: [], total: 0, hasMore: false }
    return readPage(await http.request(`/jobs?${makeQuery(known, query)}`), query)
  }
  return readPage(answer, query)
}

/** Before 0.9 an interrupted job is listed as failed: one that has no error to tell. */
async function tellInterrupted(
  jobs: readonly ServerJob[],
  getVersion: () => Promise<string | null>
): Promise<readonly ServerJob[]> {
  const isMeant = (job: ServerJob) => job.status === 'failed' && job.errorMessage === null
  if (!jobs.some(isMeant)) return jobs
  const version = await getVersion()
  if (version === null || isAtLeast(version, CANCELLED_STATUS)) return jobs
  return jobs.map((job) => (isMeant(job) ? { ...job, status: 'interrupted' } : job))
}

function makeQuery(statuses: readonly string[], { limit, offset }: JobQuery): string {
  const parts: string[] = []
  if (statuses.length > 0) parts.push(`status=${statuses.join(',')}`)
  if (limit !== undefined) parts.push(`limit=${Math.max(1, limit)}`)
  if (offset) parts.push(`offset=${offset}`)
  return parts.join('&')
}

function readPage(answer: Answer, { offset = 0 }: JobQuery): JobPage {
  const { jobs, pagination } = readJson(jobListSchema, assertOk(answer))
  return {
    jobs: parseEach(jobSchema, jobs).map(toServerJob),
    total: pagination?.total ?? offset + jobs.length,
    // A page without jobs is the last, whatever the server counts.
    hasMore: pagination?.has_more === true && jobs.length > 0
  }
}

/** 404 with a reason in JSON: the route is there and doesn't know the job. Else the route is missing. */
function isUnknownJob(answer: Answer): boolean {
  if (answer.status !== 404) return false
  try {
    const said = parseWireJson(answer.text)
    if (isRecord(said) && 'error' in said) return true
  } catch {
    // No JSON: not an answer of this route.
  }
  throw makeFault(answer)
}

/** The list calls an interrupted job cancelled; only one that never ran was. */
function getStatus({ execution_start_time, status }: JobWire): ServerJob['status'] {
  switch (status) {
    case 'pending':
    case 'failed':
      return status
    case 'in_progress':
      return 'running'
    case 'completed':
      return 'succeeded'
    case 'cancelled':
      return typeof execution_start_time === 'number' ? 'interrupted' : 'cancelled'
  }
}

function toServerJob(job: JobWire): ServerJob {
  const { execution_error, preview_output } = job
  return {
    promptId: toPromptId(job.id),
    status: getStatus(job),
    queueNumber: job.priority ?? null,
    createdAt: job.create_time ?? null,
    startedAt: job.execution_start_time ?? null,
    endedAt: job.execution_end_time ?? null,
    clientId: null,
    documentId: job.workflow_id ?? null,
    thumbnail: isOutputFile(preview_output) ? preview_output : null,
    errorMessage: execution_error ? normaliseFailure(execution_error).message : null
  }
}

function toDetail(wire: JobDetailWire): JobDetail {
  const extraData = wire.workflow?.extra_data ?? {}
  const job = toServerJob(wire)
  const isEnded = job.status !== 'pending' && job.status !== 'running'
  const status = isEnded ? decodeExecutionStatus(wire.execution_status) : null
  const outcome = status && readOutcome(status)
  const failure =
    outcome?.failure ?? (wire.execution_error ? normaliseFailure(wire.execution_error) : null)
  return {
    job: {
      ...job,
      status: outcome?.status ?? job.status,
      clientId: getClientId(extraData),
      documentId: job.documentId ?? getDocumentId(extraData),
      errorMessage: failure?.message ?? null
    },
    outputs: readOutputs(wire.outputs ?? {}),
    failure,
    prompt: (wire.workflow?.prompt as ApiPrompt | null | undefined) ?? null,
    workflow: getWorkflow(extraData),
    extraData
  }
}
