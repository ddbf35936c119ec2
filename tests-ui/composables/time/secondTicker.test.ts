import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { shallowRef } from 'vue'
import { useDelayedTask } from '@/composables/time/useDelayedTask'
import { useSecondTicker } from '@/composables/time/useSecondTicker'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'
import { setPageHidden } from '../../harness/pageVisibility'

let app: AppHarness
beforeEach(() => (app = createAppHarness()))
afterEach(() => {
  app.unmount()
  setPageHidden(false)
})

describe('useSecondTicker', () => {
  it('counts seconds with one timer for all its users', () => {
    const first = app.use(() => useSecondTicker(true))
    const second = app.use(() => useSecondTicker(true))
    const start = app.clock.now()
    expect(app.clock.pending).toBe(1)
    app.clock.advance(3_000)
    expect(first.value - start).toBe(3_000)
    expect(second.value).toBe(first.value)
    expect(app.clock.pending).toBe(1)
  })

  it('runs no timer while nobody counts', () => {
    const isCounting = shallowRef(false)
    app.use(() => useSecondTicker(isCounting))
    expect(app.clock.pending).toBe(0)
    isCounting.value = true
    expect(app.clock.pending).toBe(1)
    isCounting.value = false
    expect(app.clock.pending).toBe(0)
  })

  it('[B47] rests while the page is hidden and is right again when it comes back', () => {
    const now = app.use(() => useSecondTicker(true))
    setPageHidden(true)
    expect(app.clock.pending).toBe(0)
    app.clock.advance(60_000)
    setPageHidden(false)
    expect(now.value).toBe(app.clock.now())
    expect(app.clock.pending).toBe(1)
  })

  it('ends with the scope that used it', () => {
    app.use(() => useSecondTicker(true))
    app.unmount()
    expect(app.clock.pending).toBe(0)
  })
})

describe('useDelayedTask', () => {
  it('keeps one task at a time, and none beyond its scope', () => {
    const ran: string[] = []
    const task = app.use(() => useDelayedTask())
    task.start(100, () => ran.push('first'))
    task.start(100, () => ran.push('second'))
    app.clock.advance(100)
    task.start(100, () => ran.push('third'))
    app.unmount()
    app.clock.advance(100)
    expect(ran).toEqual(['second'])
  })

  it('takes a task back', () => {
    const ran: string[] = []
    const task = app.use(() => useDelayedTask())
    task.start(100, () => ran.push('never'))
    task.cancel()
    app.clock.advance(200)
    expect(ran).toEqual([])
  })
})
