import type { InjectionKey } from 'vue'
import { inject } from 'vue'
import type { Clock } from '@/domain/time'

/** The page's clock. Tests provide one whose time they move. */
export const CLOCK: InjectionKey<Clock> = Symbol('clock')

const systemClock: Clock = {
  now: () => Date.now(),
  after(delay, task) {
    const timer = setTimeout(task, delay)
    return () => clearTimeout(timer)
  }
}

/** The provided clock, else the system's. */
export function useClock(): Clock {
  return inject(CLOCK, systemClock)
}
