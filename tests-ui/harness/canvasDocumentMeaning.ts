import type { WorkflowJson } from '@/protocol/prompt'

type Json = Record<string, unknown>

/**
 * What a saved document says, whatever its form: nodes with their values, which slot names a link joins, groups,
 * reroutes, definitions.
 */
export function describeDocument(document: WorkflowJson): unknown {
  const definitions = ((document.definitions as Json | undefined)?.subgraphs ?? []) as Json[]
  return {
    ...describeGraph(document),
    definitions: Object.fromEntries(
      definitions.map((definition) => [
        definition.id,
        {
          ...describeGraph(definition),
          name: definition.name,
          inputs: listNames(definition.inputs),
          outputs: listNames(definition.outputs)
        }
      ])
    )
  }
}

function describeGraph(graph: Json) {
  const nodes = (graph.nodes ?? []) as Json[]
  const { reroutes, linkExtensions, ds: _ds, ...extra } = (graph.extra ?? {}) as Json
  return {
    nodes: Object.fromEntries(nodes.map((node) => [node.id, describeNode(node)])),
    links: describeLinks(graph, nodes),
    groups: (graph.groups ?? []) as Json[],
    reroutes: reroutes ?? graph.reroutes ?? [],
    linkExtensions: linkExtensions ?? [],
    extra
  }
}

function describeNode(node: Json) {
  const { type, title, mode, pos, size, flags, color, bgcolor, properties, widgets_values } = node
  return {
    type,
    title,
    mode,
    pos,
    size,
    flags,
    color,
    bgcolor,
    properties,
    widgets_values,
    outputs: listNames(node.outputs)
  }
}

function describeLinks(graph: Json, nodes: readonly Json[]): string[] {
  const byId = new Map(nodes.map((node) => [String(node.id), node]))
  const nameSlot = (id: unknown, slot: unknown, side: 'inputs' | 'outputs'): string => {
    const border = id === -10 ? graph.inputs : id === -20 ? graph.outputs : null
    const slots = (border ?? byId.get(String(id))?.[side] ?? []) as Json[]
    return `${String(id)}.${String(slots[slot as number]?.name)}`
  }
  return ((graph.links ?? []) as (Json | unknown[])[])
    .map((link) => {
      const [, origin, originSlot, target, targetSlot] = Array.isArray(link)
        ? link
        : [link.id, link.origin_id, link.origin_slot, link.target_id, link.target_slot]
      return `${nameSlot(origin, originSlot, 'outputs')} > ${nameSlot(target, targetSlot, 'inputs')}`
    })
    .sort()
}

function listNames(slots: unknown): unknown[] {
  return ((slots ?? []) as Json[]).map(({ name, type }) => [name, type])
}
