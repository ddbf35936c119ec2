import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { shallowRef } from 'vue'
import type { JobTimes } from '@/composables/queue/useJobRow'
import { useJobTiming } from '@/composables/queue/useJobTiming'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => (app = createAppHarness()))
afterEach(() => app.unmount())

describe('useJobTiming', () => {
  it('[B37] counts from the start and estimates what is left', async () => {
    const times: JobTimes = {
      createdAt: app.clock.now(),
      startedAt: app.clock.now(),
      endedAt: null
    }
    const { elapsed, remaining } = app.use(() => useJobTiming(times, () => 25))
    expect([elapsed.value, remaining.value]).toEqual([0, null])
    app.clock.advance(10_000)
    await app.settle()
    expect([elapsed.value, remaining.value]).toEqual([10_000, 30_000])
  })

  it('estimates when the second turns and not at each step', async () => {
    const percent = shallowRef(25)
    const times: JobTimes = { createdAt: 0, startedAt: app.clock.now(), endedAt: null }
    const { remaining } = app.use(() => useJobTiming(times, () => percent.value))
    app.clock.advance(10_000)
    await app.settle()
    percent.value = 50
    await app.settle()
    expect(remaining.value).toBe(30_000)
    app.clock.advance(1_000)
    await app.settle()
    expect(remaining.value).toBe(11_000)
  })

  it('waits for the start, and never counts backwards for a server whose clock is ahead', async () => {
    const times = shallowRef<JobTimes>({ createdAt: 0, startedAt: null, endedAt: null })
    const { elapsed } = app.use(() => useJobTiming(times, () => null))
    expect(elapsed.value).toBeNull()
    expect(app.clock.pending).toBe(0)
    times.value = { createdAt: 0, startedAt: app.clock.now() + 5_000, endedAt: null }
    await app.settle()
    expect(elapsed.value).toBe(0)
  })
})
