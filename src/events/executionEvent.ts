import type { ClientId, ExecutionId, PromptId } from '@/domain/ids'
import type { NodeOutput } from '@/domain/nodeOutput'
import type { BlockedNote, ExecutionFailure } from '@/domain/promptError'
import type { NodeStateWire } from '@/protocol/messages'

/** A picture a node shows while it works; the bytes as they came. */
export interface PreviewImage {
  readonly blob: Blob
}

/**
 * Everything the server says, normalised: one union, and every member names the prompt it speaks of,
 * or null where the wire has none and nobody could tell (protocol.md §1.7).
 */
export type ExecutionEvent =
  | PromptEvent
  | {
      readonly type: 'status'
      readonly promptId: null
      readonly queueRemaining: number | null
      readonly sid: ClientId | null
    }
  | {
      readonly type: 'featureFlags'
      readonly promptId: null
      readonly flags: Readonly<Record<string, unknown>>
    }
  | { readonly type: 'logs'; readonly promptId: null; readonly entries: readonly LogEntry[] }
  /** A message type that isn't ours: node packs' own. `name` is the wire type. */
  | {
      readonly type: 'custom'
      readonly promptId: PromptId | null
      readonly name: string
      readonly detail: unknown
    }
  | UnattributedEvent

/** One line of the server's log. */
export interface LogEntry {
  /** ISO time as the server wrote it. */
  readonly time: string
  readonly message: string
}

/** Events of one prompt. `at` is the server's time in ms since the epoch, null where it gave none. */
export type PromptEvent =
  | { readonly type: 'started'; readonly promptId: PromptId; readonly at: number | null }
  | {
      readonly type: 'cached'
      readonly promptId: PromptId
      readonly nodeIds: readonly ExecutionId[]
    }
  /**
   * Full snapshot of the prompt's non-pending nodes: replaces what was known (protocol.md §0.1, 9).
   * The nodes stay as they were on the wire, already guarded: at two thousand frames a second, objects are made
   * only for nodes that changed, by `PromptExecution.applyProgressState`.
   */
  | {
      readonly type: 'progressState'
      readonly promptId: PromptId
      readonly nodes: Readonly<Record<string, NodeStateWire>>
    }
  /** Steps of one node; the only progress older servers send. */
  | {
      readonly type: 'progress'
      readonly promptId: PromptId
      readonly nodeId: ExecutionId
      readonly value: number
      readonly max: number
    }
  | {
      readonly type: 'executing'
      readonly promptId: PromptId
      readonly nodeId: ExecutionId
      readonly displayNodeId: ExecutionId
    }
  /** The server has put the prompt aside (`executing` without a node). */
  | { readonly type: 'drained'; readonly promptId: PromptId }
  | {
      readonly type: 'executed'
      readonly promptId: PromptId
      readonly nodeId: ExecutionId
      readonly displayNodeId: ExecutionId
      readonly output: NodeOutput | null
      readonly merge: boolean
    }
  | {
      readonly type: 'preview'
      readonly promptId: PromptId
      readonly nodeId: ExecutionId
      readonly displayNodeId: ExecutionId
      readonly image: PreviewImage
    }
  | {
      readonly type: 'progressText'
      readonly promptId: PromptId
      readonly nodeId: ExecutionId
      readonly text: string
    }
  | { readonly type: 'initializing'; readonly promptId: PromptId; readonly message: string }
  | { readonly type: 'blocked'; readonly promptId: PromptId; readonly note: BlockedNote }
  | { readonly type: 'succeeded'; readonly promptId: PromptId; readonly at: number | null }
  | {
      readonly type: 'failed'
      readonly promptId: PromptId
      readonly failure: ExecutionFailure
      readonly at: number | null
    }
  | {
      readonly type: 'interrupted'
      readonly promptId: PromptId
      readonly nodeId: ExecutionId | null
      readonly at: number | null
    }

/**
 * Frames that name no prompt: `executing` replayed after a reconnect, type-1 previews, progress text
 * (protocol.md §1.7). Attribution gives them one or drops them; ingest never sees these.
 */
export type UnattributedEvent =
  | {
      readonly type: 'executing'
      readonly promptId: null
      readonly nodeId: ExecutionId
      readonly displayNodeId: ExecutionId
    }
  | {
      readonly type: 'progress'
      readonly promptId: null
      readonly nodeId: ExecutionId | null
      readonly value: number
      readonly max: number
    }
  | {
      readonly type: 'preview'
      readonly promptId: null
      readonly nodeId: null
      readonly displayNodeId: null
      readonly image: PreviewImage
    }
  | {
      readonly type: 'progressText'
      readonly promptId: null
      readonly nodeId: ExecutionId
      readonly text: string
    }

/** What ingest receives: events that name a prompt, or concern the connection as a whole. */
export type AttributedEvent = Exclude<ExecutionEvent, UnattributedEvent>

/** Whose prompt it is, decided once at the door. */
export type Ownership =
  /** Submitted by this browser tab. */
  | 'own'
  /** Known to be somebody else's, or another tab's. */
  | 'foreign'
  /** Not known (yet): may be claimed when an answer to `POST /prompt` arrives. */
  | 'unknown'
  /** Ended, and put away since: its frames change nothing. */
  | 'past'

/** What attribution must know of the prompts; `executionStore` answers it. */
export interface PromptDirectory {
  getOwnership(promptId: PromptId): Ownership
  /** This client's prompts that have started and not ended, latest start first. */
  listRunningOwn(): readonly PromptId[]
  /** True when the id is a node of that prompt, or one that such a node expanded into. */
  hasNode(promptId: PromptId, nodeId: ExecutionId): boolean
}
