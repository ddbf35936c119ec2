import type { WorkflowJson } from '@/protocol/prompt'

type Json = Record<string, unknown>
/** `[id, origin, origin slot, target, target slot]` */
type Ends = readonly [number, unknown, number, unknown, number]

/**
 * What a saved document says, for a comparison with what the official frontend saves
 * (`shared/workflows/README.md`, "So compare meaning, not text"). Left out is what depends on the machine or the
 * moment: fresh ids, sizes (they follow the fonts), the view, the order of execution; and links of nodes that are not
 * there, which the official frontend keeps.
 */
export function describeSaved(document: WorkflowJson): unknown {
  const { subgraphs = [] } = (document.definitions ?? {}) as { subgraphs?: Json[] }
  return JSON.parse(
    JSON.stringify({
      ...describeGraph(document),
      version: document.version,
      config: document.config,
      subgraphs: Object.fromEntries(
        subgraphs.map((subgraph) => [
          subgraph.id,
          {
            ...describeGraph(subgraph),
            name: subgraph.name,
            rest: [subgraph.category, subgraph.description],
            inputs: list(subgraph.inputs).map(describeBorder),
            outputs: list(subgraph.outputs).map(describeBorder)
          }
        ])
      )
    })
  ) as unknown
}

function describeGraph(graph: Json) {
  const {
    ds: _ds,
    frontendVersion: _version,
    linkExtensions,
    ...extra
  } = (graph.extra ?? {}) as Json
  const nodes = list(graph.nodes)
  return {
    nodes: Object.fromEntries(nodes.map((node) => [node.id, describeNode(node)])),
    links: describeLinks(graph, nodes),
    groups: list(graph.groups),
    reroutes: list(graph.reroutes),
    linkExtensions: list(linkExtensions).map(({ id, parentId }) => [id, parentId]),
    extra
  }
}

function describeNode(node: Json) {
  const { id: _id, order: _order, size: _size, inputs, outputs, properties, ...rest } = node
  return {
    ...rest,
    inputs: list(inputs).map(describeSlot),
    outputs: list(outputs).map(describeSlot),
    properties: withoutViewers(properties as Json)
  }
}

/** Where a 3D viewer stands is its own business; only the official frontend has one. */
function withoutViewers(properties: Json): Json {
  return Object.fromEntries(
    Object.entries(properties).filter(([name]) => !name.endsWith(' Config'))
  )
}

function describeSlot({ name, type, label, shape, widget }: Json) {
  return { name, type, label, shape, widget }
}

function describeBorder({ name, type, label, pos }: Json) {
  return { name, type, label, pos }
}

function describeLinks(graph: Json, nodes: readonly Json[]): string[] {
  const byId = new Map(nodes.map((node) => [String(node.id), node]))
  const find = (id: unknown, side: 'inputs' | 'outputs'): readonly Json[] | null => {
    if (id === -10) return list(graph.inputs)
    if (id === -20) return list(graph.outputs)
    const node = byId.get(String(id))
    return node ? list(node[side]) : null
  }
  const lines = list(graph.links).flatMap((link) => {
    const [, origin, from, target, to] = getEnds(link)
    const [outputs, inputs] = [find(origin, 'outputs'), find(target, 'inputs')]
    if (!outputs || !inputs) return []
    return [
      `${String(origin)}.${String(outputs[from]?.name)} > ${String(target)}.${String(inputs[to]?.name)}`
    ]
  })
  // Two links with the same ends say no more than one.
  return [...new Set(lines)].sort()
}

function getEnds(link: Json | unknown[]): Ends {
  if (Array.isArray(link)) return link as unknown as Ends
  const { id, origin_id, origin_slot, target_id, target_slot } = link
  return [id, origin_id, origin_slot, target_id, target_slot] as Ends
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : []
}
