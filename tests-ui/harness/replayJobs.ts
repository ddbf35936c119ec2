/** What `POST /prompt` carried. */
export interface Submission {
  readonly promptId: string
  readonly clientId: string | null
  readonly number: number
  /** The request's body as it came. */
  readonly body: Readonly<Record<string, unknown>>
}

interface Message {
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

interface Tracked {
  readonly submission: Submission
  readonly outputs: Record<string, unknown>
  readonly messages: [string, unknown][]
  status: 'pending' | 'in_progress' | 'completed' | 'failed' | 'cancelled'
}

const TIME = 1_790_000_000_000

const ENDINGS: Readonly<Record<string, Tracked['status']>> = {
  execution_success: 'completed',
  execution_error: 'failed',
  execution_interrupted: 'cancelled'
}

const isOpen = ({ status }: Tracked) => status === 'pending' || status === 'in_progress'

function toQueueItem({ submission }: Tracked) {
  const { number, promptId, body } = submission
  const extraData = { ...(body.extra_data as object), client_id: submission.clientId }
  return [number, promptId, body.prompt, { ...extraData, create_time: TIME + number }, []]
}

function toHistoryEntry(job: Tracked) {
  const completed = job.status === 'completed'
  return {
    prompt: toQueueItem(job),
    outputs: job.outputs,
    status: { status_str: completed ? 'success' : 'error', completed, messages: job.messages },
    meta: {}
  }
}

function toJob(job: Tracked) {
  const { promptId, number } = job.submission
  const times = isOpen(job)
    ? {}
    : { execution_start_time: TIME + number, execution_end_time: TIME + number + 1000 }
  const base = { id: promptId, status: job.status, priority: number, create_time: TIME + number }
  const count = Object.keys(job.outputs).length
  return { ...base, ...times, outputs_count: count, previewable_outputs_count: count }
}

/**
 * What the scripted server's lists say about the prompts it took. A prompt waits until a frame names it, runs until a
 * terminal one does, and is in history from then on.
 */
export class ReplayJobs {
  readonly #jobs = new Map<string, Tracked>()

  get remaining(): number {
    return [...this.#jobs.values()].filter(isOpen).length
  }

  add(submission: Submission): void {
    const job: Tracked = { submission, outputs: {}, messages: [], status: 'pending' }
    this.#jobs.set(submission.promptId, job)
  }

  /** Forgets a pending prompt, as `POST /queue` with `delete` does. */
  delete(promptId: string): void {
    if (this.#jobs.get(promptId)?.status === 'pending') this.#jobs.delete(promptId)
  }

  /** Forgets a prompt in whatever state. */
  forget(promptId: string): void {
    this.#jobs.delete(promptId)
  }

  /** As `POST /jobs/{id}/cancel`. @returns whether there was something to cancel */
  cancel(promptId: string): boolean {
    const status = this.#jobs.get(promptId)?.status
    this.delete(promptId)
    return status === 'pending' || status === 'in_progress'
  }

  /** Learns from a message that is being sent. */
  hear({ type, data }: Message): void {
    const job = this.#jobs.get(String(data.prompt_id))
    if (!job || !isOpen(job)) return
    job.status = 'in_progress'
    if (type === 'executed' && data.output) job.outputs[String(data.node)] = data.output
    const isNotice = data.exception_type === 'ExecutionBlocked'
    if (type.startsWith('execution_') && !isNotice) job.messages.push([type, data])
    const ending = ENDINGS[type]
    if (ending && !isNotice) job.status = ending
  }

  getQueue() {
    const jobs = [...this.#jobs.values()]
    const list = (status: string) => jobs.filter((job) => job.status === status).map(toQueueItem)
    return { queue_running: list('in_progress'), queue_pending: list('pending') }
  }

  getHistory(promptId?: string) {
    const ended = [...this.#jobs].filter(
      ([id, job]) => !isOpen(job) && (promptId === undefined || id === promptId)
    )
    return Object.fromEntries(ended.map(([id, job]) => [id, toHistoryEntry(job)]))
  }

  getJobs(statuses: readonly string[] | null) {
    const jobs = [...this.#jobs.values()].map(toJob).toReversed()
    const found = jobs.filter(({ status }) => !statuses || statuses.includes(status))
    const pagination = { offset: 0, limit: null, total: found.length, has_more: false }
    return { jobs: found, pagination }
  }

  getJob(promptId: string) {
    const job = this.#jobs.get(promptId)
    if (!job) return null
    if (isOpen(job)) return toJob(job)
    const { prompt, outputs, status } = toHistoryEntry(job)
    const workflow = { prompt: prompt[2], extra_data: prompt[3] }
    return { ...toJob(job), outputs, execution_status: status, workflow }
  }
}
