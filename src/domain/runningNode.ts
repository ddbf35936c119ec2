/** What a running prompt works on, for one line of text. */
export interface RunningNode {
  readonly title: string
  /** Steps as `5/20`; null for nodes without steps. */
  readonly steps: string | null
  /** Nodes at work beside it. */
  readonly others: number
}
