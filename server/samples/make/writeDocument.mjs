import { GraphWriter } from './documentBuilder.mjs'

const SUBGRAPH_BORDER = { width: 128, height: 68 }

function writeBorder(id, [x, y]) {
  return { id, bounding: [x, y, SUBGRAPH_BORDER.width, SUBGRAPH_BORDER.height] }
}

/** One definition of `definitions.subgraphs`; links are objects in there. */
function writeSubgraph(subgraph, definitions, lastIds) {
  const { nodes, links, results } = new GraphWriter(definitions).write(subgraph.nodes, subgraph)
  const linksFrom = (slot) => links.listFrom(-10, slot)
  return {
    id: subgraph.id,
    version: 1,
    state: { lastGroupId: 0, lastNodeId: lastIds.node, lastLinkId: links.last, lastRerouteId: 0 },
    revision: 0,
    config: {},
    name: subgraph.name,
    inputNode: writeBorder(-10, subgraph.inputPos),
    outputNode: writeBorder(-20, subgraph.outputPos),
    inputs: subgraph.inputs.map(({ id, name, type }, slot) => ({
      id,
      name,
      type,
      linkIds: linksFrom(slot),
      pos: [subgraph.inputPos[0] + 108, subgraph.inputPos[1] + 20 + slot * 20]
    })),
    outputs: subgraph.outputs.map(({ id, name, type }, slot) => ({
      id,
      name,
      type,
      linkIds: [results[slot]],
      pos: [subgraph.outputPos[0] + 20, subgraph.outputPos[1] + 20 + slot * 20]
    })),
    widgets: [],
    nodes,
    groups: [],
    links: links.list.map(({ id, origin, originSlot, target, targetSlot, type }) => ({
      id,
      origin_id: origin,
      origin_slot: originSlot,
      target_id: target,
      target_slot: targetSlot,
      type
    })),
    extra: {}
  }
}

/** What a subgraph looks like from outside. */
function getSignature({ inputs, outputs }) {
  return {
    inputs: inputs.map(({ name, type, hasWidget = false }) => ({ name, type, hasWidget, isOptional: false })),
    outputs: outputs.map(({ name, type }) => ({ name, type }))
  }
}

/** A whole document. */
export function writeDocument(sample, definitions) {
  const subgraphs = sample.subgraphs ?? {}
  const signed = Object.fromEntries(
    Object.entries(subgraphs).map(([key, subgraph]) => [
      key,
      { id: subgraph.id, signature: getSignature(subgraph), values: subgraph.values ?? {} }
    ])
  )
  const { nodes, links } = new GraphWriter(definitions, signed).write(sample.nodes)
  const inner = Object.values(subgraphs).flatMap((subgraph) => subgraph.nodes)
  const lastNode = Math.max(...[...sample.nodes, ...inner].map(({ id }) => id))
  const written = Object.values(subgraphs).map((subgraph) =>
    writeSubgraph(subgraph, definitions, { node: lastNode })
  )
  return {
    id: sample.id,
    revision: 0,
    last_node_id: lastNode,
    last_link_id: links.last,
    nodes,
    links: links.list.map((link) => [
      link.id,
      link.origin,
      link.originSlot,
      link.target,
      link.targetSlot,
      link.type
    ]),
    groups: sample.groups ?? [],
    ...(written.length > 0 && { definitions: { subgraphs: written } }),
    config: {},
    // No view of its own: it opens fitted, whatever the window's size.
    extra: {},
    version: 0.4
  }
}
