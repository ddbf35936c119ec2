/**
 * Types for node packs in TypeScript (docs/node-packs.md). Import them as types only: they are gone at run time.
 *
 * ```ts
 * import type { NodePackApi } from '<this project>/types/nodePack'
 * export default ({ fields, defineNode }: NodePackApi) => [defineNode({ ... })]
 * ```
 */

/**
 * Numbers in memory that all worker threads share. Images are [batch, height, width, channels] in 0..1, masks
 * [batch, height, width]. Never write to a tensor you were given, nor to one that you have returned.
 */
export interface Tensor {
  readonly kind: 'tensor'
  readonly bufferId: string
  readonly shape: readonly number[]
  readonly data: Float32Array
}

export interface ImageSize {
  readonly batch: number
  readonly height: number
  readonly width: number
  readonly channels: number
}

declare const valueType: unique symbol

/** An input of a node, and the type of its value in `execute`. Made by the functions of `fields`. */
export interface InputField<Value> {
  readonly type: string | readonly string[]
  readonly options?: Readonly<Record<string, unknown>>
  readonly isOptional?: boolean
  readonly [valueType]?: Value
}

export type InputFields = Readonly<Record<string, InputField<unknown>>>

export type InputValues<Fields extends InputFields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends InputField<infer Value> ? Value : never
}

type Options = Readonly<Record<string, unknown>>

export interface NumberOptions {
  readonly default?: number
  readonly min?: number
  readonly max?: number
  readonly step?: number
  readonly display?: string
  readonly tooltip?: string
  readonly advanced?: boolean
  /** Gives the widget a "control after generate", as seeds have it. */
  readonly control_after_generate?: boolean | string
}

export interface TextOptions {
  readonly default?: string
  readonly multiline?: boolean
  readonly tooltip?: string
  readonly advanced?: boolean
}

/** Makes inputs. Options are those of ComfyUI's `object_info`; `lazy: true` makes a socket lazy. */
export interface Fields {
  int(options: NumberOptions): InputField<number>
  float(options: NumberOptions): InputField<number>
  string(options: TextOptions): InputField<string>
  boolean(options?: Options): InputField<boolean>
  image(options?: Options): InputField<Tensor>
  mask(options?: Options): InputField<Tensor>
  /** Takes everything. */
  any(options?: Options): InputField<unknown>
  /** Any type of your own. */
  socket<Value>(type: string, options?: Options): InputField<Value>
  combo<const Option extends string>(list: readonly Option[], options?: Options): InputField<Option>
  optional<Value>(field: InputField<Value>): InputField<Value | undefined>
}

/** Stands in an output for "nothing comes from here": nodes behind it are not run. */
export interface ExecutionBlocker {
  readonly kind: 'blocker'
  readonly message: string | null
}

export interface PreviewPicture {
  readonly images: Tensor
  /** Which picture of the batch; the first one without it. */
  readonly item?: number
  readonly format?: 'JPEG' | 'PNG'
  /** Sent even if the user wants no previews, and in its own size: it is a result. */
  readonly isResult?: boolean
}

/** Absolute paths. */
export interface EngineFolders {
  readonly input: string
  readonly output: string
  readonly temp: string
}

/** A prompt as it is sent: nodes by id. */
export type ApiPrompt = Record<
  string,
  { readonly class_type?: string; readonly inputs: Record<string, unknown> }
>

/** What a node may ask for and tell while it runs. */
export interface NodeContext {
  readonly nodeId: string
  /** Which call it is when the node runs once per item of a list; 0 else. */
  readonly callIndex: number
  readonly folders: EngineFolders
  /** For nodes with the hidden input PROMPT; else null. */
  readonly prompt: unknown
  /** For nodes with the hidden input EXTRA_PNGINFO; else null. */
  readonly extraPnginfo: Readonly<Record<string, unknown>> | null
  /** False when nobody would see a preview: then don't make one. */
  readonly previewsWanted: boolean
  /** Tells how far the node is, with a picture if you like; await it then. Throws when the prompt has been stopped. */
  progress(value: number, max: number, preview?: PreviewPicture): Promise<void>
  /** Shows a line of text on the node. */
  text(text: string): void
  /** Sends a message of your own over the socket; `api.addEventListener(type, ...)` hears it in the page. */
  sendEvent(type: string, data: Readonly<Record<string, unknown>>, to: 'owner' | 'everyone'): void
  /** To be called in long loops. Throws when the prompt has been stopped. */
  throwIfInterrupted(): void
}

/** What a node returns. */
export interface NodeOutput {
  /** One value per output, a list where the output is one; with `expand`, links into the new graph. */
  readonly result?: readonly unknown[] | ExecutionBlocker
  /** Shown at the node and kept in history: every value an array. */
  readonly ui?: Readonly<Record<string, readonly unknown[]>>
  /** A graph that takes the node's place, from `GraphBuilder`. */
  readonly expand?: { readonly nodes: ApiPrompt }
}

export interface OutputField {
  readonly type: string
  /** Shown beside the socket; the type without it. */
  readonly name?: string
  readonly isList?: boolean
  readonly tooltip?: string
}

/** How a node is declared. Names, order and texts are those of `object_info`. */
export interface NodeSpec<Fields extends InputFields> {
  readonly name: string
  readonly displayName: string
  readonly description?: string
  readonly category: string
  readonly searchAliases?: readonly string[]
  readonly inputs: Fields
  readonly hidden?: Readonly<Record<string, 'UNIQUE_ID' | 'PROMPT' | 'EXTRA_PNGINFO'>>
  readonly outputs: readonly OutputField[]
  /** A prompt runs what its output nodes need. */
  readonly isOutputNode?: boolean
  /** `execute` is called once, every input being the list of its values. */
  readonly isInputList?: boolean
  readonly isDeprecated?: boolean
  readonly isExperimental?: boolean
  /** Several nodes of one prompt may run at the same time. */
  readonly isAsync?: boolean
  /** It is given values of inputs that it does not declare, too. */
  readonly takesAnyInput?: boolean
  execute(inputs: InputValues<Fields>, context: NodeContext): NodeOutput | Promise<NodeOutput>
  /** Names the lazy inputs it needs next, given those it has. */
  checkLazyStatus?(inputs: Partial<InputValues<Fields>>): readonly string[]
  /** Something that differs when the result would (ComfyUI's IS_CHANGED). NaN: the result is never kept. */
  fingerprint?(inputs: Partial<InputValues<Fields>>, folders: EngineFolders): Promise<unknown>
  /** Checks inputs before the prompt is queued. Runs on the server's own thread: be quick. */
  readonly validation?: {
    /** These are then exempt from the checks of range and options. */
    readonly inputs: readonly string[]
    /** True, or what is wrong. */
    validate(
      inputs: Readonly<Record<string, unknown>>,
      folders: EngineFolders
    ): Promise<true | string>
  }
  /** Options that depend on the disk, by input. Runs on the server's own thread: be quick. */
  readOptions?(folders: EngineFolders): Promise<Readonly<Record<string, readonly string[]>>>
}

/** A node class. */
export interface NodeType {
  readonly definition: { readonly name: string }
}

/** A node of a graph that is being built. */
export interface BuiltNode {
  readonly id: string
  /** A link to one of its outputs. */
  output(slot: number): readonly [sourceId: string, slot: number]
}

/** Builds a graph that a node puts in its own place. */
export interface GraphBuilder {
  addNode(classType: string, inputs: Readonly<Record<string, unknown>>, name?: string): BuiltNode
  /** What to return as `expand`. */
  build(): { readonly nodes: ApiPrompt }
}

/** What a pack gets from the engine. */
export interface NodePackApi {
  readonly fields: Fields
  /** Declares a node as ComfyUI's newer classes appear in `object_info`. */
  defineNode<Fields extends InputFields>(spec: NodeSpec<Fields>): NodeType
  /** Declares a node as ComfyUI's older classes appear in `object_info`. */
  defineClassicNode<Fields extends InputFields>(spec: NodeSpec<Fields>): NodeType
  /** A new image of zeros. */
  createImage(size: ImageSize): Tensor
  /** A new tensor of zeros. */
  createTensor(shape: readonly number[]): Tensor
  /** @param message shown at the first node that meets it; null: nothing is said */
  createBlocker(message: string | null): ExecutionBlocker
  readonly GraphBuilder: new (context: NodeContext) => GraphBuilder
  /** An error with the name of a Python exception, as users of ComfyUI know them. */
  readonly EngineError: new (exceptionType: string, message: string) => Error
}

/** The default export of a pack. */
export type NodePack = (api: NodePackApi) => readonly NodeType[] | Promise<readonly NodeType[]>
