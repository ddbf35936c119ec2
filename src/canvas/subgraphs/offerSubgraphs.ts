import type { LGraph, Subgraph } from '@comfyorg/litegraph'
import type { Cancel } from '@/domain/time'
import { isSame } from '@/domain/isSame'
import type { NodeEntry } from '@/domain/nodeEntry'
import { t } from '@/i18n/translate'
import type { RoomState } from '../room/roomState'

/** What lists sort a workflow's own subgraphs under; no definition has it. */
const CATEGORY = 'Subgraphs of this workflow'

/** Whether a subgraph is, or holds at any depth, the graph: it can't be put into it. */
function contains(
  root: LGraph,
  subgraph: Subgraph,
  graph: LGraph,
  seen = new Set<Subgraph>()
): boolean {
  if (subgraph === graph) return true
  if (seen.has(subgraph)) return false
  seen.add(subgraph)
  return subgraph._nodes.some(({ type }) => {
    const inner = root.subgraphs.get(type)
    return inner !== undefined && contains(root, inner, graph, seen)
  })
}

type BorderSlots = readonly { readonly name: string; readonly type: unknown }[]

const toSlots = (slots: BorderSlots): NodeEntry['inputs'] =>
  slots.map(({ name, type }) => ({ name, type: String(type), isOptional: false }))

/** Subgraphs of the document that may stand once more in the graph. */
export function listOffered(graph: LGraph): NodeEntry[] {
  const root = graph.rootGraph
  return [...root.subgraphs.values()]
    .filter((subgraph) => !contains(root, subgraph, graph))
    .map(({ id, name, inputs, outputs }) => ({
      type: id,
      title: name,
      category: CATEGORY,
      categoryLabel: t('nodes.ownSubgraphs'),
      description: '',
      inputs: toSlots(inputs),
      outputs: toSlots(outputs),
      aliases: [],
      mark: null
    }))
}

/** Keeps lists of nodes in step with the subgraphs of the workflow in front. */
export function offerSubgraphs(state: RoomState): Cancel {
  const { subgraphs } = state.stores
  const update = () => {
    const graph = state.stage.value?.canvas.graph
    const next = graph ? listOffered(graph) : []
    if (!isSame(next, subgraphs.entries)) subgraphs.applyEntries(next)
  }
  state.changeListeners.add(update)
  state.shownListeners.add(update)
  return () => {
    state.changeListeners.delete(update)
    state.shownListeners.delete(update)
  }
}
