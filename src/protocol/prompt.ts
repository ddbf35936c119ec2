/** Value of an input: a link `[source node id, output index]`, or anything else JSON can say. */
export type ApiInputValue = unknown

/** One node of a prompt (protocol.md §5.1). */
export interface ApiPromptNode {
  class_type?: string
  inputs: Record<string, ApiInputValue>
  _meta?: { title: string }
}

/** The flattened node map that is sent for execution, by execution id. */
export type ApiPrompt = Record<string, ApiPromptNode>

/** The workflow document as JSON; unknown keys are kept (protocol.md §5.2). */
export type WorkflowJson = Record<string, unknown>

/** One error of `node_errors` or the top-level `error` (protocol.md §3.2). */
export interface PromptErrorWire {
  readonly type: string
  readonly message: string
  readonly details: string
  readonly extra_info: Readonly<Record<string, unknown>>
}

export interface NodeErrorsWire {
  readonly errors: readonly PromptErrorWire[]
  readonly dependent_outputs: readonly string[]
  readonly class_type: string
}

/** Body of `POST /prompt`. */
export interface PromptRequestWire {
  readonly prompt: ApiPrompt
  readonly prompt_id?: string
  readonly client_id?: string
  readonly number?: number
  readonly front?: boolean
  readonly partial_execution_targets?: readonly string[]
  readonly extra_data?: Readonly<Record<string, unknown>>
}
