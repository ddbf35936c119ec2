type Listener = EventListenerOrEventListenerObject

interface ScopedOptions extends AddEventListenerOptions {
  /** `all`: events of every workflow's prompts, not only of the one in front. */
  readonly scope?: 'all'
}

/** A listener's own, so that removing and adding twice work as on any event target. */
type Wrapped = Map<Listener, (event: Event) => void>

/**
 * An event target whose listeners can't hurt each other: one that throws or rejects is reported, and the rest hear the
 * event all the same [B43]. Packs may stop an event's propagation as ever.
 */
export class SafeEventTarget extends EventTarget {
  /** Listeners that asked for every workflow's events. */
  readonly #all = new EventTarget()
  readonly #wrapped = new Map<string, Wrapped>()
  /** Counts of listeners by type, in either scope. */
  readonly #counts = new Map<string, number>()

  override addEventListener(
    type: string,
    listener: Listener | null,
    options?: ScopedOptions | boolean
  ): void {
    if (!listener) return
    const wrapped = this.#wrap(type, listener)
    const target = isForAll(options) ? this.#all : null
    if (target) target.addEventListener(type, wrapped, options)
    else super.addEventListener(type, wrapped, options)
  }

  override removeEventListener(
    type: string,
    listener: Listener | null,
    options?: EventListenerOptions | boolean
  ): void {
    const known = listener && this.#wrapped.get(type)?.get(listener)
    if (!listener || !known) return
    super.removeEventListener(type, known, options)
    this.#all.removeEventListener(type, known, options)
    this.#wrapped.get(type)?.delete(listener)
    this.#counts.set(type, (this.#counts.get(type) ?? 1) - 1)
  }

  /** True when anybody listens for such events. */
  hasListener(type: string): boolean {
    return (this.#counts.get(type) ?? 0) > 0
  }

  /** Tells those who follow all workflows. */
  dispatchToAll(event: Event): void {
    this.#all.dispatchEvent(event)
  }

  #wrap(type: string, listener: Listener): (event: Event) => void {
    const ofType: Wrapped = this.#wrapped.get(type) ?? new Map()
    this.#wrapped.set(type, ofType)
    const known = ofType.get(listener)
    if (known) return known
    const wrapped = (event: Event) => callSafely(type, listener, event, this)
    ofType.set(listener, wrapped)
    this.#counts.set(type, (this.#counts.get(type) ?? 0) + 1)
    return wrapped
  }
}

function isForAll(options: ScopedOptions | boolean | undefined): boolean {
  return typeof options === 'object' && options.scope === 'all'
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
