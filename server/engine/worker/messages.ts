import type { ApiPrompt } from '@/protocol/prompt'
import type { EncodedPreview } from '../codec/encodeImage'
import type { EngineFolders } from '../engine'
import type { NodeOutput } from '../nodes/nodeType'
import type { NodePackSource } from '../packs/nodePack'
import type { FailureReport } from '../values/engineError'

/** What a worker is started with. */
export interface WorkerSetup {
  readonly folders: EngineFolders
  readonly packs: readonly NodePackSource[]
  /** One word: not 0 while the calls under way are asked to stop. */
  readonly interruptFlag: Int32Array
}

/** What the node may know of its prompt. */
export interface CallScene {
  readonly nodeId: string
  readonly prompt: ApiPrompt | null
  readonly extraPnginfo: Readonly<Record<string, unknown>> | null
  readonly previewsWanted: boolean
}

/** Per input the list of its values. */
export type InputLists = Readonly<Record<string, readonly unknown[]>>

/** Something to do for a worker. */
export type WorkerRequest =
  | {
      readonly kind: 'execute'
      readonly classType: string
      readonly inputs: InputLists
      readonly scene: CallScene
    }
  | { readonly kind: 'lazy'; readonly classType: string; readonly inputs: InputLists }
  | {
      readonly kind: 'fingerprint'
      readonly classType: string
      readonly inputs: Readonly<Record<string, unknown>>
    }

/** What comes of each kind of request. */
export interface WorkerAnswers {
  /** One output per call; null where a blocker kept the node from being run. */
  execute: readonly (NodeOutput | null)[]
  /** Names of inputs to fetch. */
  lazy: readonly string[]
  fingerprint: unknown
}

/** What a worker says while it works. */
export type WorkerNews =
  | {
      readonly kind: 'progress'
      readonly value: number
      readonly max: number
      readonly preview: EncodedPreview | null
    }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'blocked'; readonly message: string }
  | {
      readonly kind: 'event'
      readonly type: string
      readonly data: Readonly<Record<string, unknown>>
      readonly to: 'owner' | 'everyone'
    }

/** From the main thread to a worker. */
export interface ToWorker {
  readonly callId: number
  readonly request: WorkerRequest
}

/** From a worker to the main thread. */
export type FromWorker =
  | { readonly callId: number; readonly news: WorkerNews }
  | { readonly callId: number; readonly answer: unknown }
  | { readonly callId: number; readonly failure: FailureReport }
