import { createPinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PromptId } from '@/domain/ids'
import type { ServerJob } from '@/domain/serverJob'
import type { JobListing } from '@/services/jobs/jobListing'
import { PAGE_SIZE, REFRESH_INTERVAL, createJobListing } from '@/services/jobs/jobListing'
import { useQueueStore } from '@/stores/queueStore'
import type { ManualClock } from '../../harness/clock'
import { createManualClock } from '../../harness/clock'
import { settle } from '../../harness/core'
import { createServerApi } from '../../harness/coreApi'
import { ScriptedServer } from '../../harness/coreServer'

let clock: ManualClock
let server: ScriptedServer
let queue: ReturnType<typeof useQueueStore>
let listing: JobListing

beforeEach(() => {
  clock = createManualClock()
  server = new ScriptedServer({ clock })
  queue = useQueueStore(createPinia())
  listing = createJobListing({ api: createServerApi(server), queue, clock })
})

const submit = (count: number): PromptId[] =>
  Array.from({ length: count }, () => server.submit({ prompt: {}, client_id: 'x' }).id)
const statusOf = (promptId: PromptId): ServerJob['status'] | undefined =>
  queue.serverJobs.get(promptId)?.status

describe('the server’s list of jobs', () => {
  it('is read by pages, the newest first', async () => {
    submit(PAGE_SIZE + 20)
    await listing.refresh()
    expect([queue.serverJobs.size, queue.listing]).toEqual([
      PAGE_SIZE,
      { phase: 'ready', error: null, total: PAGE_SIZE + 20 }
    ])
    await listing.loadMore()
    expect(queue.serverJobs.size).toBe(PAGE_SIZE + 20)
  })

  it('says why it could not be read, and keeps what was', async () => {
    submit(3)
    await listing.refresh()
    server.isDown = true
    await listing.refresh()
    expect(queue.listing).toMatchObject({ phase: 'failed', error: 'The server does not answer' })
    expect(queue.serverJobs.size).toBe(3)
    server.isDown = false
    await listing.refresh()
    expect(queue.listing).toMatchObject({ phase: 'ready', error: null })
  })

  it('loses unfinished jobs that are gone from the server', async () => {
    const [kept, gone] = submit(2)
    await listing.refresh()
    server.drop(gone!)
    await listing.refresh()
    expect([statusOf(kept!), statusOf(gone!)]).toEqual(['pending', undefined])
  })

  it('an old unfinished job is followed to its end though it is on no page that is read', async () => {
    const [old, deleted] = submit(2)
    await listing.refresh()
    submit(PAGE_SIZE + 10)
    server.start(old!)
    await listing.refresh()
    expect([statusOf(old!), statusOf(deleted!)]).toEqual(['running', 'pending'])
    server.succeed(old!)
    server.drop(deleted!)
    await listing.refresh()
    expect([statusOf(old!), statusOf(deleted!)]).toEqual([undefined, undefined])
  })

  it('two who ask at the same time share one reading', async () => {
    await Promise.all([listing.refresh(), listing.refresh()])
    expect(server.requests).toHaveLength(1)
  })

  it('the next page is not taken for the first', async () => {
    submit(PAGE_SIZE + 5)
    await listing.refresh()
    await Promise.all([listing.refresh(), listing.loadMore()])
    expect(queue.serverJobs.size).toBe(PAGE_SIZE + 5)
  })
})

describe('readings that nobody asked for', () => {
  it('[B15] happen only while everyone’s jobs are on show, every other second at most', async () => {
    for (let n = 0; n < 10; n++) listing.noteChange()
    clock.advance(10_000)
    await settle()
    expect(server.requests).toEqual([])
    queue.applyScope('everyone')
    for (let n = 0; n < 50; n++) {
      listing.noteChange()
      clock.advance(REFRESH_INTERVAL / 10)
      await settle()
    }
    expect(server.requests.length).toBeLessThanOrEqual(6)
    expect(server.requests.length).toBeGreaterThanOrEqual(4)
  })

  it('leave no timer behind', () => {
    queue.applyScope('everyone')
    listing.noteChange()
    listing.dispose()
    expect(clock.pending).toBe(0)
  })
})
