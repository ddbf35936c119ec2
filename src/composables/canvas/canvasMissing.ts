import type { InjectionKey, Ref } from 'vue'
import type { NodeLocatorId, WorkflowId } from '@/domain/ids'
import type { Cancel } from '@/domain/time'

/** A node type that nobody defines, and where the document has it. */
export interface MissingNodeType {
  readonly type: string
  /** What the document calls the nodes, where that says more than the type. */
  readonly title: string | null
  /** The pack it came from, where the document says so. */
  readonly pack: string | null
  readonly nodes: readonly NodeLocatorId[]
  /** The type that can take its place; null when the server knows none. */
  readonly replacement: { readonly type: string; readonly title: string } | null
}

/** A model file that the document names and the server doesn't have. */
export interface MissingModel {
  readonly name: string
  /** The kind of models it is; null where nobody says. */
  readonly folder: string | null
  /** Where the document says it comes from. */
  readonly url: string | null
  readonly nodes: readonly NodeLocatorId[]
}

/** What the workflow in front needs and the server lacks. */
export interface MissingParts {
  readonly workflowId: WorkflowId
  readonly types: readonly MissingNodeType[]
  readonly models: readonly MissingModel[]
}

/** What is missing on the canvas, and what can be done about it. */
export interface CanvasMissing {
  /** Null while nothing is missing, or nobody watches. */
  readonly current: Readonly<Ref<MissingParts | null>>
  /** Keeps `current` in step with the canvas until the call that it returns. */
  watch(): Cancel
  /** Puts the replacements of these types into the workflow in front, as one step to undo. @returns how many nodes */
  replace(types: readonly string[]): number
}

export const CANVAS_MISSING: InjectionKey<CanvasMissing> = Symbol('canvasMissing')
