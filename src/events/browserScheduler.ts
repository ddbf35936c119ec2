import type { Cancel, Clock, FrameScheduler } from '@/domain/time'
import type { PageSignals } from './pageSignals'

/** ms between "frames" of a hidden page, where browsers give no animation frames; they may stretch it to a second. */
export const HIDDEN_FRAME = 100
/** ms after which a frame of a visible page is not waited for: a window behind others may get none. */
export const VISIBLE_FRAME_PATIENCE = 500

/** The computer's time. */
export function createBrowserClock(): Clock {
  return {
    now: () => Date.now(),
    after(delay, task) {
      const timer = setTimeout(task, delay)
      return () => clearTimeout(timer)
    }
  }
}

interface SchedulerOptions {
  readonly page: PageSignals
  readonly clock: Clock
  readonly frames: Pick<Window, 'requestAnimationFrame' | 'cancelAnimationFrame'>
}

/**
 * Runs tasks before the next paint, on a timer while the page is hidden. When the page is hidden with a frame pending,
 * its tasks move to the timer. Asks for no frame and listens to nothing while there is nothing to run.
 */
export function createBrowserScheduler({ page, clock, frames }: SchedulerOptions): FrameScheduler {
  const tasks = new Set<() => void>()
  let disarm: Cancel | null = null

  function run(): void {
    disarm?.()
    disarm = null
    const due = [...tasks]
    tasks.clear()
    runAll(due)
  }
  function arm(): Cancel {
    if (page.isHidden()) return clock.after(HIDDEN_FRAME, run)
    const frame = frames.requestAnimationFrame(run)
    const cancelPatience = clock.after(VISIBLE_FRAME_PATIENCE, run)
    const unlisten = page.onVisibilityChange(() => {
      if (!page.isHidden()) return
      disarm?.()
      disarm = arm()
    })
    return () => {
      frames.cancelAnimationFrame(frame)
      cancelPatience()
      unlisten()
    }
  }
  return {
    schedule(task) {
      const entry = () => task()
      tasks.add(entry)
      disarm ??= arm()
      return () => {
        tasks.delete(entry)
        if (tasks.size > 0) return
        disarm?.()
        disarm = null
      }
    }
  }
}

/** Runs every task, whatever one of them throws; the first error is thrown at the end. */
function runAll(tasks: readonly (() => void)[]): void {
  const errors: unknown[] = []
  for (const task of tasks) {
    try {
      task()
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw errors[0]
}
