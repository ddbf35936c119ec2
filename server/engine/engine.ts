import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { ApiPrompt, NodeErrorsWire, PromptErrorWire } from '@/protocol/prompt'

/** One prompt to execute. */
export interface EngineJob {
  readonly promptId: string
  readonly prompt: ApiPrompt
  /** Output nodes to execute, as `validate` found them. */
  readonly outputNodeIds: readonly string[]
  /** `extra_pnginfo` goes into saved files' metadata, `preview_method` steers previews (protocol.md §3.2). */
  readonly extraData: Readonly<Record<string, unknown>>
}

/**
 * What a run says, in wire form (protocol.md §1.5, §2) but unaddressed: who hears it, and which of the two preview
 * frames a client gets, is the socket's business. Order is the order of sending.
 */
export type EngineEvent =
  /** `owner`: to the submitting client. `ownerOrAll`: to everyone if the prompt came without a client id. */
  | {
      readonly kind: 'message'
      readonly type: string
      readonly data: Readonly<Record<string, unknown>>
      readonly to: 'owner' | 'ownerOrAll' | 'everyone'
    }
  | {
      readonly kind: 'preview'
      readonly nodeId: string
      readonly displayNodeId: string
      readonly parentNodeId: string | null
      readonly realNodeId: string
      readonly mime: 'image/jpeg' | 'image/png'
      readonly bytes: Uint8Array
    }
  | { readonly kind: 'text'; readonly nodeId: string; readonly text: string }

/** How a run ended, as history keeps it (protocol.md §6.1). */
export interface EngineResult {
  readonly status: 'success' | 'error' | 'interrupted'
  /** UI data by node id, partial on failure. */
  readonly outputs: Readonly<Record<string, unknown>>
  readonly meta: Readonly<Record<string, unknown>>
  /** `execution_start`, `execution_cached`, and the terminal message, with their data. */
  readonly messages: readonly (readonly [type: string, data: Readonly<Record<string, unknown>>])[]
}

export type ValidationResult =
  /**
   * Good as a whole or in part: `nodeErrors` lists the outputs that were dropped. `prompt` is the prompt with all plain
   * values in the types of their inputs, which is what ComfyUI runs and shows in its queue and history.
   */
  | {
      readonly valid: true
      readonly outputNodeIds: readonly string[]
      readonly nodeErrors: Readonly<Record<string, NodeErrorsWire>>
      readonly prompt?: ApiPrompt
    }
  | {
      readonly valid: false
      readonly error: PromptErrorWire
      readonly nodeErrors: Readonly<Record<string, NodeErrorsWire>>
    }

/** Folders the engine reads and writes; absolute, existing. */
export interface EngineFolders {
  readonly input: string
  readonly output: string
  readonly temp: string
}

/** Executes prompts on worker threads, several at once. */
export interface Engine {
  /** Prompts that can run at the same time. */
  readonly capacity: number
  /** Definitions of all nodes, file lists read anew (protocol.md §4). */
  getObjectInfo(): Promise<ObjectInfoWire>
  /** @param partialTargets restricts execution to these output nodes */
  validate(prompt: ApiPrompt, partialTargets: readonly string[] | null): Promise<ValidationResult>
  /** Executes a job; resolves when it has ended, however. Never rejects: a crash is an `error` result. */
  run(job: EngineJob, emit: (event: EngineEvent) => void): Promise<EngineResult>
  /** Asks a running job to stop, inside a node too. @returns false when it isn't running */
  interrupt(promptId: string): boolean
  /** Forgets cached results (`/free`). */
  free(): void
  /** Ends all workers. */
  close(): Promise<void>
}
