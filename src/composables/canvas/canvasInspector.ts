import type { InjectionKey, Ref } from 'vue'
import type { Cancel } from '@/domain/time'
import type { NodeLocatorId, WorkflowId } from '@/domain/ids'

/** How a value is edited; `other` has an editor on the canvas only. */
export type WidgetKind =
  | 'number'
  | 'slider'
  | 'text'
  | 'lines'
  | 'toggle'
  | 'choice'
  | 'choices'
  | 'colour'
  | 'button'
  | 'value'
  | 'other'

/** A field of what is selected; of several nodes one that all have. */
export interface InspectedWidget {
  readonly name: string
  readonly label: string
  readonly kind: WidgetKind
  readonly value: unknown
  /** A value as one typed as JSON has to be; undefined where anything will do. */
  readonly sample: unknown
  /** The nodes differ; `value` is the first one's. */
  readonly isMixed: boolean
  /** Fed by a link: it says from where, and the value can't be edited. */
  readonly source: string | null
  readonly isDisabled: boolean
  readonly isAdvanced: boolean
  readonly tooltip: string
  readonly min: number | null
  readonly max: number | null
  readonly step: number | null
  /** Of a list; null for all else. */
  readonly choices: readonly unknown[] | null
}

/** An input or output of a node. */
export interface InspectedSlot {
  readonly name: string
  readonly type: string
  readonly isLinked: boolean
}

/** A node, as it is told from others. */
export interface InspectedNode {
  readonly locatorId: NodeLocatorId
  readonly id: string
  readonly type: string
  readonly title: string
  /** A subgraph says here what it is called, whatever the node's title is. */
  readonly subgraphName: string | null
  readonly inputs: readonly InspectedSlot[]
  readonly outputs: readonly InspectedSlot[]
}

/** What a node does in a run: LiteGraph's numbers. */
export type NodeMode = 'always' | 'mute' | 'bypass'
export type NodeShape = 'default' | 'box' | 'round' | 'card'

/** What all selected nodes have; undefined where they differ. */
export interface InspectedLook {
  readonly mode: NodeMode | undefined
  /** Name in LiteGraph's palette, `custom` for another colour, null for none. */
  readonly colour: string | null | undefined
  readonly shape: NodeShape | undefined
  readonly isCollapsed: boolean | undefined
  readonly isPinned: boolean | undefined
}

/** A plain value that a node carries beside its fields. */
export interface InspectedProperty {
  readonly name: string
  readonly value: string | number | boolean
  /** The values that its class allows; null where any will do. */
  readonly choices: readonly (string | number)[] | null
}

/** An input or output of a subgraph. */
export interface InspectedBorderSlot {
  readonly id: string
  readonly name: string
  readonly type: string
}

/** A slot of a node inside a subgraph that its border may have. */
export interface InspectedFreeSlot {
  readonly nodeId: string
  readonly index: number
  readonly label: string
}

/** What a subgraph takes and gives. */
export interface InspectedBorder {
  readonly id: string
  readonly name: string
  readonly inputs: readonly InspectedBorderSlot[]
  readonly outputs: readonly InspectedBorderSlot[]
  readonly freeInputs: readonly InspectedFreeSlot[]
  readonly freeOutputs: readonly InspectedFreeSlot[]
}

/** A change to one side of a subgraph's border; slots are named by their ids. */
export type BorderEdit = { readonly side: 'inputs' | 'outputs' } & (
  | { readonly kind: 'add'; readonly slot: InspectedFreeSlot }
  | { readonly kind: 'rename'; readonly id: string; readonly name: string }
  | { readonly kind: 'move'; readonly id: string; readonly by: 1 | -1 }
  | { readonly kind: 'remove'; readonly id: string }
)

/** What is selected on the canvas, as it stands; a new object whenever something of it changed. */
export interface Inspection {
  readonly workflowId: WorkflowId
  /** How many nodes are selected. */
  readonly count: number
  /** The only node that is selected; null when there are several, or none. */
  readonly node: InspectedNode | null
  /** The title of the only group, when no node is selected. */
  readonly group: { readonly title: string } | null
  readonly widgets: readonly InspectedWidget[]
  readonly properties: readonly InspectedProperty[]
  readonly look: InspectedLook
  /** Of the only node, where that is a subgraph; while nothing is selected, of the subgraph that is shown. */
  readonly border: InspectedBorder | null
}

/** Parts of the inspector that menus lead to. */
export type InspectorPart = 'fields' | 'look' | 'help'

/** The selection's details and edits of them. Each edit is the same step to undo as on the canvas. */
export interface CanvasInspector {
  /** Null while nothing is selected in a root graph, or nobody watches. */
  readonly current: Readonly<Ref<Inspection | null>>
  /** Names of the palette's colours with what they look like. */
  listColours(): readonly { readonly name: string; readonly colour: string }[]
  /** Keeps `current` in step with the canvas until the call that it returns. */
  watch(): Cancel
  /** Told when a menu of the canvas wants the inspector open. */
  onAsked(listener: (part: InspectorPart) => void): Cancel
  /** Writes a field of all selected nodes; a number's text may be arithmetic. Typing without a pause is one step. */
  setWidget(name: string, value: unknown): void
  /** Changes a number by steps of its own. */
  stepWidget(name: string, steps: number): void
  pressWidget(name: string): void
  /** Names the one node, or the one group, that is selected; while nothing is, the subgraph that is shown. */
  setTitle(title: string): void
  setProperty(name: string, value: string | number | boolean): void
  setLook(look: Partial<InspectedLook>): void
  /** Changes the border of the subgraph that is inspected, with all instances of it. */
  editBorder(edit: BorderEdit): void
}

export const CANVAS_INSPECTOR: InjectionKey<CanvasInspector> = Symbol('canvasInspector')
