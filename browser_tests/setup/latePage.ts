import type { Page } from '@playwright/test'

const KINDS = ['timers', 'frames', 'answers', 'messages'] as const
type Kind = (typeof KINDS)[number]

/**
 * With `LATE=timers,answers` in the environment a page hears late what a busy browser lets wait: what counts on an order
 * that nobody promises shows at once. `timers`: short ones come a quarter of a second later, so after keys pressed
 * meanwhile. `frames`: an eighth of a second later. `answers` of requests: up to 400 ms. `messages` of the server: one in
 * fifty up to 300 ms, and with it those after it.
 * @throws when it names another kind
 */
export async function delayPage(page: Page): Promise<void> {
  const kinds = (process.env.LATE ?? '').split(',').filter((kind) => kind !== '')
  const unknown = kinds.find((kind) => !KINDS.includes(kind as Kind))
  if (unknown !== undefined) throw new Error(`LATE=${unknown} is none of ${KINDS.join(', ')}.`)
  if (kinds.length > 0) await page.addInitScript(delay, kinds as Kind[])
}

/** Runs in the page, before any script of it. */
function delay(kinds: readonly Kind[]): void {
  const setTimer = window.setTimeout.bind(window)
  const wait = (ms: number) => new Promise<void>((resolve) => setTimer(resolve, ms))

  function delayTimers(): void {
    window.setTimeout = ((task: () => void, ms = 0, ...rest: []) =>
      setTimer(task, ms < 60 ? ms + 250 : ms, ...rest)) as typeof window.setTimeout
  }
  function delayFrames(): void {
    const request = window.requestAnimationFrame.bind(window)
    const waiting = new Set<number>()
    let last = 0
    window.requestAnimationFrame = (task) => {
      const id = ++last
      waiting.add(id)
      const run = (time: number) => void (waiting.delete(id) && task(time))
      setTimer(() => request(run), 125)
      return id
    }
    window.cancelAnimationFrame = (id) => void waiting.delete(id)
  }
  function delayAnswers(): void {
    const { fetch } = window
    window.fetch = async (...request) => {
      const answer = await fetch(...request)
      await wait(Math.random() * 400)
      return answer
    }
  }
  function delayMessages(): void {
    window.WebSocket = class extends window.WebSocket {
      #heard = Promise.resolve()
      readonly #listeners = new Map<string, ((event: never) => void) | null>()

      #hear(type: 'message' | 'close', listener: ((event: never) => void) | null): void {
        if (!this.#listeners.has(type)) this.addEventListener(type, (event) => this.#queue(event))
        this.#listeners.set(type, listener)
      }
      #queue(event: Event): void {
        const delayed = Math.random() < 0.02 ? wait(Math.random() * 300) : null
        this.#heard = this.#heard
          .then(() => delayed)
          .then(() => this.#listeners.get(event.type)?.(event as never))
          .catch((error: unknown) => reportError(error))
      }
      override set onmessage(listener: ((event: MessageEvent) => void) | null) {
        this.#hear('message', listener)
      }
      override set onclose(listener: ((event: CloseEvent) => void) | null) {
        this.#hear('close', listener)
      }
    }
  }
  if (kinds.includes('timers')) delayTimers()
  if (kinds.includes('frames')) delayFrames()
  if (kinds.includes('answers')) delayAnswers()
  if (kinds.includes('messages')) delayMessages()
}
