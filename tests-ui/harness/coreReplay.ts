import type { PromptId, WorkflowId } from '@/domain/ids'
import { toClientId, toPromptId } from '@/domain/ids'
import { makeManifestFromPrompt } from '@/domain/promptManifest'
import type { Recording, RecordingEntry } from '@/events/recording'
import type { ApiPrompt } from '@/protocol/prompt'
import { createComfyApi } from '@/services/api/createComfyApi'
import { createManualClock } from './clock'
import type { CoreHarness } from './core'
import { createTestCore } from './core'
import { makeDocument, makeSnapshot } from './coreGraphs'
import type { Exchange } from './recording'
import { listExchanges, loadRecording } from './recording'

type Request = Extract<RecordingEntry, { kind: 'request' }>

/** Body of a recorded `POST /api/prompt`. */
export interface RecordedSubmission {
  readonly prompt?: ApiPrompt
  readonly client_id?: string
  readonly extra_data?: {
    readonly extra_pnginfo?: { readonly workflow?: { readonly id?: string } }
  }
}

export interface ReplayedRun {
  readonly core: CoreHarness
  readonly recording: Recording
  /** The workflow each prompt of this client was submitted from, by the id the server knows it by. */
  readonly workflowOf: ReadonlyMap<PromptId, WorkflowId>
  /** Prompts that the server refused: nobody knows an id of theirs but we. */
  readonly refused: readonly WorkflowId[]
}

export interface ReplayOptions {
  /** The client whose page is replayed. */
  readonly socket?: string
  /**
   * `post`: the prompt is known from its POST on. `answer`: it is submitted through the whole path, and known by the
   * server's id only when the recorded answer comes, as with servers that choose ids.
   */
  readonly knownFrom?: 'post' | 'answer'
}

/**
 * A recorded run through the real path, in the recorded order: frames are decoded, attributed, coalesced and applied;
 * submissions go out and get their recorded answers; at the end the server is looked at as it was last recorded.
 */
export async function replayRecording(
  name: string,
  { socket = 'A', knownFrom = 'post' }: ReplayOptions = {}
): Promise<ReplayedRun> {
  const recording = loadRecording(name)
  const clock = createManualClock(recording.header.started)
  const server = createRecordedServer(recording)
  const core = createTestCore({
    clock,
    api: createComfyApi({
      fetch: server.fetch,
      baseUrl: 'http://127.0.0.1:8188/',
      clock,
      session: 's'
    }),
    isConnected: false
  })
  core.transport.onConnected = () => {}
  const clientId = findClientId(recording, socket)
  const submissions = createSubmissions(core, recording, knownFrom, server.expect)
  for (const entry of recording.entries) {
    core.pass(Math.max(0, recording.header.started + entry.t - clock.now()))
    if ('socket' in entry && entry.socket.replace(/\d+$/, '') !== socket) continue
    if (entry.kind === 'open') core.transport.connect()
    else if (entry.kind === 'receive') core.transport.push(entry.frame)
    else if (entry.kind === 'close') core.transport.drop()
    else if (entry.kind === 'request') {
      if (isSubmissionOf(entry, clientId)) await submissions.submit(entry)
      else stopAsRecorded(core, entry)
    } else if (entry.kind === 'response') server.answer(entry)
    await core.settle()
  }
  core.pass(500)
  server.end()
  for (let turn = 0; turn < 3; turn++) {
    void core.reconcile.lookNow()
    await core.settle()
    core.pass(2_000)
    await core.settle()
  }
  return { core, recording, ...submissions }
}

function isSubmissionOf(entry: Request, clientId: string | null): boolean {
  const body = (entry.body ?? {}) as RecordedSubmission
  return entry.path === '/api/prompt' && clientId !== null && body.client_id === clientId
}

/** The id the server greeted the socket with. */
export function findClientId(recording: Recording, socket: string): string | null {
  for (const entry of recording.entries) {
    if (entry.kind !== 'receive' || entry.socket !== socket) continue
    if (typeof entry.frame !== 'string') continue
    const { data } = JSON.parse(entry.frame) as { data?: { sid?: string } }
    if (data?.sid) return data.sid
  }
  return null
}

function createSubmissions(
  core: CoreHarness,
  recording: Recording,
  knownFrom: 'post' | 'answer',
  expect: (n: number) => void
) {
  const exchanges = new Map(listExchanges(recording).map((one) => [one.request.n, one]))
  const workflowOf = new Map<PromptId, WorkflowId>()
  const refused: WorkflowId[] = []
  const workflows = new Map<string, WorkflowId>()

  /** A tab for each document, and for each submission without one. */
  async function openFor(entry: Request, { extra_data, prompt }: RecordedSubmission) {
    const id = extra_data?.extra_pnginfo?.workflow?.id ?? `submission-${entry.n}`
    const known = workflows.get(id)
    if (known) return known
    const opened = await core.open(id, { id, prompt: prompt ?? {} })
    workflows.set(id, opened)
    return opened
  }
  return {
    workflowOf,
    refused,
    async submit(entry: Request): Promise<void> {
      const body = (entry.body ?? {}) as RecordedSubmission
      const workflowId = await openFor(entry, body)
      const promptId = getPromptId(exchanges.get(entry.n))
      if (promptId) workflowOf.set(promptId, workflowId)
      else refused.push(workflowId)
      if (knownFrom === 'post' && promptId) {
        core.execution.registerPrompt({
          promptId,
          workflowId,
          workflowName: workflowId,
          clientId: toClientId('this-tab'),
          isOwn: true,
          manifest: makeManifestFromPrompt(body.prompt ?? {}),
          createdAt: core.clock.now()
        })
        core.execution.applyTransition(promptId, 'accepted', core.clock.now())
        return
      }
      expect(entry.n)
      const document = makeDocument({ prompt: body.prompt ?? {} })
      const snapshot = makeSnapshot(workflowId, workflowId, document)
      void core.runs.submitPlan(snapshot, { runs: [[]], after: [] })
      await core.settle()
    }
  }
}

function getPromptId(exchange: Exchange | undefined): PromptId | null {
  const { prompt_id } = (exchange?.response.json ?? {}) as { prompt_id?: string }
  return prompt_id ? toPromptId(prompt_id) : null
}

/** What the recorded client stopped is stopped here through the app, with the recorded effect. */
function stopAsRecorded(core: CoreHarness, { method, path, body }: Request): void {
  if (method !== 'POST') return
  const cancelled = /^\/api\/jobs\/([^/]+)\/cancel$/.exec(path)?.[1]
  const {
    clear,
    delete: deleted,
    job_ids
  } = (body ?? {}) as {
    clear?: boolean
    delete?: string[]
    job_ids?: string[]
  }
  const ids = cancelled ? [cancelled] : ((path === '/api/queue' ? deleted : job_ids) ?? [])
  for (const id of ids) void core.stops.stopPrompt(toPromptId(id))
  if (clear && path === '/api/queue') void core.stops.clearPending()
}

/**
 * The recorded server over `fetch`: a submission waits for its recorded answer; cancelling says that something was
 * done; anything else can't be asked while the run goes on, and is answered as last recorded when it has ended.
 */
function createRecordedServer(recording: Recording) {
  const exchanges = listExchanges(recording)
  const expected: number[] = []
  const waiting = new Map<number, (response: Response) => void>()
  const last = new Map(exchanges.map(({ request, response }) => [request.path, response]))
  const hasJobs = exchanges.some(({ request }) => request.path.startsWith('/api/jobs'))
  let hasEnded = false
  const respond = (status: number, json: unknown): Response => {
    const text = json === undefined ? '404: Not Found' : JSON.stringify(json)
    return { status, ok: status < 400, text: () => Promise.resolve(text) } as Response
  }
  const answerAtEnd = (path: string): Response => {
    if (path.startsWith('/api/jobs?'))
      return hasJobs ? respond(200, { jobs: [] }) : respond(404, undefined)
    if (path === '/api/queue') return respond(200, { queue_running: [], queue_pending: [] })
    const known = last.get(path)
    if (known?.json !== undefined && !known.cut) return respond(known.status, known.json)
    return path.startsWith('/api/history/')
      ? respond(200, {})
      : respond(404, hasJobs ? { error: 'Job not found' } : undefined)
  }
  return {
    fetch: (async (input: string, init: RequestInit = {}) => {
      const { pathname, search } = new URL(input)
      if (init.method === 'POST' && pathname === '/api/prompt')
        return new Promise<Response>((resolve) => waiting.set(expected.shift()!, resolve))
      if (init.method === 'POST') return respond(200, { cancelled: true })
      if (!hasEnded) throw new Error('can’t be asked')
      return answerAtEnd(pathname + search)
    }) as unknown as typeof fetch,
    /** The next submission is this recorded request. */
    expect: (n: number) => void expected.push(n),
    /** A recorded answer comes in; that of a submission goes to who waits. */
    answer({ n, status, json }: Extract<RecordingEntry, { kind: 'response' }>) {
      waiting.get(n)?.(respond(status, json))
    },
    end: () => void (hasEnded = true)
  }
}
