import type { DBSchema, IDBPDatabase } from 'idb'
import { openDB } from 'idb'
import type { ClientId, ExecutionId, NodeLocatorId, PromptId, WorkflowId } from '@/domain/ids'
import type { NodeOutput, OutputFile } from '@/domain/nodeOutput'
import type { ManifestNode } from '@/domain/promptManifest'
import type { PromptStatus } from '@/domain/promptStatus'
import type { RunSnapshot } from '@/domain/runSnapshot'
import type { RunValues } from '@/domain/runVariables'
import type { WorkflowJson } from '@/protocol/prompt'
import type { ErrorRow } from '@/stores/executionErrorStore'
import type { WorkflowResult } from '@/stores/execution/workflowRuns'
import type { OpenWorkflow } from '@/stores/workflowStore'

/** The tabs of one browser tab. */
export interface SessionRecord {
  readonly id: ClientId
  readonly order: readonly WorkflowId[]
  readonly activeId: WorkflowId | null
  /** ms since the epoch */
  readonly updatedAt: number
}

/** One open workflow with its draft. */
export interface WorkflowRecord {
  readonly id: WorkflowId
  readonly workflow: OpenWorkflow
  readonly document: WorkflowJson
}

/** What a workflow's runs left. */
export interface ResultRecord {
  readonly id: WorkflowId
  readonly outputs: Readonly<Record<NodeLocatorId, NodeOutput>>
  readonly errors: readonly ErrorRow[]
  readonly result: WorkflowResult | null
}

/** A snapshot as stored: the manifest as lists, so that it is JSON too. */
export interface SnapshotRecord {
  readonly id: string
  readonly snapshot: Omit<RunSnapshot, 'manifest'>
  readonly nodes: readonly ManifestNode[]
  readonly instanceTitles: readonly (readonly [ExecutionId, string])[]
}

/** A prompt of any tab of this browser. */
export interface PromptRow {
  readonly promptId: PromptId
  readonly sessionId: ClientId
  readonly snapshotId: string
  readonly values: RunValues
  readonly workflowId: WorkflowId
  readonly workflowName: string
  readonly status: PromptStatus
  /** ms since the epoch */
  readonly createdAt: number
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly cached: readonly ExecutionId[]
  readonly thumbnail: OutputFile | null
}

export interface SessionSchema extends DBSchema {
  sessions: { key: string; value: SessionRecord }
  workflows: { key: string; value: WorkflowRecord }
  results: { key: string; value: ResultRecord }
  snapshots: { key: string; value: SnapshotRecord }
  prompts: { key: string; value: PromptRow; indexes: { createdAt: number } }
}

export type SessionDatabase = IDBPDatabase<SessionSchema>

/** Names of the stores, with the key of each value. */
export const STORE_NAMES = ['sessions', 'workflows', 'results', 'snapshots', 'prompts'] as const
export type StoreName = (typeof STORE_NAMES)[number]

/** @throws when the browser keeps no databases (some private windows) */
export function openSessionDatabase(name = 'parallel-frontend'): Promise<SessionDatabase> {
  return openDB<SessionSchema>(name, 1, {
    upgrade(database) {
      database.createObjectStore('sessions', { keyPath: 'id' })
      database.createObjectStore('workflows', { keyPath: 'id' })
      database.createObjectStore('results', { keyPath: 'id' })
      database.createObjectStore('snapshots', { keyPath: 'id' })
      database
        .createObjectStore('prompts', { keyPath: 'promptId' })
        .createIndex('createdAt', 'createdAt')
    },
    // A newer version of the app in another tab wants to upgrade: let go instead of blocking it.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close()
  })
}
