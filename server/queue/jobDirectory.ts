import { createUnfinishedJob, type JobStatus, type JobWire } from './job'
import { normaliseOutputs } from './outputSummary'
import type { HistoryEntryWire, HistoryStatusWire, PromptHistory } from './promptHistory'
import type { PromptQueue } from './promptQueue'

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
  readonly #queue: PromptQueue
  readonly #history: PromptHistory

  constructor(queue: PromptQueue, history: PromptHistory) {
    this.#queue = queue
    this.#history = history
  }

  getPage(query: JobQuery): JobPageWire {
    const found = this.#getAll().filter((job) => isWanted(job, query))
    const key = query.sortBy === 'created_at' ? getCreateTime : getDuration
    found.sort((one, other) => key(one) - key(other))
    // Reversed as a whole, so that of jobs created in the same millisecond the later one comes first.
    if (query.sortOrder === 'desc') found.reverse()
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

  #getAll(): JobWire[] {
    return [
      ...this.#history.getJobs(),
      ...this.#queue.getRunning().map((queued) => createUnfinishedJob(queued, 'in_progress')),
      ...this.#queue.getPending().map((queued) => createUnfinishedJob(queued, 'pending'))
    ]
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

function isWanted(job: JobWire, { statuses, workflowId }: JobQuery): boolean {
  if (statuses && !statuses.has(job.status)) return false
  return workflowId === null || job.workflow_id === workflowId
}

const getCreateTime = (job: JobWire) => job.create_time

function getDuration({ execution_start_time, execution_end_time }: JobWire): number {
  return execution_start_time === undefined || execution_end_time === undefined
    ? 0
    : execution_end_time - execution_start_time
}
