import type { ClientId } from '@/domain/ids'
import { toClientId } from '@/domain/ids'
import { mintUuid } from '@/domain/uuid'
import type { SessionLocks } from './sessionLocks'

const SESSION_KEY = 'parallel.session'
const LEFT_KEY = 'parallel.session.left'

/** ms a reloaded page waits for its own previous life to let go. */
const RELOAD_PATIENCE = 3_000

/** Who this browser tab is. Its id names the session (open workflows, drafts) and is the client id on the wire. */
export interface SessionClaim {
  readonly id: ClientId
  /** The session this tab was copied from, when it is a duplicate of one that is still open. */
  readonly duplicateOf: ClientId | null
}

/** Where a tab finds who it was, and who is still there. */
export interface ClaimContext {
  /** Kept over a reload; copied into a duplicated tab. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  readonly locks: SessionLocks
  /** Sessions with open workflows whose tab has gone, newest first. */
  readonly listOrphans: () => Promise<readonly ClientId[]>
  readonly mint?: () => string
}

/**
 * Claims an id no other open tab has [B40]: the one this tab had before a reload; a new one for a duplicated tab; for
 * a new tab that of a session whose tab was closed or crashed, so that its work comes back; else a new one.
 */
export async function claimSession(context: ClaimContext): Promise<SessionClaim> {
  const { storage, locks, mint = mintUuid } = context
  const known = storage.getItem(SESSION_KEY)
  // Written when a page is left: a reload finds it, a duplicate of a page that is still open doesn't.
  const wasLeft = storage.getItem(LEFT_KEY) === '1'
  storage.removeItem(LEFT_KEY)
  const settle = (id: string, duplicateOf: ClientId | null = null): SessionClaim => {
    storage.setItem(SESSION_KEY, id)
    return { id: toClientId(id), duplicateOf }
  }
  if (known) {
    if (await locks.claim(known, wasLeft ? RELOAD_PATIENCE : 0)) return settle(known)
    const fresh = mint()
    await locks.claim(fresh, 0)
    return settle(fresh, toClientId(known))
  }
  for (const orphan of await context.listOrphans())
    if (await locks.claim(orphan, 0)) return settle(orphan)
  const fresh = mint()
  await locks.claim(fresh, 0)
  return settle(fresh)
}

/** Marks the page as left, so that its reload can tell itself from a duplicate. */
export function markSessionLeft(storage: Pick<Storage, 'setItem'>): void {
  storage.setItem(LEFT_KEY, '1')
}
