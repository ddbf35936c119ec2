import type { PromptId } from '@/domain/ids'
import { toPromptId } from '@/domain/ids'
import type { ServerJob } from '@/domain/serverJob'
import { decodeExecutionStatus, historyEntrySchema } from '@/protocol/http/history'
import type { QueueItem } from '@/protocol/http/queue'
import { decodeQueueItem, queueSchema } from '@/protocol/http/queue'
import { jsonObject, parseEntries } from '@/protocol/http/schema'
import type { JobDetail, JobQuery } from './comfyApi'
import type { HttpClient } from './httpClient'
import { assertOk, readJson } from './httpClient'
import { readOutcome } from './jobOutcome'
import type { JobSource } from './jobSource'
import { sortUnfinished } from './jobSource'
import {
  getClientId,
  getCreateTime,
  getDocumentId,
  getWorkflow,
  pickThumbnail,
  readOutputs
} from './submittedPrompt'

/** Ended prompts read when nobody says how many. */
const DEFAULT_LIMIT = 100

/**
 * The same questions to `/queue` and `/history`, which every server has (protocol.md §3.3, §3.5). Both send whole graphs,
 * so the history is read only as far as a page needs.
 */
export function createQueueAndHistory(http: HttpClient): JobSource {
  const readUnfinished = async () => (await readQueue(http)).map(({ job }) => job)
  return {
    listUnfinished: async () => sortUnfinished(await readUnfinished()),
    async listJobs(query) {
      const { limit = DEFAULT_LIMIT, offset = 0 } = query
      const wanted = offset + limit
      const unfinished = wants(query, ['pending', 'running']) ? await readUnfinished() : []
      const ended = wants(query, ['succeeded', 'failed', 'interrupted', 'cancelled'])
        ? await readHistory(http, `?max_items=${wanted}`)
        : []
      // Newest first, as the jobs API lists.
      const all = [...sortUnfinished(unfinished)].reverse()
      all.push(...ended.map(({ job }) => job).reverse())
      const matching = all.filter((job) => wants(query, [job.status]))
      return {
        jobs: matching.slice(offset, wanted),
        total: matching.length,
        hasMore: matching.length > wanted || ended.length >= wanted
      }
    },
    getJob: (promptId) => findJob(http, promptId)
  }
}

function wants({ statuses }: JobQuery, candidates: readonly ServerJob['status'][]): boolean {
  return !statuses || candidates.some((status) => statuses.includes(status))
}

/**
 * A prompt moves from the queue to the history in one step, so one that was in neither may have moved between the two
 * questions: the history is asked again.
 */
async function findJob(http: HttpClient, promptId: PromptId): Promise<JobDetail | null> {
  const route = `/${encodeURIComponent(promptId)}`
  const findEnded = async () =>
    (await readHistory(http, route)).find(({ job }) => job.promptId === promptId)
  const ended = await findEnded()
  if (ended) return ended
  const queued = (await readQueue(http)).find(({ job }) => job.promptId === promptId)
  return queued ?? (await findEnded()) ?? null
}

async function readQueue(http: HttpClient): Promise<JobDetail[]> {
  const queue = readJson(queueSchema, assertOk(await http.request('/queue')))
  const read = (items: readonly unknown[], status: 'running' | 'pending') =>
    items.flatMap((item) => {
      const decoded = decodeQueueItem(item)
      return decoded ? [makeDetail(decoded, status)] : []
    })
  return [...read(queue.queue_running, 'running'), ...read(queue.queue_pending, 'pending')]
}

/** Ended prompts, oldest first. */
async function readHistory(http: HttpClient, rest: string): Promise<JobDetail[]> {
  const entries = readJson(jsonObject, assertOk(await http.request(`/history${rest}`)))
  return parseEntries(historyEntrySchema, entries).flatMap(([id, entry]) => {
    const item = decodeQueueItem(entry.prompt) ?? makeBareItem(id)
    const outcome = readOutcome(decodeExecutionStatus(entry.status))
    const detail = makeDetail({ ...item, promptId: id }, outcome.status)
    const outputs = readOutputs(entry.outputs)
    const { endedAt, failure, startedAt } = outcome
    const job: ServerJob = {
      ...detail.job,
      startedAt,
      endedAt,
      thumbnail: pickThumbnail(outputs),
      errorMessage: failure?.message ?? null
    }
    return [{ ...detail, job, outputs, failure }]
  })
}

function makeBareItem(promptId: string): QueueItem {
  return { number: null, promptId, prompt: {}, extraData: {} }
}

function makeDetail(item: QueueItem, status: ServerJob['status']): JobDetail {
  const { extraData, number, prompt, promptId } = item
  return {
    job: {
      promptId: toPromptId(promptId),
      status,
      queueNumber: number,
      createdAt: getCreateTime(extraData),
      startedAt: null,
      endedAt: null,
      clientId: getClientId(extraData),
      documentId: getDocumentId(extraData),
      thumbnail: null,
      errorMessage: null
    },
    outputs: {},
    failure: null,
    prompt,
    workflow: getWorkflow(extraData),
    extraData
  }
}
