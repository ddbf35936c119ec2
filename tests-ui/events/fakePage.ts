import type { PageSignals } from '@/events/pageSignals'

/** A page that a test hides, shows and cuts off. */
export interface FakePage extends PageSignals {
  setHidden(hidden: boolean): void
  setOnline(online: boolean): void
  /** Listeners registered and not removed. */
  readonly listeners: number
}

export function createFakePage(): FakePage {
  const onVisibility = new Set<() => void>()
  const onOnline = new Set<() => void>()
  let isHidden = false
  let isOnline = true
  const register = (set: Set<() => void>, listener: () => void) => {
    const entry = () => listener()
    set.add(entry)
    return () => set.delete(entry)
  }
  /** Calls those registered by now, whatever they register. */
  function call(listeners: ReadonlySet<() => void>): void {
    const registered = [...listeners]
    for (const listener of registered) listener()
  }
  return {
    isHidden: () => isHidden,
    isOnline: () => isOnline,
    onVisibilityChange: (listener) => register(onVisibility, listener),
    onOnline: (listener) => register(onOnline, listener),
    setHidden(hidden) {
      isHidden = hidden
      call(onVisibility)
    },
    setOnline(online) {
      isOnline = online
      if (online) call(onOnline)
    },
    get listeners() {
      return onVisibility.size + onOnline.size
    }
  }
}
