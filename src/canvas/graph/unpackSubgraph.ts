import type { LGraph, LGraphCanvas, LGraphNode, Subgraph, SubgraphNode } from '@comfyorg/litegraph'
import { pasteItems } from '../clipboard/canvasClipboard'
import { getWidgets } from '../widgets/widget'
import { INPUT_BORDER, OUTPUT_BORDER } from './borderLinks'

/** One end of a link. */
interface End {
  readonly id: number | string
  readonly slot: number
}

/** What was linked to an instance: each connection goes from an outer end to an inner one, or the other way. */
interface Connections {
  readonly inward: readonly {
    readonly from: End | null
    readonly to: readonly End[]
    readonly value: unknown
  }[]
  readonly outward: readonly { readonly from: End; readonly to: readonly End[] }[]
}

type Copies = ReadonlyMap<unknown, LGraphNode>

/**
 * Puts what a subgraph instance holds into the graph around it, linked as the instance was and with its values. The
 * definition stays for other instances. @returns false when the canvas shows another graph
 */
export function unpackSubgraph(canvas: LGraphCanvas, instance: SubgraphNode): boolean {
  const { graph, subgraph } = instance
  if (!graph || canvas.graph !== graph) return false
  graph.beforeChange()
  const connections = readConnections(graph, instance)
  const copies = pasteContent(canvas, instance, subgraph)
  graph.remove(instance)
  for (const connection of connections.inward) connectInward(graph, copies, connection)
  for (const { from, to } of connections.outward) {
    const origin = copies.get(from.id)
    if (origin) for (const end of to) connect(graph, { node: origin, slot: from.slot }, end)
  }
  graph.afterChange()
  canvas.setDirty(true, true)
  return true
}

function readConnections(graph: LGraph, instance: SubgraphNode): Connections {
  const { subgraph } = instance
  return {
    inward: subgraph.inputs.map((border, index) => {
      const input = instance.inputs[index]
      const link = input?.link == null ? undefined : graph._links.get(input.link)
      const widget = input && getWidgets(instance).find(({ name }) => name === input.widget?.name)
      return {
        from: link ? { id: link.origin_id, slot: link.origin_slot } : null,
        to: border
          .getLinks()
          .map(({ target_id, target_slot }) => ({ id: target_id, slot: target_slot })),
        value: widget?.value
      }
    }),
    outward: subgraph.outputs.flatMap((border, index) => {
      const [inner] = border.getLinks()
      if (!inner) return []
      const to = (instance.outputs[index]?.links ?? []).flatMap((id) => {
        const link = graph._links.get(id)
        return link ? [{ id: link.target_id, slot: link.target_slot }] : []
      })
      return [{ from: { id: inner.origin_id, slot: inner.origin_slot }, to }]
    })
  }
}

/** Copies stand around the middle of the instance. */
function pasteContent(canvas: LGraphCanvas, instance: SubgraphNode, subgraph: Subgraph): Copies {
  const nodes = subgraph._nodes.flatMap((node) => {
    const copy = node.clone()?.serialize()
    return copy ? [{ ...copy, id: node.id, pos: [...node.pos] }] : []
  })
  const links = [...subgraph._links.values()]
    .filter(({ origin_id, target_id }) => origin_id !== INPUT_BORDER && target_id !== OUTPUT_BORDER)
    .map((link) => link.asSerialisable())
  const items = {
    nodes,
    links,
    groups: subgraph._groups.map((group) => group.serialize()),
    reroutes: [...subgraph.reroutes.values()].map((reroute) => reroute.asSerialisable()),
    subgraphs: []
  }
  const pasted = pasteItems(canvas, items, findPlace(instance, subgraph))
  return pasted?.nodes ?? new Map()
}

/** Where the top left corner of the content goes, so that its middle is the instance's. */
function findPlace({ pos, size }: SubgraphNode, subgraph: Subgraph): [number, number] {
  const boxes = [...subgraph._nodes, ...subgraph._groups]
  const spread = (axis: 0 | 1): number => {
    const starts = boxes.map((box) => box.pos[axis])
    const ends = boxes.map((box) => box.pos[axis] + box.size[axis])
    return boxes.length === 0 ? 0 : Math.max(...ends) - Math.min(...starts)
  }
  return [pos[0] + (size[0] - spread(0)) / 2, pos[1] + (size[1] - spread(1)) / 2]
}

function connectInward(
  graph: LGraph,
  copies: Copies,
  { from, to, value }: Connections['inward'][number]
): void {
  for (const { id, slot } of to) {
    const node = copies.get(id)
    const input = node?.inputs[slot]
    if (!node || !input) continue
    const widget = getWidgets(node).find(({ name }) => name === input.widget?.name)
    if (widget && value !== undefined) widget.value = value
    if (!from) continue
    if (from.id === INPUT_BORDER) (graph as Subgraph).inputs[from.slot]?.connect(input, node)
    else graph.getNodeById(from.id)?.connect(from.slot, node, slot)
  }
}

function connect(
  graph: LGraph,
  { node, slot }: { node: LGraphNode; slot: number },
  end: End
): void {
  const output = node.outputs[slot]
  if (!output) return
  if (end.id === OUTPUT_BORDER) (graph as Subgraph).outputs[end.slot]?.connect(output, node)
  else {
    const target = graph.getNodeById(end.id)
    if (target) node.connect(slot, target, end.slot)
  }
}
