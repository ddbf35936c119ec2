import type { LGraph, LGraphNode, Subgraph } from '@comfyorg/litegraph'

/** The root graph and all subgraph definitions in it. */
export function listGraphs(root: LGraph): (LGraph | Subgraph)[] {
  return [root, ...root.subgraphs.values()]
}

/** Every node of the document once, whichever graph it stands in. */
export function listNodes(root: LGraph): LGraphNode[] {
  return listGraphs(root).flatMap((graph) => [...graph._nodes])
}
