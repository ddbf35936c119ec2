import { describe, expect, it, vi } from 'vitest'
import {
  HIDDEN_FRAME,
  VISIBLE_FRAME_PATIENCE,
  createBrowserClock,
  createBrowserScheduler
} from '@/events/browserScheduler'
import { createPageSignals } from '@/events/pageSignals'
import { createManualClock } from '../harness/clock'
import { createFakePage } from './fakePage'

function makeScheduler() {
  const page = createFakePage()
  const clock = createManualClock()
  const requested = new Map<number, () => void>()
  let handle = 0
  const scheduler = createBrowserScheduler({
    page,
    clock,
    frames: {
      requestAnimationFrame(callback) {
        requested.set(++handle, () => callback(0))
        return handle
      },
      cancelAnimationFrame: (id) => void requested.delete(id)
    }
  })
  function paint(): void {
    const callbacks = [...requested.values()]
    requested.clear()
    for (const callback of callbacks) callback()
  }
  const isIdle = () => requested.size === 0 && clock.pending === 0 && page.listeners === 0
  return { page, clock, scheduler, requested, paint, isIdle }
}

describe('createBrowserScheduler', () => {
  it('runs tasks before the next paint, with one request for all', () => {
    const { scheduler, requested, paint, isIdle } = makeScheduler()
    const ran: string[] = []
    scheduler.schedule(() => ran.push('first'))
    scheduler.schedule(() => ran.push('second'))
    expect(requested.size).toBe(1)
    paint()
    expect(ran).toEqual(['first', 'second'])
    expect(isIdle()).toBe(true)
  })

  it('runs on a timer while the page is hidden', () => {
    const { page, clock, scheduler, requested, isIdle } = makeScheduler()
    page.setHidden(true)
    const task = vi.fn()
    scheduler.schedule(task)
    expect(requested.size).toBe(0)
    clock.advance(HIDDEN_FRAME)
    expect(task).toHaveBeenCalledOnce()
    expect(isIdle()).toBe(true)
  })

  it('[B38] does not get stuck when the page is hidden with a frame pending', () => {
    const { page, clock, scheduler, requested, isIdle } = makeScheduler()
    const task = vi.fn()
    scheduler.schedule(task)
    page.setHidden(true)
    expect(requested.size).toBe(0)
    clock.advance(HIDDEN_FRAME)
    expect(task).toHaveBeenCalledOnce()
    expect(isIdle()).toBe(true)
  })

  it('does not wait for ever for a visible page that is never painted', () => {
    const { clock, scheduler, isIdle } = makeScheduler()
    const task = vi.fn()
    scheduler.schedule(task)
    clock.advance(VISIBLE_FRAME_PATIENCE)
    expect(task).toHaveBeenCalledOnce()
    expect(isIdle()).toBe(true)
  })

  it('asks for nothing any more when the last task is taken back', () => {
    const { scheduler, paint, isIdle } = makeScheduler()
    const [kept, taken] = [vi.fn(), vi.fn()]
    const cancelTaken = scheduler.schedule(taken)
    scheduler.schedule(kept)
    cancelTaken()
    paint()
    expect([kept.mock.calls.length, taken.mock.calls.length]).toEqual([1, 0])
    scheduler.schedule(taken)()
    expect(isIdle()).toBe(true)
    cancelTaken()
  })

  it('leaves what a task schedules to the frame after', () => {
    const { scheduler, paint } = makeScheduler()
    const second = vi.fn()
    scheduler.schedule(() => void scheduler.schedule(second))
    paint()
    expect(second).not.toHaveBeenCalled()
    paint()
    expect(second).toHaveBeenCalledOnce()
  })

  it('runs the other tasks when one throws', () => {
    const { scheduler, paint } = makeScheduler()
    const second = vi.fn()
    scheduler.schedule(() => {
      throw new Error('first')
    })
    scheduler.schedule(second)
    expect(paint).toThrow('first')
    expect(second).toHaveBeenCalledOnce()
  })
})

describe('createBrowserClock', () => {
  it('counts from the epoch and takes tasks back', () => {
    vi.useFakeTimers({ now: 1_000 })
    const clock = createBrowserClock()
    const [kept, taken] = [vi.fn(), vi.fn()]
    clock.after(50, kept)
    clock.after(50, taken)()
    vi.advanceTimersByTime(50)
    expect(clock.now()).toBe(1_050)
    expect([kept.mock.calls.length, taken.mock.calls.length]).toEqual([1, 0])
    vi.useRealTimers()
  })
})

describe('createPageSignals', () => {
  it('reads and hears the page, and stops hearing', () => {
    const view = new EventTarget()
    const document = Object.assign(new EventTarget(), { hidden: true })
    const page = createPageSignals(
      Object.assign(view, { document, navigator: { onLine: false } }) as unknown as Window
    )
    expect([page.isHidden(), page.isOnline()]).toEqual([true, false])
    const [shown, online] = [vi.fn(), vi.fn()]
    const removers = [page.onVisibilityChange(shown), page.onOnline(online)]
    const speak = () => {
      document.dispatchEvent(new Event('visibilitychange'))
      view.dispatchEvent(new Event('pageshow'))
      view.dispatchEvent(new Event('online'))
    }
    speak()
    for (const remove of removers) remove()
    speak()
    expect([shown.mock.calls.length, online.mock.calls.length]).toEqual([2, 1])
  })
})
