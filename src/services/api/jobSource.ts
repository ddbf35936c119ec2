import type { PromptId } from '@/domain/ids'
import type { ServerJob } from '@/domain/serverJob'
import type { ComfyApi } from './comfyApi'
import { ApiError } from './comfyApi'
import { isMissingRoute } from './httpClient'

/** Where prompts are listed: the jobs API, or queue and history. */
export type JobSource = Pick<ComfyApi, 'listUnfinished' | 'listJobs' | 'getJob'>

/** Running ones first, then in the order in which they will run. */
export function sortUnfinished(jobs: readonly ServerJob[]): readonly ServerJob[] {
  const rank = (job: ServerJob) => (job.status === 'running' ? 0 : 1)
  const number = (job: ServerJob) => job.queueNumber ?? Infinity
  const compareIds = (a: PromptId, b: PromptId) => (a < b ? -1 : Number(a > b))
  return [...jobs].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      Math.sign(number(a) - number(b) || 0) ||
      compareIds(a.promptId, b.promptId)
  )
}

/**
 * Asks the jobs API, and queue and history where the server has none (before 0.6; protocol.md §8, 9). Which it is is
 * found out by the first question and remembered.
 */
export function createJobSource(jobsApi: JobSource, queueAndHistory: JobSource): JobSource {
  let found: JobSource | null = null

  async function ask<T>(question: (source: JobSource) => Promise<T>): Promise<T> {
    if (found) return question(found)
    try {
      const answer = await question(jobsApi)
      found = jobsApi
      return answer
    } catch (error) {
      if (!(error instanceof ApiError) || !isMissingRoute(error.status)) throw error
    }
    const answer = await question(queueAndHistory)
    found ??= queueAndHistory
    return answer
  }
  return {
    listUnfinished: () => ask((source) => source.listUnfinished()),
    listJobs: (query) => ask((source) => source.listJobs(query)),
    getJob: (promptId) => ask((source) => source.getJob(promptId))
  }
}
