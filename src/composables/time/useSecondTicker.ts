import type { MaybeRefOrGetter, ShallowRef } from 'vue'
import { onScopeDispose, shallowRef, toValue, watch } from 'vue'
import type { Cancel, Clock } from '@/domain/time'
import { useClock } from './clock'

const SECOND = 1_000

/** One timer for everything on the page that counts seconds; it runs only while somebody counts and can be seen. */
class SecondTicker {
  readonly now: ShallowRef<number>
  readonly #clock: Clock
  #users = 0
  #cancel: Cancel | null = null
  readonly #onVisibility = (): void => (document.hidden ? this.#pause() : this.#tick())

  constructor(clock: Clock) {
    this.#clock = clock
    this.now = shallowRef(clock.now())
  }

  add(): void {
    if (this.#users++ > 0) return
    document.addEventListener('visibilitychange', this.#onVisibility)
    this.#tick()
  }

  remove(): void {
    if (--this.#users > 0) return
    document.removeEventListener('visibilitychange', this.#onVisibility)
    this.#pause()
  }

  #tick(): void {
    this.#pause()
    this.now.value = this.#clock.now()
    if (!document.hidden) this.#cancel = this.#clock.after(SECOND, () => this.#tick())
  }

  #pause(): void {
    this.#cancel?.()
    this.#cancel = null
  }
}

const tickers = new WeakMap<Clock, SecondTicker>()

function getTicker(clock: Clock): SecondTicker {
  const known = tickers.get(clock)
  if (known) return known
  const ticker = new SecondTicker(clock)
  tickers.set(clock, ticker)
  return ticker
}

/**
 * The time in ms since the epoch, written once a second while `isCounting` holds and the page is visible.
 * All users share one timer; with none, none runs.
 */
export function useSecondTicker(
  isCounting: MaybeRefOrGetter<boolean>
): Readonly<ShallowRef<number>> {
  const ticker = getTicker(useClock())
  let isAdded = false
  const apply = (counts: boolean): void => {
    if (counts === isAdded) return
    isAdded = counts
    if (counts) ticker.add()
    else ticker.remove()
  }
  watch(() => toValue(isCounting), apply, { immediate: true, flush: 'sync' })
  onScopeDispose(() => apply(false))
  return ticker.now
}
