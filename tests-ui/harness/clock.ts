import type { Cancel, Clock } from '@/domain/time'

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Lets time pass, running what falls due, in order of its time; tasks may schedule more within the span. */
  advance(milliseconds: number): void
  /** Runs everything that is due at once: what was put off by 0 ms. */
  runDue(): void
  /** Tasks that wait; 0 proves that nothing leaked. */
  readonly pending: number
  /** ms until the next task; null when none waits. */
  readonly untilNext: number | null
  /** Moves the time without running anything, as a computer does that sleeps or has its clock set. */
  jump(milliseconds: number): void
}

interface Task {
  readonly at: number
  readonly order: number
  readonly run: () => void
}

/** @param start ms since the epoch; a plausible day by default, since some code compares with real times */
export function createManualClock(start = Date.UTC(2026, 0, 1)): ManualClock {
  const tasks = new Set<Task>()
  let now = start
  let order = 0

  function findNext(until: number): Task | null {
    let next: Task | null = null
    for (const task of tasks) {
      if (task.at > until) continue
      if (!next || task.at < next.at || (task.at === next.at && task.order < next.order))
        next = task
    }
    return next
  }
  function runUntil(until: number): void {
    for (let task = findNext(until); task; task = findNext(until)) {
      tasks.delete(task)
      now = Math.max(now, task.at)
      task.run()
    }
    now = until
  }
  return {
    now: () => now,
    after(delay, run): Cancel {
      const task = { at: now + Math.max(0, delay), order: order++, run }
      tasks.add(task)
      return () => tasks.delete(task)
    },
    advance: (milliseconds) => runUntil(now + milliseconds),
    runDue: () => runUntil(now),
    jump: (milliseconds) => void (now += milliseconds),
    get pending() {
      return tasks.size
    },
    get untilNext() {
      const next = findNext(Infinity)
      return next && next.at - now
    }
  }
}
