import 'fake-indexeddb/auto'
import type { Cancel } from '@/domain/time'
import type { SessionLocks } from '@/services/client/sessionLocks'
import type { SiblingChannel, SiblingMessage } from '@/services/siblings/siblingChannel'
import { mintUuid } from '@/domain/uuid'

/** What the tabs of one browser share: a database, a channel, locks. */
export interface TestBrowser {
  readonly databaseName: string
  /** Messages on the channel, in order. */
  readonly messages: readonly SiblingMessage[]
  openChannel(): SiblingChannel
  /** One page's view of the locks; all it holds is let go when it ends. */
  openLocks(): SessionLocks & { readonly releaseAll: Cancel }
  /** Ids that some page holds. */
  readonly held: ReadonlySet<string>
}

export function createTestBrowser(): TestBrowser {
  const handlers = new Set<(message: SiblingMessage) => void>()
  const messages: SiblingMessage[] = []
  const held = new Set<string>()
  return {
    databaseName: `test-${mintUuid()}`,
    messages,
    held,
    openChannel() {
      let own: ((message: SiblingMessage) => void) | null = null
      return {
        post(message) {
          messages.push(message)
          // A BroadcastChannel copies, and is not heard by the page that speaks.
          for (const handler of handlers) if (handler !== own) handler(structuredClone(message))
        },
        listen(handler) {
          own = handler
          handlers.add(handler)
          return () => handlers.delete(handler)
        }
      }
    },
    openLocks() {
      const mine = new Set<string>()
      return {
        async claim(id) {
          await Promise.resolve()
          if (held.has(id)) return false
          held.add(id)
          mine.add(id)
          return true
        },
        releaseAll() {
          for (const id of mine) held.delete(id)
        }
      }
    }
  }
}

/** Session storage of one tab, with a quota that a test may set. */
export class TestStorage {
  readonly #items: Map<string, string>
  /** Characters it takes. */
  quota = Infinity

  constructor(items: Iterable<readonly [string, string]> = []) {
    this.#items = new Map(items)
  }
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null
  }
  setItem(key: string, value: string): void {
    if (value.length > this.quota) throw new DOMException('full', 'QuotaExceededError')
    this.#items.set(key, value)
  }
  removeItem(key: string): void {
    this.#items.delete(key)
  }
  /** What a duplicated tab starts with. */
  copy(): TestStorage {
    return new TestStorage(this.#items)
  }
}
