import { JOB_STATUSES, type JobStatus } from '../../queue/job'
import type { JobDirectory, JobQuery } from '../../queue/jobDirectory'
import type { PromptList } from '../../queue/promptList'
import { isRecord } from '@/protocol/guards'
import { isCanonicalUuid } from '@/protocol/uuid'
import { HttpProblem, MalformedJson } from '../httpProblem'
import { type Reply, replyJson } from '../reply'
import { type Route, type RouteRequest, route } from '../router'

function refuseQuery(error: string): HttpProblem {
  return new HttpProblem(replyJson({ error }, 400))
}

function isJobStatus(value: string): value is JobStatus {
  return (JOB_STATUSES as readonly string[]).includes(value)
}

function parseStatuses(text: string | null): ReadonlySet<JobStatus> | null {
  const names = (text ?? '').split(',').map((name) => name.trim().toLowerCase())
  const given = names.filter((name) => name !== '')
  const unknown = given.filter((name) => !isJobStatus(name))
  if (unknown.length > 0) {
    const valid = JOB_STATUSES.join(', ')
    throw refuseQuery(`Invalid status value(s): ${unknown.join(', ')}. Valid values: ${valid}`)
  }
  return given.length === 0 ? null : new Set(given.filter(isJobStatus))
}

function parseChoice<Choice extends string>(
  text: string | null,
  choices: readonly [Choice, Choice],
  error: string
): Choice {
  const chosen = choices.find((choice) => choice === (text ?? choices[0]).toLowerCase())
  if (chosen) return chosen
  throw refuseQuery(error)
}

function parseInteger(text: string | null, name: string): number | null {
  if (text === null) return null
  if (!/^[+-]?\d{1,15}$/.test(text.trim())) throw refuseQuery(`${name} must be an integer`)
  return Number(text)
}

function parseJobQuery(query: URLSearchParams): JobQuery {
  const statuses = parseStatuses(query.get('status'))
  const sortBy = parseChoice(
    query.get('sort_by'),
    ['created_at', 'execution_duration'],
    "sort_by must be 'created_at' or 'execution_duration'"
  )
  const sortOrder = parseChoice(
    query.get('sort_order'),
    ['desc', 'asc'],
    "sort_order must be 'asc' or 'desc'"
  )
  const limit = parseInteger(query.get('limit'), 'limit')
  if (limit !== null && limit <= 0) throw refuseQuery('limit must be a positive integer')
  const offset = Math.max(parseInteger(query.get('offset'), 'offset') ?? 0, 0)
  return {
    statuses,
    workflowId: query.get('workflow_id') || null,
    sortBy,
    sortOrder,
    limit,
    offset
  }
}

function parseJobIds(json: unknown): readonly string[] {
  const ids = isRecord(json) ? json.job_ids : undefined
  if (!Array.isArray(ids)) throw refuseQuery('job_ids must be a list')
  const isJobId = (id: unknown): id is string => typeof id === 'string' && isCanonicalUuid(id)
  const invalid = ids.filter((id) => !isJobId(id))
  if (invalid.length === 0) return ids.filter(isJobId)
  const error = 'job_ids contains invalid id(s)'
  throw new HttpProblem(replyJson({ error, invalid_ids: invalid }, 400))
}

/** `/api/jobs`, found only below `/api` (protocol.md §3.4). */
export function createJobRoutes(jobs: JobDirectory, queue: PromptList): Route[] {
  function getOne({ params }: RouteRequest): Reply {
    const job = jobs.getDetail(params.id ?? '')
    return job ? replyJson(job) : replyJson({ error: 'Job not found' }, 404)
  }

  async function cancelSeveral({ readJson }: RouteRequest): Promise<Reply> {
    const json = await readJson().catch((error: unknown) => {
      if (error instanceof MalformedJson) throw refuseQuery('The body must be JSON')
      throw error
    })
    // Every one is acted on: `some` alone would stop at the first.
    const acted = await Promise.all(parseJobIds(json).map((id) => queue.cancel(id)))
    return replyJson({ cancelled: acted.includes(true) })
  }

  return [
    route('GET', '/jobs', ({ query }) => replyJson(jobs.getPage(parseJobQuery(query))), 'api'),
    route('POST', '/jobs/cancel', cancelSeveral, 'api'),
    route('GET', '/jobs/{id}', getOne, 'api'),
    route(
      'POST',
      '/jobs/{id}/cancel',
      async ({ params }) => replyJson({ cancelled: await queue.cancel(params.id ?? '') }),
      'api'
    )
  ]
}
