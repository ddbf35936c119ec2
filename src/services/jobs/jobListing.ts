import { isTerminal } from '@/domain/promptStatus'
import type { Cancel, Clock } from '@/domain/time'
import type { useQueueStore } from '@/stores/queueStore'
import type { ComfyApi, JobPage } from '../api/comfyApi'

/** Jobs read at a time. */
export const PAGE_SIZE = 100
/** ms between two readings that nobody asked for. */
export const REFRESH_INTERVAL = 2_000

export interface JobListingContext {
  readonly api: Pick<ComfyApi, 'listJobs' | 'listUnfinished'>
  readonly queue: ReturnType<typeof useQueueStore>
  readonly clock: Clock
}

/** Reads the server's list of jobs, as far as somebody looks at it. */
export interface JobListing {
  /** Reads the newest page again, with everything unfinished that is on it. */
  refresh(): Promise<void>
  /** Reads the page after what was read so far. */
  loadMore(): Promise<void>
  /** The server's queue moved: reads again if "everyone" is on show, every other second at most [B15]. */
  noteChange(): void
  dispose: Cancel
}

export function createJobListing({ api, queue, clock }: JobListingContext): JobListing {
  let reading: Promise<void> | null = null
  let cancelNext: Cancel | null = null
  let lastRead = -Infinity
  let isStale = false

  async function read(offset: number): Promise<void> {
    if (queue.listing.phase !== 'ready') queue.applyListing({ phase: 'loading', error: null })
    try {
      const page = await api.listJobs({ limit: PAGE_SIZE, offset })
      queue.applyServerJobs(page.jobs)
      if (offset === 0) await followUnfinished({ api, queue }, page)
      queue.applyListing({ phase: 'ready', error: null, total: page.total })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      queue.applyListing({ phase: 'failed', error: message })
    }
    lastRead = clock.now()
  }
  function run(offset: number): Promise<void> {
    reading ??= read(offset).finally(() => (reading = null))
    return reading
  }
  return {
    async refresh() {
      isStale = false
      await run(0)
    },
    async loadMore() {
      if (reading) await reading
      await run(queue.serverJobs.size)
    },
    noteChange() {
      if (queue.scope !== 'everyone') return
      isStale = true
      if (cancelNext) return
      const wait = Math.max(0, lastRead + REFRESH_INTERVAL - clock.now())
      cancelNext = clock.after(wait, () => {
        cancelNext = null
        if (isStale) void run(0)
        isStale = false
      })
    },
    dispose: () => cancelNext?.()
  }
}

/**
 * Jobs that were unfinished when last read and are not on the newest page: a full page says nothing of them, so they
 * are looked for among the unfinished. Those that are not there either have ended or were deleted; the page that they
 * are on tells more.
 */
async function followUnfinished(
  { api, queue }: Pick<JobListingContext, 'api' | 'queue'>,
  page: JobPage
): Promise<void> {
  const listed = new Set(page.jobs.map((job) => job.promptId))
  const unseen = [...queue.serverJobs.values()].filter(
    (job) => !isTerminal(job.status) && !listed.has(job.promptId)
  )
  if (unseen.length === 0) return
  if (page.hasMore) {
    const unfinished = await api.listUnfinished()
    queue.applyServerJobs(unfinished)
    for (const job of unfinished) listed.add(job.promptId)
  }
  queue.removeServerJobs(
    unseen.map((job) => job.promptId).filter((promptId) => !listed.has(promptId))
  )
}
