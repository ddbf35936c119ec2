import type { Cancel, FrameScheduler } from '@/domain/time'
import type { ManualClock } from './clock'

/** Frames that come when a test says so. */
export interface ManualScheduler extends FrameScheduler {
  /** Runs what was scheduled for the next frame; what that schedules waits for the one after. */
  frame(): void
  /** Tasks that wait for a frame. */
  readonly pending: number
  /** Frames that ran at least one task. */
  readonly framesUsed: number
}

export function createManualScheduler(): ManualScheduler {
  let tasks = new Set<() => void>()
  let framesUsed = 0
  return {
    schedule(task): Cancel {
      const entry = () => task()
      tasks.add(entry)
      return () => tasks.delete(entry)
    },
    frame() {
      const due = tasks
      tasks = new Set()
      if (due.size > 0) framesUsed++
      for (const task of due) task()
    },
    get pending() {
      return tasks.size
    },
    get framesUsed() {
      return framesUsed
    }
  }
}

/** ms between frames of a screen at 60 Hz. */
const FRAME = 1000 / 60

/** Lets time pass as on a visible page: clock and frames in step. */
export function runFrames(
  clock: ManualClock,
  scheduler: ManualScheduler,
  milliseconds: number
): void {
  for (let passed = 0; passed < milliseconds; passed += FRAME) {
    clock.advance(Math.min(FRAME, milliseconds - passed))
    scheduler.frame()
  }
}
