import type { PromptId } from '@/domain/ids'
import type { Clock } from '@/domain/time'
import type { SessionClaim } from '../client/claimSession'
import { claimSession } from '../client/claimSession'
import type { SessionLocks } from '../client/sessionLocks'
import type { PromptRecord } from '../ports'
import type { StoredPrompts } from './promptRecords'
import { createPromptRecords } from './promptRecords'
import { listSessions, prunePrompts, pruneSessions } from './prune'
import type { SessionDatabase } from './sessionDatabase'
import { openSessionDatabase } from './sessionDatabase'
import type { SessionContext, SessionService } from './sessionService'
import { createSessionService } from './sessionService'
import { createSessionWriter, recoverSpill } from './sessionWriter'

export interface SessionPorts {
  /** This browser tab's session storage. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  readonly locks: SessionLocks
  readonly clock: Clock
  readonly databaseName?: string
  /** The browser refuses to store; told once until it does again. */
  readonly onFailure: (error: unknown) => void
}

/** What the service needs besides what the session itself brings. */
export type SessionOutside = Omit<
  SessionContext,
  'database' | 'writer' | 'records' | 'sessionId' | 'duplicateOf' | 'clock' | 'prune'
>

/** This browser tab's session: who it is, its prompts' records, and the service that keeps the rest. */
export interface OpenSession extends SessionClaim {
  readonly records: StoredPrompts
  createService(outside: SessionOutside): SessionService
}

/**
 * Claims this browser tab's session and opens what it kept. A browser that keeps no databases (some private windows)
 * is told of once; the page then works without, and forgets when it ends.
 */
export async function openSession(ports: SessionPorts): Promise<OpenSession> {
  const { clock, databaseName, locks, onFailure, storage } = ports
  const database = await openOrTell(databaseName, onFailure)
  if (database) await recoverSpill(database, storage).catch(onFailure)
  const listOrphans = async () => (database ? listSessions(database).catch(() => []) : [])
  const claim = await claimSession({ storage, locks, listOrphans })
  if (!database) return { ...claim, records: createUnkeptRecords(), createService: () => UNKEPT }
  const writer = createSessionWriter({ database, storage, clock, onFailure })
  const records = createPromptRecords(database, writer, claim.id)
  const prune = async () => {
    await writer.flush()
    await prunePrompts(database)
    await pruneSessions(database, locks)
  }
  return {
    ...claim,
    records,
    createService: (outside) =>
      createSessionService({
        ...outside,
        database,
        writer,
        records,
        clock,
        sessionId: claim.id,
        duplicateOf: claim.duplicateOf,
        // What could not be deleted now is deleted another time.
        prune: () => void prune().catch(() => {})
      })
  }
}

async function openOrTell(
  name: string | undefined,
  onFailure: (error: unknown) => void
): Promise<SessionDatabase | null> {
  try {
    return await openSessionDatabase(name)
  } catch (error) {
    onFailure(error)
    return null
  }
}

const UNKEPT: SessionService = {
  restore: () => Promise.resolve(false),
  start: () => () => {},
  noteEdit() {},
  noteEvent() {},
  leave() {},
  // That nothing is kept was said when the page opened.
  wouldLose: () => false
}

/** Prompts that can be run again for as long as the page lives. */
const UNKEPT_PROMPTS = 100

function createUnkeptRecords(): StoredPrompts {
  const kept = new Map<PromptId, PromptRecord>()
  return {
    savePrompt(record) {
      kept.set(record.promptId, record)
      if (kept.size > UNKEPT_PROMPTS) kept.delete(kept.keys().next().value!)
    },
    noteAccepted() {},
    forgetPrompt: (promptId) => void kept.delete(promptId),
    findPrompt: (promptId) => Promise.resolve(kept.get(promptId) ?? null),
    update() {},
    adopt() {}
  }
}
