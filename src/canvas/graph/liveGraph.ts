import type { LGraphNode } from '@comfyorg/litegraph'
import type { WorkflowId } from '@/domain/ids'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { WorkflowJson } from '@/protocol/prompt'
import { toList } from '../document/coerce'
import type { JsonObject } from '../document/documentTypes'
import { prepareDocument } from '../document/prepareDocument'
import type { PreparedDocument } from '../document/prepareDocument'
import { serialiseDocument } from '../document/serialiseDocument'
import { getWidgets } from '../widgets/widget'
import { unregisterSubgraphTypes } from '../nodes/subgraphInstance'
import { toExact } from './exactPlaces'
import { GraphHistory } from './graphHistory'
import { toHistoryState } from './historyState'
import { loadDocument } from './loadDocument'
import { listGraphs, listNodes } from './walkGraph'
import { WorkflowGraph } from './workflowGraph'

/** One open workflow's graph with its undo steps. */
export class LiveGraph {
  readonly graph = new WorkflowGraph()
  readonly history: GraphHistory
  /** Types of the document that nobody defines. */
  readonly missingTypes: readonly string[]
  #versions = 0

  constructor(
    readonly workflowId: WorkflowId,
    prepared: PreparedDocument,
    onGraph: (graph: WorkflowGraph) => void = () => {}
  ) {
    onGraph(this.graph)
    this.missingTypes = loadDocument(this.graph, prepared.document)
    this.history = new GraphHistory(this.#takeState())
    this.hasNewVersion()
  }

  serialise(): WorkflowJson {
    return serialiseDocument(this.graph)
  }

  /** Takes what a gesture left, if anything changed at all. @returns whether it did */
  record(): boolean {
    return this.history.record(this.#takeState())
  }

  /** Takes a change that is no step of the user's. */
  amend(): void {
    this.history.amend(this.#takeState())
  }

  /** A node was given room by the app: part of no step, whatever gesture is under way. */
  absorbSize(node: LGraphNode): void {
    this.history.patch((state) => {
      const document = JSON.parse(state) as WorkflowJson
      const entry = findEntry(document, node)
      if (!entry) return state
      entry.size = toExact(node, [...node.size], 2)
      return JSON.stringify(document)
    })
  }

  /** False when nothing that counts versions has changed since the last look. */
  hasNewVersion(): boolean {
    const versions = listGraphs(this.graph).reduce((sum, { _version }) => sum + _version, 0)
    const isNew = versions !== this.#versions
    this.#versions = versions
    return isNew
  }

  /** Puts a state of the history back into the graph. */
  restore(state: string, definitions: ObjectInfoWire): void {
    const { id } = this.graph
    loadDocument(this.graph, prepareDocument(JSON.parse(state), definitions).document)
    this.graph.id = id
    this.hasNewVersion()
  }

  /** Ends the graph's life. */
  close(): void {
    for (const node of listNodes(this.graph)) {
      for (const widget of getWidgets(node)) callSafely(() => widget.onRemove?.())
      // LiteGraph tells the root's own nodes.
      if (node.graph !== this.graph) callSafely(() => node.onRemoved?.())
    }
    callSafely(() => this.graph.clear())
    unregisterSubgraphTypes(this.graph)
  }

  #takeState(): string {
    return toHistoryState(this.serialise())
  }
}

/** What a serialised document says of a node. */
function findEntry(document: WorkflowJson, { id, graph }: LGraphNode): JsonObject | undefined {
  const { subgraphs } = (document.definitions ?? {}) as JsonObject
  const home = graph?.isRootGraph
    ? document
    : (toList(subgraphs) as JsonObject[]).find((definition) => definition.id === graph?.id)
  return (toList(home?.nodes) as JsonObject[]).find((entry) => String(entry.id) === String(id))
}

function callSafely(task: () => void): void {
  try {
    task()
  } catch (error) {
    console.error('A node failed while its workflow was closed.', error)
  }
}
