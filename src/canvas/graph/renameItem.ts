import type { LGraphGroup, Subgraph } from '@comfyorg/litegraph'
import { LGraphNode, SubgraphNode } from '@comfyorg/litegraph'
import { listInstances } from '../subgraphs/editBorder'

/** Names a node or a group. The only instance of a subgraph gives it its name. */
export function renameItem(item: LGraphNode | LGraphGroup, title: string): void {
  item.title = title
  if (!(item instanceof LGraphNode) || !(item instanceof SubgraphNode)) return
  const { subgraph } = item
  if (listInstances(subgraph).length === 1) subgraph.name = title
}

/** Names a subgraph; instances that bore its name bear the new one. */
export function renameSubgraph(subgraph: Subgraph, name: string): void {
  const before = subgraph.name
  for (const instance of listInstances(subgraph))
    if (instance.title === before) instance.title = name
  subgraph.name = name
  subgraph._version++
}
