import type { LGraph, LGraphNode } from '@comfyorg/litegraph'
import type { WorkflowJson } from '@/protocol/prompt'
import { isObject, toList } from '../document/coerce'
import type { ComfyWidget } from '../widgets/widget'
import { getWidgets } from '../widgets/widget'

type Path = readonly (string | number)[]

/** Finds where a widget's value stands in a serialised document. */
export interface ValuePaths {
  find(node: LGraphNode, widget: ComfyWidget): Path[]
}

export function indexValuePaths(root: LGraph, document: WorkflowJson): ValuePaths {
  const paths = new Map<LGraph, Map<unknown, Path>>([[root, indexNodes(document, [])]])
  const definitions = isObject(document.definitions) ? toList(document.definitions.subgraphs) : []
  definitions.forEach((definition, index) => {
    if (!isObject(definition)) return
    const subgraph = root.subgraphs.get(String(definition.id))
    if (subgraph) paths.set(subgraph, indexNodes(definition, ['definitions', 'subgraphs', index]))
  })
  return {
    find(node, widget) {
      const path = node.graph ? paths.get(node.graph)?.get(node.id) : undefined
      if (!path) return []
      const place = getWidgets(node)
        .filter((candidate) => candidate.serialize !== false)
        .indexOf(widget)
      if (place === -1) return []
      return [
        [...path, 'widgets_values', place],
        [...path, 'widgets_values_named', widget.name]
      ]
    }
  }
}

function indexNodes(graph: Record<string, unknown>, prefix: Path): Map<unknown, Path> {
  const index = new Map<unknown, Path>()
  toList(graph.nodes).forEach((node, place) => {
    if (isObject(node)) index.set(node.id, [...prefix, 'nodes', place])
  })
  return index
}
