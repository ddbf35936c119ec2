import type { ClientId, PromptId } from '@/domain/ids'
import { createPromptManifest } from '@/domain/promptManifest'
import type { RunSnapshot } from '@/domain/runSnapshot'
import { mintUuid } from '@/domain/uuid'
import type { PromptRecord, PromptRecords } from '../ports'
import type { PromptRow, SessionDatabase, SnapshotRecord } from './sessionDatabase'
import type { SessionWriter } from './sessionWriter'

/** Prompts whose snapshot stays at hand; it may be a megabyte, and the database has it too. */
const RECENT_PROMPTS = 50

/** Records of prompts, with the changes that restoring needs. */
export interface StoredPrompts extends PromptRecords {
  /** Writes what has changed of a prompt since it was submitted. */
  update(promptId: PromptId, patch: Partial<PromptRow>): void
  /** Takes the rows found at start, so that they can be updated. */
  adopt(rows: readonly PromptRow[]): void
}

/**
 * Keeps each prompt's record and the snapshot its batch shares.
 * @param sessionId this browser tab's
 */
export function createPromptRecords(
  database: SessionDatabase,
  writer: SessionWriter,
  sessionId: ClientId
): StoredPrompts {
  const rows = new Map<PromptId, PromptRow>()
  const recent = new Map<PromptId, PromptRecord>()
  const snapshotIds = new WeakMap<RunSnapshot, string>()

  function keepSnapshot(snapshot: RunSnapshot): string {
    const known = snapshotIds.get(snapshot)
    if (known) return known
    const id = mintUuid()
    snapshotIds.set(snapshot, id)
    writer.put('snapshots', id, toSnapshotRecord(id, snapshot))
    return id
  }
  function put(row: PromptRow): void {
    rows.set(row.promptId, row)
    writer.put('prompts', row.promptId, row)
  }
  const update: StoredPrompts['update'] = (promptId, patch) => {
    const row = rows.get(promptId)
    if (!row) return
    put({ ...row, ...patch })
    // One that is lost may still turn out to have ended.
    if (patch.endedAt && patch.status !== 'lost') rows.delete(promptId)
  }
  return {
    savePrompt(record) {
      recent.set(record.promptId, record)
      if (recent.size > RECENT_PROMPTS) recent.delete(recent.keys().next().value!)
      put(makeRow(record, sessionId, keepSnapshot(record.snapshot)))
    },
    update,
    noteAccepted(promptId) {
      if (rows.get(promptId)?.status === 'submitting') update(promptId, { status: 'pending' })
    },
    adopt(found) {
      for (const row of found) rows.set(row.promptId, row)
    },
    forgetPrompt(promptId) {
      rows.delete(promptId)
      recent.delete(promptId)
      writer.remove('prompts', promptId)
    },
    findPrompt: async (promptId) =>
      recent.get(promptId) ?? (await readRecord(database, writer, promptId))
  }
}

function makeRow(record: PromptRecord, sessionId: ClientId, snapshotId: string): PromptRow {
  const { promptId, snapshot, values, createdAt } = record
  return {
    promptId,
    sessionId,
    snapshotId,
    values,
    workflowId: snapshot.workflowId,
    workflowName: snapshot.workflowName,
    status: 'submitting',
    createdAt,
    startedAt: null,
    endedAt: null,
    cached: [],
    thumbnail: null
  }
}

async function readRecord(
  database: SessionDatabase,
  writer: SessionWriter,
  promptId: PromptId
): Promise<PromptRecord | null> {
  await writer.flush()
  const row = await database.get('prompts', promptId)
  const stored = row && (await database.get('snapshots', row.snapshotId))
  if (!row || !stored) return null
  return {
    promptId,
    snapshot: fromSnapshotRecord(stored),
    values: row.values,
    createdAt: row.createdAt
  }
}

function toSnapshotRecord(id: string, { manifest, ...snapshot }: RunSnapshot): SnapshotRecord {
  return {
    id,
    snapshot,
    nodes: [...manifest.nodes.values()],
    instanceTitles: [...manifest.instanceTitles]
  }
}

export function fromSnapshotRecord({
  snapshot,
  nodes,
  instanceTitles
}: SnapshotRecord): RunSnapshot {
  return { ...snapshot, manifest: createPromptManifest(nodes, new Map(instanceTitles)) }
}
