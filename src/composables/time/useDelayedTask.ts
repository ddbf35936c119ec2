import { onScopeDispose } from 'vue'
import type { Cancel } from '@/domain/time'
import { useClock } from './clock'

/** One task that waits at a time; the next takes the place of the one before. Ends with the caller's scope. */
export function useDelayedTask(): {
  /** @param delay ms */
  start(delay: number, task: () => void): void
  cancel(): void
} {
  const clock = useClock()
  let cancel: Cancel | null = null
  const stop = (): void => {
    cancel?.()
    cancel = null
  }
  onScopeDispose(stop)
  return {
    start(delay, task) {
      stop()
      cancel = clock.after(delay, task)
    },
    cancel: stop
  }
}
