/** Takes back what was scheduled; calling it again, or too late, does nothing. */
export type Cancel = () => void

/** Time as the app sees it; injected so that tests decide when it passes. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Runs `task` once after `delay` ms. */
  after(delay: number, task: () => void): Cancel
}

/** Runs a task before the next paint while the page is visible, on a timer while it is hidden. */
export interface FrameScheduler {
  schedule(task: () => void): Cancel
}
