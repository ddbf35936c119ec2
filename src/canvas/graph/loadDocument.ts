import type { SerialisableGraph } from '@comfyorg/litegraph/dist/types/serialisation'
import type { DocumentJson, GraphJson, SubgraphJson } from '../document/documentTypes'
import { MissingNode } from '../nodes/missingNode'
import { dropLooseLinks } from './dropLooseLinks'
import { rememberPlaces } from './exactPlaces'
import { listNodes } from './walkGraph'
import type { WorkflowGraph } from './workflowGraph'
import { keepRest } from './workflowGraph'

/**
 * Puts a prepared document into a graph.
 * @returns types that nobody defines, each once
 */
export function loadDocument(graph: WorkflowGraph, document: DocumentJson): string[] {
  graph.configure(toLiteGraph(document))
  graph.documentId = document.id
  rememberPlaces(graph, document)
  for (const definition of document.subgraphs) {
    const subgraph = graph.subgraphs.get(definition.id)
    if (!subgraph) continue
    keepRest(subgraph, definition.rest)
    rememberPlaces(subgraph, definition)
  }
  dropLooseLinks(graph)
  const missing = listNodes(graph).filter((node) => node instanceof MissingNode)
  return [...new Set(missing.map(({ type }) => type))].sort()
}

/** A node that is drawn grows to its content: done now, so that looking at a document is no edit of it. */
export function growToContent(graph: WorkflowGraph): void {
  for (const node of listNodes(graph)) {
    if (node instanceof MissingNode) continue
    const [width = 0, height = 0] = node.computeSize()
    const [before = 0, tall = 0] = node.size
    if (width > before || height > tall)
      node.setSize([Math.max(before, width), Math.max(tall, height)])
  }
}

function toLiteGraph(document: DocumentJson): SerialisableGraph {
  return {
    ...toGraph(document),
    definitions: { subgraphs: document.subgraphs.map(toDefinition) }
  } as unknown as SerialisableGraph
}

function toGraph({
  id,
  revision,
  state,
  nodes,
  links,
  floatingLinks,
  reroutes,
  groups,
  config,
  extra
}: GraphJson) {
  return {
    id,
    revision,
    version: 1,
    state,
    nodes,
    links,
    floatingLinks,
    reroutes,
    groups,
    config,
    extra
  }
}

/** A definition as LiteGraph takes it. */
export function toDefinition(subgraph: SubgraphJson) {
  const { name, inputNode, outputNode, inputs, outputs, widgets } = subgraph
  return { ...toGraph(subgraph), name, inputNode, outputNode, inputs, outputs, widgets }
}
