import type { NodeDefinitionWire } from '@/protocol/nodeDefinition'
import type { ApiPrompt } from '@/protocol/prompt'
import type { EngineFolders } from '../engine'
import type { ExecutionBlocker } from '../values/executionBlocker'
import type { Tensor } from '../tensor/tensor'

/** A picture to show while a node runs. */
export interface PreviewPicture {
  readonly images: Tensor
  /** Which picture of the batch; the first one without it. */
  readonly item?: number
  readonly format?: 'JPEG' | 'PNG'
  /** Sent even if the user wants no previews, and in its own size: it is a result. */
  readonly isResult?: boolean
}

/** What a node may ask for and tell while it runs. */
export interface NodeContext {
  /** The id of the node in the prompt, or of the expanded graph. */
  readonly nodeId: string
  /** Which call it is when the node runs once per item of a list; 0 else. */
  readonly callIndex: number
  readonly folders: EngineFolders
  /** The whole prompt, for nodes with the hidden input PROMPT; else null. */
  readonly prompt: ApiPrompt | null
  /** `extra_data.extra_pnginfo`, for nodes with the hidden input EXTRA_PNGINFO; else null. */
  readonly extraPnginfo: Readonly<Record<string, unknown>> | null
  /** False when nobody would see a preview: then don't make one. */
  readonly previewsWanted: boolean
  /**
   * Tells how far the node is. Steps without a picture are throttled (protocol.md §1.5); await the call when it
   * carries one, so that pictures don't pile up.
   *
   * @throws InterruptedError when the prompt has been asked to stop
   */
  progress(value: number, max: number, preview?: PreviewPicture): Promise<void>
  /** Shows a line of text on the node. */
  text(text: string): void
  /** Sends a message of the node's own over the socket. */
  sendEvent(type: string, data: Readonly<Record<string, unknown>>, to: 'owner' | 'everyone'): void
  /** To be called in long loops. @throws InterruptedError when the prompt has been asked to stop */
  throwIfInterrupted(): void
}

/** A graph that a node puts in its own place (protocol.md §5.4). */
export interface ExpandedGraph {
  readonly nodes: ApiPrompt
}

/** What a node returns. */
export interface NodeOutput {
  /** One value per output; with `expand`, values may be links into the new graph. */
  readonly result?: readonly unknown[] | ExecutionBlocker
  /** Shown at the node and kept in history: every value an array (protocol.md §6.2). */
  readonly ui?: Readonly<Record<string, readonly unknown[]>>
  readonly expand?: ExpandedGraph
}

export type NodeInputs = Readonly<Record<string, unknown>>

/** Which inputs a node checks itself, and how. These are then exempt from the checks of range and options. */
export interface InputValidation {
  readonly inputs: readonly string[]
  /** @returns true, or what is wrong */
  validate(inputs: NodeInputs, folders: EngineFolders): Promise<true | string>
}

/**
 * One class of nodes. The definition is exactly what `object_info` gives; the functions are methods, so that a node
 * may declare the types of its inputs more narrowly.
 */
export interface NodeType {
  readonly definition: NodeDefinitionWire
  /** Several of one prompt may run at the same time. Others run one after the other even if they return a promise. */
  readonly isAsync: boolean
  /** It is given values of inputs that it does not declare, too. */
  readonly takesAnyInput?: boolean
  execute(inputs: NodeInputs, context: NodeContext): NodeOutput | Promise<NodeOutput>
  /** Names the lazy inputs it needs next, given those it has. */
  checkLazyStatus?(inputs: NodeInputs): readonly string[]
  /**
   * Something that differs when the result would (a file's hash). NaN: the result is never kept.
   * Gets only the inputs that are no links.
   */
  fingerprint?(inputs: NodeInputs, folders: EngineFolders): Promise<unknown>
  readonly validation?: InputValidation
  /** Options that depend on the disk: input name -> list, read anew for every `object_info`. */
  readOptions?(folders: EngineFolders): Promise<Readonly<Record<string, readonly string[]>>>
}
