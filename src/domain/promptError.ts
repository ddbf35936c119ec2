import type { ExecutionId } from './ids'

/** One thing the server found wrong with one input or node (protocol.md §3.2). */
export interface ValidationIssue {
  /** `required_input_missing`, `value_not_in_list`, ... */
  readonly type: string
  readonly message: string
  readonly details: string
  /** The input at fault, as far as the server names it. */
  readonly inputName: string | null
}

/** What the server found wrong with one node of a prompt. */
export interface NodeValidation {
  readonly executionId: ExecutionId
  readonly classType: string
  readonly issues: readonly ValidationIssue[]
}

/** A run that ended with an error (`execution_error`), or a service that failed before it. */
export interface ExecutionFailure {
  /** The node that raised; null for an error of the service as a whole. */
  readonly executionId: ExecutionId | null
  readonly classType: string
  /** Class of the exception: `ValueError`, `torch.OutOfMemoryError`, ... */
  readonly exceptionType: string
  readonly message: string
  /** Lines, outermost call first. */
  readonly traceback: readonly string[]
}

/** `POST /prompt` refused the prompt. */
export interface PromptRefusal {
  readonly type: string
  readonly message: string
  readonly details: string
  readonly nodes: readonly NodeValidation[]
}

/** A blocker's message on a node (`ExecutionBlocked`): a note, not the end of the run. */
export interface BlockedNote {
  readonly executionId: ExecutionId
  readonly classType: string
  readonly message: string
}
