type Listener = EventListenerOrEventListenerObject

interface ScopedOptions extends AddEventListenerOptions {
  /** `all`: events of every workflow's prompts, not only of the one in front. */
  readonly scope?: 'all'
}

type Options = ScopedOptions | boolean

/** What stands for a listener in the event target proper. */
type Stand = (event: Event) => void

/**
 * An event target whose listeners can't hurt each other: one that throws or rejects is reported, and the rest hear the
 * event all the same [B43]. Packs may stop an event's propagation as ever.
 */
export class SafeEventTarget extends EventTarget {
  /** Listeners that asked for every workflow's events. */
  readonly #all = new EventTarget()
  /** By place (`getPlace`) and listener, so that adding twice and removing work as on any event target. */
  readonly #stands = new Map<string, Map<Listener, Stand>>()

  override addEventListener(type: string, listener: Listener | null, options?: Options): void {
    const { once, signal, capture = false } = toOptions(options)
    if (!listener || signal?.aborted) return
    const place = getPlace(type, options)
    const stands = this.#stands.get(place) ?? new Map<Listener, Stand>()
    if (stands.has(listener)) return
    this.#stands.set(place, stands)
    const stand: Stand = (event) => {
      if (once) this.#remove(type, listener, options)
      callSafely(type, listener, event, this)
    }
    stands.set(listener, stand)
    signal?.addEventListener('abort', () => this.removeEventListener(type, listener, options))
    if (isForAll(options)) this.#all.addEventListener(type, stand, { capture })
    else super.addEventListener(type, stand, { capture })
  }

  override removeEventListener(type: string, listener: Listener | null, options?: Options): void {
    if (!listener) return
    this.#remove(type, listener, options)
    // Nobody has to say for whose events a listener was.
    if (!isForAll(options)) this.#remove(type, listener, { ...toOptions(options), scope: 'all' })
  }

  /** True when anybody listens for such events. */
  hasListener(type: string): boolean {
    return PLACES.some((end) => (this.#stands.get(`${type}${end}`)?.size ?? 0) > 0)
  }

  /** Tells those who follow all workflows. */
  dispatchToAll(event: Event): void {
    this.#all.dispatchEvent(event)
  }

  #remove(type: string, listener: Listener, options: Options | undefined): void {
    const stands = this.#stands.get(getPlace(type, options))
    const stand = stands?.get(listener)
    if (!stands || !stand) return
    stands.delete(listener)
    if (isForAll(options)) this.#all.removeEventListener(type, stand, options)
    else super.removeEventListener(type, stand, options)
  }
}

const PLACES = ['', ' capture', ' all', ' capture all']

/** Where a listener is registered: its type, phase and scope together tell it from others. */
function getPlace(type: string, options: Options | undefined): string {
  const { capture } = toOptions(options)
  return `${type}${capture ? ' capture' : ''}${isForAll(options) ? ' all' : ''}`
}

function toOptions(options: Options | undefined): ScopedOptions {
  return typeof options === 'object' ? options : { capture: options === true }
}

function isForAll(options: Options | undefined): boolean {
  return toOptions(options).scope === 'all'
}

function callSafely(type: string, listener: Listener, event: Event, target: EventTarget): void {
  const report = (error: unknown) => console.error(`A listener for “${type}” failed.`, error)
  try {
    const answer: unknown =
      typeof listener === 'function' ? listener.call(target, event) : listener.handleEvent(event)
    if (answer instanceof Promise) answer.catch(report)
  } catch (error) {
    report(error)
  }
}
