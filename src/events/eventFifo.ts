import type { AttributedEvent, Ownership } from './executionEvent'

/** Hears events with whose prompt they are of. */
export type Deliver = (event: AttributedEvent, ownership: Ownership) => void

export type Warn = (message: string, error?: unknown) => void

/**
 * The one queue before the one subscriber. Events that come up while it handles another wait for it to end; if it
 * throws, the stream goes on, and each type of event that it fails on is told of once.
 */
export function createEventFifo(subscriber: Deliver, warn: Warn): Deliver {
  const waiting: (readonly [AttributedEvent, Ownership])[] = []
  const failed = new Set<string>()
  let isHandling = false

  function handle(event: AttributedEvent, ownership: Ownership): void {
    try {
      subscriber(event, ownership)
    } catch (error) {
      if (failed.has(event.type)) return
      failed.add(event.type)
      warn(`An event of type "${event.type}" could not be applied.`, error)
    }
  }
  return (event, ownership) => {
    if (isHandling) {
      waiting.push([event, ownership])
      return
    }
    isHandling = true
    handle(event, ownership)
    for (let next = waiting.shift(); next; next = waiting.shift()) handle(...next)
    isHandling = false
  }
}
