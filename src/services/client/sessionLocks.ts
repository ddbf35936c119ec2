import type { Clock } from '@/domain/time'
import { mintUuid } from '@/domain/uuid'

/** Claims of session ids among the tabs of one browser. A claim ends with the page. */
export interface SessionLocks {
  /** @param patience ms to wait for whoever holds it. @returns whether it is ours now */
  claim(id: string, patience: number): Promise<boolean>
}

const PREFIX = 'parallel.session.'

/** Web Locks where the page has them, else the tabs ask each other. */
export function createSessionLocks(clock: Clock): SessionLocks {
  if (typeof navigator !== 'undefined' && navigator.locks)
    return createWebLocks(navigator.locks, clock)
  return createAskingLocks(openClaimChannel(), clock)
}

/** Web Locks: exact, and released by the browser itself when the page ends or crashes. */
export function createWebLocks(locks: Pick<LockManager, 'request'>, clock: Clock): SessionLocks {
  return {
    claim: (id, patience) =>
      new Promise((resolve) => {
        const giveUp = new AbortController()
        const cancel = patience > 0 ? clock.after(patience, () => giveUp.abort()) : null
        const options = patience > 0 ? { signal: giveUp.signal } : { ifAvailable: true }
        locks
          .request(PREFIX + id, options, (lock) => {
            cancel?.()
            resolve(lock !== null)
            // Held for as long as the page lives.
            return lock === null ? undefined : new Promise<void>(() => {})
          })
          .catch(() => resolve(false))
      })
  }
}

/** ms within which another tab answers. */
export const ANSWER_TIME = 150

/** What pages that claim an id say: who else has it, or wants it? The lower nonce of two who want it wins. */
export type ClaimMessage =
  | { readonly type: 'ask'; readonly id: string; readonly nonce: string }
  | { readonly type: 'held'; readonly id: string }

/** How the browser's tabs ask each other. */
export interface ClaimChannel {
  post(message: ClaimMessage): void
  listen(handler: (message: ClaimMessage) => void): void
}

/**
 * Where Web Locks are missing (pages over plain HTTP from another machine), tabs ask each other: whoever holds the id
 * answers, and of two that ask at the same time one gives way.
 */
export function createAskingLocks(channel: ClaimChannel, clock: Clock): SessionLocks {
  const held = new Set<string>()
  const asking = new Map<string, { nonce: string; finish: (isFree: boolean) => void }>()
  channel.listen((message) => {
    const mine = asking.get(message.id)
    if (message.type === 'held') mine?.finish(false)
    else if (held.has(message.id) || (mine && mine.nonce < message.nonce))
      channel.post({ type: 'held', id: message.id })
    else mine?.finish(false)
  })
  const ask = (id: string) =>
    new Promise<boolean>((resolve) => {
      const nonce = mintUuid()
      const finish = (isFree: boolean) => {
        cancel()
        asking.delete(id)
        // At once, so that nobody who asks between now and the caller's next step is told that it is free.
        if (isFree) held.add(id)
        resolve(isFree)
      }
      const cancel = clock.after(ANSWER_TIME, () => finish(true))
      asking.set(id, { nonce, finish })
      channel.post({ type: 'ask', id, nonce })
    })
  return {
    async claim(id, patience) {
      const until = clock.now() + patience
      while (!(await ask(id))) {
        if (clock.now() >= until) return false
        // Whoever answered did so at once: asking again at once would be a storm.
        await new Promise<void>((resolve) => void clock.after(ANSWER_TIME, resolve))
      }
      return true
    }
  }
}

function openClaimChannel(): ClaimChannel {
  // Without any way to ask, tabs can't be told apart by more than their own storage.
  if (typeof BroadcastChannel === 'undefined') return { post() {}, listen() {} }
  const channel = new BroadcastChannel(`${PREFIX}claims`)
  return {
    post: (message) => channel.postMessage(message),
    listen(handler) {
      channel.addEventListener('message', (event: MessageEvent<ClaimMessage>) =>
        handler(event.data)
      )
    }
  }
}
