import type { Cancel, Clock } from '@/domain/time'
import { isRecord } from '@/protocol/guards'
import type { SessionDatabase, SessionSchema, StoreName } from './sessionDatabase'
import { STORE_NAMES } from './sessionDatabase'

const SPILL_KEY = 'parallel.session.spill'

type Value<N extends StoreName> = SessionSchema[N]['value']
type Key = `${StoreName}/${string}`

/** A change not written yet; null deletes. */
interface Pending {
  readonly store: StoreName
  readonly key: string
  readonly value: object | null
}

/** Gathers changes of the session and writes them behind the app’s back. */
export interface SessionWriter {
  /** Puts a record, soon; a later put of the same key replaces it. */
  put<N extends StoreName>(store: N, key: string, value: Value<N>): void
  remove(store: StoreName, key: string): void
  /** Writes everything that waits. */
  flush(): Promise<void>
  /** The page is being left: what is not written yet is laid where the next load finds it at once. */
  spill(): void
  /** The browser refuses to store, so that what waits would be lost with the page. */
  isBehind(): boolean
  dispose: Cancel
}

export interface SessionWriterContext {
  readonly database: SessionDatabase
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  readonly clock: Clock
  /** Called when the browser refuses to store, with its reason; once until a write succeeds again. */
  readonly onFailure: (error: unknown) => void
}

/** ms between a change and its write, so that a burst of changes is one. */
export const WRITE_DELAY = 200
/** ms after which what was refused is tried again, though nothing has changed since: a disk may have been cleared. */
export const RETRY_DELAY = 15_000

/**
 * Writes records behind the app's back, in order, without ever holding it up. What could not be written stays in
 * memory and is tried again with the next change, and after a while, so that a full disk loses nothing while the page
 * is open.
 */
export function createSessionWriter(context: SessionWriterContext): SessionWriter {
  const pending = new Map<Key, Pending>()
  let writing = Promise.resolve()
  let cancelTimer: Cancel | null = null
  let hasFailed = false
  let isSpilled = false
  let isRetrying = false

  function add(change: Pending): void {
    pending.set(`${change.store}/${change.key}`, change)
    if (!isRetrying && cancelTimer) return
    cancelTimer?.()
    isRetrying = false
    cancelTimer = context.clock.after(WRITE_DELAY, () => void flush())
  }

  function retryLater(): void {
    if (pending.size === 0 || cancelTimer) return
    isRetrying = true
    cancelTimer = context.clock.after(RETRY_DELAY, () => void flush())
  }

  function flush(): Promise<void> {
    cancelTimer?.()
    cancelTimer = null
    writing = writing.then(writePending)
    return writing
  }

  async function writePending(): Promise<void> {
    const changes = [...pending]
    if (changes.length === 0) return
    try {
      const refused = await writeChanges(
        context.database,
        changes.map(([, change]) => change)
      )
      for (const [key, change] of changes) if (pending.get(key) === change) pending.delete(key)
      // What no database takes, such as a function a node pack has put into a document, is not tried again.
      if (refused.length > 0) throw refused[0]
      hasFailed = false
      unspill()
    } catch (error) {
      if (!hasFailed) context.onFailure(error)
      hasFailed = true
      retryLater()
    }
  }

  /** What was spilled is older than what has been written since, and must not come back over it. */
  function unspill(): void {
    if (!isSpilled || pending.size > 0) return
    context.storage.removeItem(SPILL_KEY)
    isSpilled = false
  }

  return {
    put: (store, key, value) => add({ store, key, value }),
    remove: (store, key) => add({ store, key, value: null }),
    flush,
    spill() {
      if (pending.size === 0) return
      isSpilled = trySpill(context.storage, [...pending.values()])
    },
    isBehind: () => hasFailed && pending.size > 0,
    dispose: () => cancelTimer?.()
  }
}

function trySpill(storage: Pick<Storage, 'setItem'>, changes: readonly Pending[]): boolean {
  try {
    storage.setItem(SPILL_KEY, JSON.stringify(changes))
    return true
  } catch {
    // The quota of session storage is small; the database write that is under way is the other chance.
    return false
  }
}

/** @returns why records were refused by themselves, such as one that can't be copied; the others are written */
async function writeChanges(
  database: SessionDatabase,
  changes: readonly Pending[]
): Promise<unknown[]> {
  const transaction = database.transaction(STORE_NAMES, 'readwrite')
  const refused: unknown[] = []
  const requests = changes.map(({ store, key, value }) => {
    const target = transaction.objectStore(store)
    try {
      return value === null ? target.delete(key) : target.put(value as never)
    } catch (error) {
      refused.push(error)
      return null
    }
  })
  await Promise.all([...requests, transaction.done])
  return refused
}

/**
 * Writes what the previous life of this page could not finish writing. What makes no sense is left out.
 * @throws when the browser refuses to store
 */
export async function recoverSpill(
  database: SessionDatabase,
  storage: Pick<Storage, 'getItem' | 'removeItem'>
): Promise<void> {
  const spilled = storage.getItem(SPILL_KEY)
  if (spilled === null) return
  storage.removeItem(SPILL_KEY)
  await writeChanges(database, parseSpill(spilled))
}

function parseSpill(text: string): Pending[] {
  try {
    const changes: unknown = JSON.parse(text)
    return Array.isArray(changes) ? changes.filter(isPending) : []
  } catch {
    return []
  }
}

function isPending(value: unknown): value is Pending {
  return (
    isRecord(value) &&
    (STORE_NAMES as readonly unknown[]).includes(value.store) &&
    typeof value.key === 'string' &&
    (value.value === null || isRecord(value.value))
  )
}
