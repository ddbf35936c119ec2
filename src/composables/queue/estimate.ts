/** Share below which a rate says nothing yet. */
const LEAST_FRACTION = 0.08
/** ms below which a rate says nothing yet. */
const LEAST_ELAPSED = 3_000
/** ms beyond which an estimate is a guess nobody can use. */
const MOST_REMAINING = 24 * 3_600_000

/**
 * What is left of a run at the rate so far, in ms; null while that would be a guess: right after the start, near
 * nothing done, or at the end.
 * @param fraction 0..1
 * @param elapsed ms since the start
 */
export function estimateRemaining(fraction: number, elapsed: number): number | null {
  if (fraction < LEAST_FRACTION || fraction >= 1 || elapsed < LEAST_ELAPSED) return null
  const remaining = (elapsed * (1 - fraction)) / fraction
  return remaining < MOST_REMAINING ? remaining : null
}
