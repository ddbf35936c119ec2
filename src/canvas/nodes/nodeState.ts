import type { LGraphNode } from '@comfyorg/litegraph'
import type { InputEntry } from '../schema/nodeLayout'
import type { ComfyWidget } from '../widgets/widget'

/** What a node has by its definition, as opposed to what packs added. */
export interface NodeParts {
  /** Widgets of each input, companions included. */
  readonly widgets: Map<string, { entry: InputEntry; widgets: ComfyWidget[] }>
  /** Names of the sockets that come from the definition. */
  readonly slots: Map<string, InputEntry>
}

const parts = new WeakMap<LGraphNode, NodeParts>()

export function getParts(node: LGraphNode): NodeParts {
  const known = parts.get(node)
  if (known) return known
  const made: NodeParts = { widgets: new Map(), slots: new Map() }
  parts.set(node, made)
  return made
}

/** The definition's entry of an input; undefined for what packs added. */
export function findEntry(node: LGraphNode, name: string): InputEntry | undefined {
  const known = parts.get(node)
  return known?.widgets.get(name)?.entry ?? known?.slots.get(name)
}
