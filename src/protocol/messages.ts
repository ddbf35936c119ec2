import type { NodeIdWire } from './guards'

/** One node in a `progress_state` message (protocol.md §1.5). */
export interface NodeStateWire {
  readonly value: number
  readonly max: number
  /** `running` or `finished` in practice; `pending` and `error` are in the schema. */
  readonly state: string
  readonly node_id: string
  readonly prompt_id: string
  readonly display_node_id: string
  readonly parent_node_id: string | null
  readonly real_node_id: string
}

/** Times are ms since the epoch; absent on servers before 2024-07. */
interface PromptWire {
  readonly prompt_id: string
  readonly timestamp?: number | null
}

export interface StatusWire {
  readonly status?: { readonly exec_info?: { readonly queue_remaining?: unknown } | null } | null
  /** Only in the first frame of a connection. */
  readonly sid?: string | null
}

export type ExecutionStartWire = PromptWire

export interface ExecutionCachedWire extends PromptWire {
  readonly nodes: readonly NodeIdWire[]
}

export interface ProgressStateWire {
  readonly prompt_id: string
  readonly nodes: Readonly<Record<string, NodeStateWire>>
}

/**
 * Three forms: a node starts; the prompt is put aside (`node` null); replayed to a client that reconnects
 * (no `prompt_id`, no `display_node`; protocol.md §1.4).
 */
export interface ExecutingWire {
  readonly node: NodeIdWire | null
  readonly display_node?: NodeIdWire | null
  readonly prompt_id?: string | null
}

export interface ProgressWire {
  readonly value: number
  readonly max: number
  /** Since 2024-01, as `node`. */
  readonly prompt_id?: string | null
  readonly node?: NodeIdWire | null
}

export interface ExecutedWire {
  readonly prompt_id: string
  readonly node: NodeIdWire
  readonly display_node?: NodeIdWire | null
  /** Null for a cached node without UI data. */
  readonly output?: Readonly<Record<string, unknown>> | null
  /** True where the lists of this output append to those before. */
  readonly merge?: boolean | null
}

export type ExecutionSuccessWire = PromptWire

export interface ExecutionErrorWire extends PromptWire {
  /** Missing for failures of a hosted service as a whole (protocol.md §7.3). */
  readonly node_id?: NodeIdWire | null
  readonly node_type?: string | null
  readonly executed?: readonly string[] | null
  readonly exception_message?: string | null
  /** `ExecutionBlocked` makes it a note on a node instead of an end. */
  readonly exception_type?: string | null
  readonly traceback?: readonly unknown[] | null
}

export interface ExecutionInterruptedWire extends PromptWire {
  readonly node_id?: NodeIdWire | null
  readonly node_type?: string | null
  readonly executed?: readonly string[] | null
}

export interface LogsWire {
  readonly entries: readonly { readonly t: string; readonly m: string }[]
  readonly size?: { readonly cols: number; readonly rows: number } | null
}

/** Hosted servers only; `id` is the prompt it speaks of. */
export interface NotificationWire {
  readonly value: string
  readonly id?: string | null
}

interface KnownMessages {
  status: StatusWire
  feature_flags: Readonly<Record<string, unknown>>
  execution_start: ExecutionStartWire
  execution_cached: ExecutionCachedWire
  progress_state: ProgressStateWire
  executing: ExecutingWire
  progress: ProgressWire
  executed: ExecutedWire
  execution_success: ExecutionSuccessWire
  execution_error: ExecutionErrorWire
  execution_interrupted: ExecutionInterruptedWire
  logs: LogsWire
  notification: NotificationWire
}

export type KnownMessageType = keyof KnownMessages

type KnownMessage = {
  [Type in KnownMessageType]: { readonly type: Type; readonly data: KnownMessages[Type] }
}[KnownMessageType]

/** A type that is not the core's: node packs' own, `assets.seed.*`, legacy names. `name` is the wire type. */
export interface CustomMessage {
  readonly type: 'custom'
  readonly name: string
  readonly data: unknown
}

/** A text frame that was understood. Extra keys stay on `data` and mean nothing [B10]. */
export type TextMessage = KnownMessage | CustomMessage

/** A frame that is not what its type promises; dropped, and told of once per `kind`. */
export interface MalformedFrame {
  readonly type: 'malformed'
  /** What it claims to be: a message type, `text` or `binary`; one of few, whatever the server sends. */
  readonly kind: string
  readonly reason: string
}
