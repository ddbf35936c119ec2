import type { ComputedRef, MaybeRefOrGetter, ShallowRef } from 'vue'
import { computed, shallowRef, toValue, watch } from 'vue'
import { useSecondTicker } from '../time/useSecondTicker'
import { estimateRemaining } from './estimate'
import type { JobTimes } from './useJobRow'

/** Clock and estimate of one job, in ms. */
export interface JobTiming {
  /** ms since the start; null before it. Counts while the job runs. */
  readonly elapsed: ComputedRef<number | null>
  /** ms the job is likely to take on; null while nothing can be said. */
  readonly remaining: Readonly<ShallowRef<number | null>>
}

/**
 * How long a running job has taken and may take on. For a component of its own: it writes once a second, and at no
 * other time [B47].
 * @param percent sampled when the second turns, so that the estimate doesn't follow each step
 */
export function useJobTiming(
  times: MaybeRefOrGetter<JobTimes>,
  percent: () => number | null
): JobTiming {
  const startedAt = computed(() => toValue(times).startedAt)
  const now = useSecondTicker(() => startedAt.value !== null)
  const elapsed = computed(() =>
    startedAt.value === null ? null : Math.max(0, now.value - startedAt.value)
  )
  const remaining = shallowRef<number | null>(null)
  watch(
    elapsed,
    (ms) => {
      const done = ms === null ? null : percent()
      remaining.value = ms === null || done === null ? null : estimateRemaining(done / 100, ms)
    },
    { immediate: true }
  )
  return { elapsed, remaining }
}
