import type { PromptId } from '@/domain/ids'
import type { ServerJob } from '@/domain/serverJob'
import { isCanonicalUuid } from '@/protocol/uuid'
import { cancelSchema } from '@/protocol/http/jobs'
import type {
  CancelJobsRequestWire,
  DeleteRequestWire,
  InterruptRequestWire
} from '@/protocol/http/queue'
import type { ComfyApi } from './comfyApi'
import type { Answer, HttpClient } from './httpClient'
import { assertOk, isMissingRoute, readJson } from './httpClient'
import type { JobSource } from './jobSource'
import { isAtLeast } from './serverVersion'

/** First server with cancel routes (protocol.md §3.3); earlier ones aren't asked for them in vain. */
const CANCEL_ROUTES = '0.26.0'
/** First server that heeds the id of an interrupt (protocol.md §3.3). */
const INTERRUPT_BY_ID = '0.3.57'

type Outcome = Awaited<ReturnType<ComfyApi['cancelPrompt']>>
export type Cancelling = Pick<
  ComfyApi,
  'cancelPrompt' | 'cancelPrompts' | 'deletePending' | 'interruptAny'
>

interface CancelContext {
  readonly http: HttpClient
  readonly jobs: Pick<JobSource, 'listUnfinished'>
  /** Null when the server doesn't tell. */
  readonly getVersion: () => Promise<string | null>
}

/**
 * Ends prompts by id: through the cancel routes of servers since 0.26, else by taking them out of the queue and
 * interrupting by id (since 0.3.57). Older ones interrupt whatever runs, which is not this module's to decide [B39].
 */
export function createCancelling(context: CancelContext): Cancelling {
  const { http } = context
  let hasRoutes: boolean | null = null

  async function cancelAll(promptIds: readonly PromptId[]): Promise<Outcome> {
    if (promptIds.length === 0) return 'nothing'
    hasRoutes ??= await mayHaveRoutes(context)
    if (hasRoutes) {
      const outcome = await cancelByRoute(http, promptIds)
      if (outcome) return outcome
      hasRoutes = false
    }
    const isById = isAtLeast(await context.getVersion(), INTERRUPT_BY_ID)
    return isById ? cancelByInterrupt(context, promptIds) : 'unsupported'
  }
  return {
    cancelPrompt: (promptId) => cancelAll([promptId]),
    cancelPrompts: cancelAll,
    deletePending: (promptIds) => deletePending(http, promptIds),
    interruptAny: () => interrupt(http, {})
  }
}

/** A server that doesn't tell its version is tried. */
async function mayHaveRoutes({ getVersion }: CancelContext): Promise<boolean> {
  const version = await getVersion().catch(() => null)
  return version === null || isAtLeast(version, CANCEL_ROUTES)
}

/** Null when the server has no such routes. */
async function cancelByRoute(
  http: HttpClient,
  promptIds: readonly PromptId[]
): Promise<Outcome | null> {
  // The route for many takes only ids of the canonical form; older servers let clients choose others.
  if (promptIds.length > 1 && promptIds.every(isCanonicalUuid)) {
    const json: CancelJobsRequestWire = { job_ids: promptIds }
    return readCancelled(await http.request('/jobs/cancel', { method: 'POST', json }))
  }
  let outcome: Outcome = 'nothing'
  for (const promptId of promptIds) {
    const route = `/jobs/${encodeURIComponent(promptId)}/cancel`
    const done = readCancelled(await http.request(route, { method: 'POST' }))
    if (done === null) return null
    if (done === 'cancelled') outcome = done
  }
  return outcome
}

function readCancelled(answer: Answer): Outcome | null {
  if (isMissingRoute(answer.status)) {
    // Hosted servers answer 404 for a job they don't know, and say so in JSON (protocol.md §7.3).
    return answer.status === 404 && answer.text.trimStart().startsWith('{') ? 'nothing' : null
  }
  return readJson(cancelSchema, assertOk(answer)).cancelled ? 'cancelled' : 'nothing'
}

/** Waiting prompts leave the queue first; any that started meanwhile is then among those that run. */
async function cancelByInterrupt(
  { http, jobs }: CancelContext,
  promptIds: readonly PromptId[]
): Promise<Outcome> {
  const meant = new Set(promptIds)
  const listMeant = async () =>
    (await jobs.listUnfinished()).filter((job) => meant.has(job.promptId))
  const before = await listMeant()
  if (before.length === 0) return 'nothing'
  const waiting = getIds(before, 'pending')
  if (waiting.length > 0) await deletePending(http, waiting)
  const after = waiting.length > 0 ? await listMeant() : before
  for (const promptId of getIds(after, 'running')) await interrupt(http, { prompt_id: promptId })
  return 'cancelled'
}

function getIds(jobs: readonly ServerJob[], status: ServerJob['status']): PromptId[] {
  return jobs.filter((job) => job.status === status).map((job) => job.promptId)
}

async function deletePending(http: HttpClient, promptIds: readonly PromptId[]): Promise<void> {
  const json: DeleteRequestWire = { delete: promptIds }
  assertOk(await http.request('/queue', { method: 'POST', json }))
}

async function interrupt(http: HttpClient, json: InterruptRequestWire): Promise<void> {
  assertOk(await http.request('/interrupt', { method: 'POST', json }))
}
