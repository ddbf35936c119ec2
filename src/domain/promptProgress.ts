import type { NodeProgress } from './nodeProgress'
import { clampFraction, getNodeFraction, toPercent } from './nodeProgress'

/** Progress of a whole prompt, as rows, tabs and the title show it. */
export interface PromptProgress {
  /** 0..1, cached nodes counted as done. */
  readonly fraction: number
  /** The same as a whole percent. */
  readonly percent: number
  /** Nodes done, of `total`. */
  readonly done: number
  readonly total: number
}

/** Before anything was heard; one object, so that equal reads are the same. */
export const NO_PROGRESS: PromptProgress = { fraction: 0, percent: 0, done: 0, total: 0 }

/**
 * Highest fraction a node has shown since it last started. Steps may be reported out of order or anew
 * within one run of a node; the prompt's progress must not fall for that.
 */
export function nextHighWater(
  previous: { progress: NodeProgress; highWater: number } | undefined,
  next: NodeProgress
): number {
  const fraction = getNodeFraction(next)
  if (!previous || hasRestarted(previous.progress, next)) return fraction
  return Math.max(previous.highWater, fraction)
}

/** A node restarts when it runs again after its end, or from step 0 after a later step. */
export function hasRestarted(previous: NodeProgress, next: NodeProgress): boolean {
  if (next.state !== 'running') return false
  return previous.state === 'finished' || (previous.value > 0 && next.value === 0)
}

/**
 * Progress over the nodes that will run or be cached.
 * @param total number of such nodes
 * @param done how many of them are finished or cached
 * @param partial sum of the fractions of those that run
 */
export function makePromptProgress(total: number, done: number, partial: number): PromptProgress {
  const all = Math.max(total, done)
  const fraction = all > 0 ? clampFraction((done + partial) / all) : 0
  return { fraction, percent: toPercent(fraction), done, total: all }
}

/**
 * Progress of a prompt whose nodes nobody told: counted as if one more node were to come, so that it neither falls
 * when one does nor seems done before the end.
 * @param known nodes heard of so far
 */
export function makeOpenProgress(
  previous: PromptProgress,
  known: number,
  done: number,
  partial: number
): PromptProgress {
  const next = makePromptProgress(known + 1, done, partial)
  const fraction = Math.max(previous.fraction, next.fraction)
  return { fraction, percent: toPercent(fraction), done, total: Math.max(known, done) }
}
