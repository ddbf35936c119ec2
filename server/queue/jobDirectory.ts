import { createUnfinishedJob, type JobStatus, type JobWire } from './job'
import { normaliseOutputs } from './outputSummary'
import type { HistoryEntryWire, HistoryStatusWire, PromptHistory } from './promptHistory'
import type { PromptList } from './promptList'

export interface JobQuery {
  /** null: all. */
  readonly statuses: ReadonlySet<JobStatus> | null
  readonly workflowId: string | null
  readonly sortBy: 'created_at' | 'execution_duration'
  readonly sortOrder: 'asc' | 'desc'
  readonly limit: number | null
  readonly offset: number
}

/** Answer of `GET /api/jobs` (protocol.md §3.4). */
export interface JobPageWire {
  readonly jobs: readonly JobWire[]
  readonly pagination: {
    readonly offset: number
    readonly limit: number | null
    readonly total: number
    readonly has_more: boolean
  }
}

/** Answer of `GET /api/jobs/{id}`; a finished job carries its outputs and what was run. */
export interface JobDetailWire extends JobWire {
  readonly outputs?: Readonly<Record<string, unknown>>
  readonly execution_status?: HistoryStatusWire
  readonly workflow?: { readonly prompt: unknown; readonly extra_data: unknown }
}

/** Pending, running and finished prompts as one list of jobs. */
export class JobDirectory {
  readonly #queue: Pick<PromptList, 'getRunning' | 'getPending' | 'getPendingOne'>
  readonly #history: PromptHistory

  constructor(
    queue: Pick<PromptList, 'getRunning' | 'getPending' | 'getPendingOne'>,
    history: PromptHistory
  ) {
    this.#queue = queue
    this.#history = history
  }

  getPage(query: JobQuery): JobPageWire {
    const found = this.#getSorted(query).filter((job) => isWanted(job, query))
    const end = query.limit === null ? found.length : query.offset + query.limit
    return {
      jobs: found.slice(query.offset, end),
      pagination: {
        offset: query.offset,
        limit: query.limit,
        total: found.length,
        has_more: end < found.length
      }
    }
  }

  getDetail(promptId: string): JobDetailWire | null {
    const running = this.#queue.getRunning().find((queued) => queued.promptId === promptId)
    if (running) return createUnfinishedJob(running, 'in_progress')
    const pending = this.#queue.getPendingOne(promptId)
    if (pending) return createUnfinishedJob(pending, 'pending')
    const job = this.#history.getJob(promptId)
    const entry = this.#history.getEntry(promptId)
    return job && entry && createDetail(job, entry)
  }

  #getSorted({ sortBy, sortOrder }: JobQuery): JobWire[] {
    const finished = this.#history.getJobs()
    const unfinished = [
      ...this.#queue.getRunning().map((queued) => createUnfinishedJob(queued, 'in_progress')),
      ...this.#queue.getPending().map((queued) => createUnfinishedJob(queued, 'pending'))
    ]
    return sortBy === 'created_at'
      ? sortByTime([...finished, ...unfinished], sortOrder)
      : sortByDuration([...unfinished, ...finished], sortOrder)
  }
}

function createDetail(job: JobWire, entry: HistoryEntryWire): JobDetailWire {
  return {
    ...job,
    outputs: normaliseOutputs(entry.outputs),
    execution_status: entry.status,
    workflow: { prompt: entry.prompt[2], extra_data: entry.prompt[3] }
  }
}

function sortByTime(jobs: readonly JobWire[], sortOrder: JobQuery['sortOrder']): JobWire[] {
  const sorted = jobs.toSorted((one, other) => one.create_time - other.create_time)
  // Reversed as a whole, so that of jobs created in the same millisecond the later one comes first.
  return sortOrder === 'desc' ? sorted.reverse() : sorted
}

/** Those of the same duration (none, while they wait) stay as they stand, as ComfyUI lists them. */
function sortByDuration(jobs: readonly JobWire[], sortOrder: JobQuery['sortOrder']): JobWire[] {
  const sign = sortOrder === 'desc' ? -1 : 1
  return jobs.toSorted((one, other) => sign * (getDuration(one) - getDuration(other)))
}

function isWanted(job: JobWire, { statuses, workflowId }: JobQuery): boolean {
  if (statuses && !statuses.has(job.status)) return false
  return workflowId === null || job.workflow_id === workflowId
}

function getDuration({ execution_start_time, execution_end_time }: JobWire): number {
  return execution_start_time === undefined || execution_end_time === undefined
    ? 0
    : execution_end_time - execution_start_time
}
