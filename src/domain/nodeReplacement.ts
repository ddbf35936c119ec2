/** What takes the place of a node type that is no longer there, as the server tells (protocol.md §3.6). */
export interface NodeReplacement {
  readonly newType: string
  /** Names of the old node's widgets, in the order in which documents hold their values; null when they stay. */
  readonly oldWidgets: readonly string[] | null
  /** Where each input of the new node comes from; null when they keep their names. */
  readonly inputs: readonly ReplacedInput[] | null
  /** Null when outputs keep their places. */
  readonly outputs: readonly { readonly to: number; readonly from: number }[] | null
}

export type ReplacedInput =
  | { readonly name: string; readonly from: string }
  | { readonly name: string; readonly value: unknown }

/** By the old type, the one the server itself applies first. */
export type NodeReplacements = Readonly<Record<string, readonly NodeReplacement[]>>
