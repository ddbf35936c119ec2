import type { ClientId, PromptId } from '@/domain/ids'
import { isTerminal } from '@/domain/promptStatus'
import type { SessionLocks } from '../client/sessionLocks'
import type { SessionDatabase } from './sessionDatabase'

/** Finished prompts of this browser that are kept, so that they can be recognised and run again. */
export const KEPT_PROMPTS = 500
/** Sessions whose browser tab has gone that are kept, for a tab that is opened anew. */
export const KEPT_SESSIONS = 20

/** Sessions with open workflows, the last changed first: what a new browser tab may take over. */
export async function listSessions(database: SessionDatabase): Promise<readonly ClientId[]> {
  const sessions = await database.getAll('sessions')
  return sessions
    .filter(({ order }) => order.length > 0)
    .sort((a, b) => b.updatedAt - a.updatedAt)
    .map(({ id }) => id)
}

/** Deletes what is beyond the bound: the oldest finished prompts, and snapshots no prompt refers to. */
export async function prunePrompts(database: SessionDatabase): Promise<void> {
  const transaction = database.transaction(['prompts', 'snapshots'], 'readwrite')
  const prompts = transaction.objectStore('prompts')
  const rows = await prompts.index('createdAt').getAll()
  const finished = rows.filter(({ status }) => isTerminal(status))
  const surplus = new Set<PromptId>(
    finished.slice(0, Math.max(0, finished.length - KEPT_PROMPTS)).map(({ promptId }) => promptId)
  )
  const used = new Set(
    rows.filter(({ promptId }) => !surplus.has(promptId)).map(({ snapshotId }) => snapshotId)
  )
  const snapshots = transaction.objectStore('snapshots')
  const unused = (await snapshots.getAllKeys()).filter((id) => !used.has(id))
  await Promise.all([
    ...[...surplus].map((promptId) => prompts.delete(promptId)),
    ...unused.map((id) => snapshots.delete(id)),
    transaction.done
  ])
}

/** Deletes the oldest sessions beyond the bound with their workflows; those of open tabs hold their lock and stay. */
export async function pruneSessions(
  database: SessionDatabase,
  locks: Pick<SessionLocks, 'claim'>
): Promise<void> {
  const sessions = await database.getAll('sessions')
  const old = sessions.sort((a, b) => b.updatedAt - a.updatedAt).slice(KEPT_SESSIONS)
  for (const { id, order } of old) {
    if (!(await locks.claim(id, 0))) continue
    const transaction = database.transaction(['sessions', 'workflows', 'results'], 'readwrite')
    await Promise.all([
      transaction.objectStore('sessions').delete(id),
      ...order.flatMap((workflowId) => [
        transaction.objectStore('workflows').delete(workflowId),
        transaction.objectStore('results').delete(workflowId)
      ]),
      transaction.done
    ])
  }
}
