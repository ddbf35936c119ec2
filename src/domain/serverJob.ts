import type { ClientId, PromptId } from './ids'
import type { OutputFile } from './nodeOutput'
import type { PromptStatus } from './promptStatus'
import type { RunningNode } from './runningNode'

/** A prompt as the server lists it (`/api/jobs`, or `/queue` and `/history`; protocol.md §3.4). */
export interface ServerJob {
  readonly promptId: PromptId
  readonly status: Exclude<PromptStatus, 'submitting' | 'initializing' | 'lost'>
  /** The server's queue number: lower runs first; null where it gives none. */
  readonly queueNumber: number | null
  /** ms since the epoch; null where the server doesn't tell. */
  readonly createdAt: number | null
  readonly startedAt: number | null
  readonly endedAt: number | null
  /** The client that submitted it; only the queue and the history tell. */
  readonly clientId: ClientId | null
  /** The submitted document's own id; copies share it. */
  readonly documentId: string | null
  readonly thumbnail: OutputFile | null
  /** Short text of an error, for lists. */
  readonly errorMessage: string | null
}

/** A prompt of another tab of this browser, as that tab tells it. */
export interface SiblingPrompt {
  readonly promptId: PromptId
  readonly clientId: ClientId
  /** The tab's own id of the workflow; not one of ours. */
  readonly workflowId: string
  readonly workflowName: string
  readonly status: PromptStatus
  /** Whole percent, 0..100 */
  readonly percent: number
  /** The node at work; null when none is. */
  readonly node: RunningNode | null
  /** The latest live preview while it runs, else null. */
  readonly preview: { readonly blob: Blob } | null
  /** A file of its results, once there is one. */
  readonly thumbnail: OutputFile | null
  /** ms since the epoch */
  readonly createdAt: number
  readonly startedAt: number | null
  readonly endedAt: number | null
}
