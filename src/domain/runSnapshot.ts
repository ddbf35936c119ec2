import type { ApiPrompt, WorkflowJson } from '@/protocol/prompt'
import type { ExecutionId, WorkflowId } from './ids'
import type { PromptManifest } from './promptManifest'

/** An input of the prompt that a variable writes. */
export interface VariableTarget {
  readonly executionId: ExecutionId
  readonly inputName: string
}

/** How a value goes on from run to run: a widget's `control_after_generate`. */
export type ControlMode = 'fixed' | 'increment' | 'decrement' | 'randomize'

/** A seed or a list value that changes from run to run. */
export interface ControlledValue {
  readonly kind: 'controlled'
  readonly mode: ControlMode
  readonly value: unknown
  /** The widget has been in a run before: with `before` only the first run takes its value as it stands. */
  readonly hasRun?: boolean
  /** Numbers: limits and step. Lists: the options, whose order the steps follow. */
  readonly range:
    | { readonly min: number; readonly max: number; readonly step: number }
    | readonly unknown[]
  readonly targets: readonly VariableTarget[]
  /** Where the value stands in the document, as paths of keys; it goes into the saved files' metadata. */
  readonly documentPaths: readonly (readonly (string | number)[])[]
}

/** A text with alternatives (`{a|b}`), of which each run takes one. */
export interface DynamicText {
  readonly kind: 'dynamicText'
  readonly template: string
  readonly targets: readonly VariableTarget[]
}

export type RunVariable = ControlledValue | DynamicText

/**
 * What a press of Run takes of a workflow, at that moment and for all runs of the batch [B13]. Immutable: neither
 * edits, nor tab switches, nor the closing of the tab change it.
 */
export interface RunSnapshot {
  readonly workflowId: WorkflowId
  readonly workflowName: string
  /** The document's own UUID. */
  readonly documentId: string
  readonly document: WorkflowJson
  readonly output: ApiPrompt
  readonly manifest: PromptManifest
  readonly variables: readonly RunVariable[]
  /** When controlled values go on: after each run, or before each but their first. */
  readonly controlTime?: 'before' | 'after'
}
