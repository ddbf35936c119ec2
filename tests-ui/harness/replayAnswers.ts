import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { listExchanges, loadFixture, loadRecording } from './recording'
import type { ReplayJobs, Submission } from './replayJobs'

/** A request that the scripted server got. */
export interface LoggedRequest {
  readonly method: string
  /** Path without `/api` and query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** JSON unless it is bytes; 200 and no headers unless said. */
export interface ScriptedAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly bytes?: Buffer
}

type Answerer = (request: LoggedRequest) => ScriptedAnswer | null

const NOTHING: ScriptedAnswer = { status: 200 }
const NOT_FOUND: ScriptedAnswer = { status: 404 }

function parseBody({ body }: LoggedRequest): Record<string, unknown> {
  if (body.length === 0) return {}
  return JSON.parse(body.toString('utf8')) as Record<string, unknown>
}

/** What the recorded server answered when a front end started, by path. */
function loadRecordedAnswers(objectInfo: unknown): Map<string, ScriptedAnswer> {
  const answers = new Map<string, ScriptedAnswer>()
  for (const { request, response } of listExchanges(loadRecording('http-start'))) {
    const path = request.path.replace(/^\/api(?=\/(?!internal))/, '').split('?')[0] ?? ''
    if (response.cut) continue
    const json = response.json === undefined ? {} : { json: response.json }
    answers.set(path, { status: response.status, ...json })
  }
  answers.set('/object_info', { json: objectInfo ?? loadFixture('object_info.json') })
  return answers
}

function readSubmission(request: LoggedRequest, number: number): Submission {
  const body = parseBody(request)
  return {
    promptId: typeof body.prompt_id === 'string' ? body.prompt_id : randomUUID(),
    clientId: typeof body.client_id === 'string' ? body.client_id : null,
    number,
    body
  }
}

export interface ReplayAnswersOptions {
  readonly jobs: ReplayJobs
  readonly objectInfo: unknown
  /** Decides about a prompt; null: it is taken. */
  readonly decide: (submission: Submission) => ScriptedAnswer | null
  /** A prompt was taken, or one that waited was deleted. */
  readonly onQueueChange: (submission: Submission | null) => void
}

/** Lists and the queue, as the scripted server's prompts have it. */
function createJobAnswers({ jobs, decide, onQueueChange }: ReplayAnswersOptions): Answerer {
  let count = 0

  function submit(request: LoggedRequest): ScriptedAnswer {
    const submission = readSubmission(request, count)
    count += 1
    const refusal = decide(submission)
    if (refusal) return refusal
    jobs.add(submission)
    onQueueChange(submission)
    const { promptId, number } = submission
    return { json: { prompt_id: promptId, number, node_errors: {} } }
  }

  function changeQueue(request: LoggedRequest): ScriptedAnswer {
    const { delete: ids = [] } = parseBody(request)
    for (const id of ids as string[]) jobs.delete(id)
    onQueueChange(null)
    return NOTHING
  }

  function cancel(request: LoggedRequest, id: string | undefined): ScriptedAnswer {
    const ids = id === undefined ? (parseBody(request).job_ids as string[]) : [id]
    const cancelled = ids.map((each) => jobs.cancel(each)).includes(true)
    onQueueChange(null)
    return { json: { cancelled } }
  }

  return (request) => {
    const { method, path, query } = request
    const cancelling = /^\/jobs(?:\/([^/]+))?\/cancel$/.exec(path)
    if (cancelling && method === 'POST') return cancel(request, cancelling[1])
    const id = /^\/(?:history|jobs)\/([^/]+)$/.exec(path)?.[1]
    if (path === '/prompt' && method === 'POST') return submit(request)
    if (path === '/prompt') return { json: { exec_info: { queue_remaining: jobs.remaining } } }
    if (path === '/queue')
      return method === 'POST' ? changeQueue(request) : { json: jobs.getQueue() }
    if (path === '/history') return method === 'POST' ? NOTHING : { json: jobs.getHistory() }
    if (path === '/jobs') return { json: jobs.getJobs(query.get('status')?.split(',') ?? null) }
    if (id === undefined || method !== 'GET') return null
    if (path.startsWith('/history')) return { json: jobs.getHistory(id) }
    const job = jobs.getJob(id)
    return job ? { json: job } : { status: 404, json: { error: 'Job not found' } }
  }
}

/** Settings and user data, in memory. */
function createUserAnswers(): Answerer {
  const settings: Record<string, unknown> = {}
  const files = new Map<string, Buffer>()

  function answerSettings(request: LoggedRequest, id: string | undefined): ScriptedAnswer {
    if (request.method !== 'POST')
      return { json: id === undefined ? settings : (settings[id] ?? null) }
    const value: unknown = JSON.parse(request.body.toString('utf8'))
    Object.assign(settings, id === undefined ? value : { [id]: value })
    return NOTHING
  }

  function answerFile({ method, body }: LoggedRequest, name: string): ScriptedAnswer {
    const known = files.get(name)
    if (method === 'POST') files.set(name, body)
    if (method === 'POST') return { json: name }
    if (!known) return NOT_FOUND
    if (method === 'DELETE') files.delete(name)
    return method === 'DELETE' ? { status: 204 } : { bytes: known }
  }

  function listFiles({ query }: LoggedRequest): ScriptedAnswer {
    const folder = `${query.get('dir')}/`
    const found = [...files].filter(([name]) => name.startsWith(folder))
    const infos = found.map(([name, { length }]) => ({
      path: name.slice(folder.length),
      size: length,
      modified: 1_790_000_000_000,
      created: 1_790_000_000_000
    }))
    return { json: query.get('full_info') === 'true' ? infos : infos.map(({ path }) => path) }
  }

  return (request) => {
    const [, route, ...rest] = request.path.split('/')
    const name = rest.length === 1 ? decodeURIComponent(rest[0] ?? '') : undefined
    if (route === 'settings') return answerSettings(request, name)
    if (route !== 'userdata') return null
    return name === undefined ? listFiles(request) : answerFile(request, name)
  }
}

/** Answers as the recorded server: what changes by its own state, the rest from the recordings. */
export function createReplayAnswers(options: ReplayAnswersOptions): Answerer {
  const answerJobs = createJobAnswers(options)
  const answerUser = createUserAnswers()
  const recorded = loadRecordedAnswers(options.objectInfo)
  const plain = new Set(['/interrupt', '/free', '/internal/logs/subscribe'])

  return (request) => {
    const { method, path } = request
    if (plain.has(path) && method !== 'GET') return NOTHING
    const own = answerJobs(request) ?? answerUser(request)
    return own ?? (method === 'GET' ? (recorded.get(path) ?? null) : null)
  }
}
