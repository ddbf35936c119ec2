import type { LGraphNode } from '@comfyorg/litegraph'
import type { WorkflowId } from '@/domain/ids'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { WorkflowJson } from '@/protocol/prompt'
import { prepareDocument } from '../document/prepareDocument'
import type { PreparedDocument } from '../document/prepareDocument'
import { serialiseDocument } from '../document/serialiseDocument'
import { getWidgets } from '../widgets/widget'
import { unregisterSubgraphTypes } from '../nodes/subgraphInstance'
import { toExact } from './exactPlaces'
import { GraphHistory } from './graphHistory'
import type { HistoryState } from './historyState'
import { patchNode, readNode, toDocument, toHistoryState } from './historyState'
import { growToContent, loadDocument } from './loadDocument'
import { restoreNodes } from './restoreNodes'
import { listGraphs, listNodes } from './walkGraph'
import { WorkflowGraph } from './workflowGraph'

/** One open workflow's graph with its undo steps. */
export class LiveGraph {
  readonly graph = new WorkflowGraph()
  readonly history: GraphHistory
  /** Types of the document that nobody defines. */
  readonly missingTypes: readonly string[]
  /** What the document says at its top of models that it needs. */
  models: unknown = []
  #versions = 0

  constructor(
    readonly workflowId: WorkflowId,
    prepared: PreparedDocument,
    onGraph: (graph: WorkflowGraph) => void = () => {}
  ) {
    onGraph(this.graph)
    this.missingTypes = loadDocument(this.graph, prepared.document)
    growToContent(this.graph)
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
    const size = toExact(node, [...node.size], 2)
    this.history.patch((state) => patchNode(state, node, { size }))
  }

  /**
   * A node has got the value it was added for: part of the step that added it, which may have been taken meanwhile.
   * @returns whether it was
   */
  absorbValues(node: LGraphNode): boolean {
    const { widgets_values, widgets_values_named } = readNode(this.#takeState(), node) ?? {}
    const values = { widgets_values, widgets_values_named }
    return this.history.patchAround((state) => patchNode(state, node, values))
  }

  /** False when nothing that counts versions has changed since the last look. */
  hasNewVersion(): boolean {
    const versions = listGraphs(this.graph).reduce((sum, { _version }) => sum + _version, 0)
    const isNew = versions !== this.#versions
    this.#versions = versions
    return isNew
  }

  /**
   * Takes the last step back, or makes it again.
   * @returns the nodes that were made anew, `all` for a graph that was read as a whole; null when there is no such step
   */
  step(
    direction: 'undo' | 'redo',
    definitions: ObjectInfoWire
  ): ReadonlySet<LGraphNode> | 'all' | null {
    const from = this.history.current
    const to = this.history[direction]()
    if (!to) return null
    const made = restoreNodes(this.graph, from, to)
    if (!made) this.load(toDocument(to), definitions)
    this.hasNewVersion()
    return made ?? 'all'
  }

  /** Puts another document of the workflow into the graph; its nodes had grown to their content before. */
  load(document: WorkflowJson, definitions: ObjectInfoWire): void {
    const { id } = this.graph
    loadDocument(this.graph, prepareDocument(document, definitions).document)
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

  #takeState(): HistoryState {
    return toHistoryState(this.serialise())
  }
}

function callSafely(task: () => void): void {
  try {
    task()
  } catch (error) {
    console.error('A node failed while its workflow was closed.', error)
  }
}
