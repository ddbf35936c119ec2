import { readFile } from 'node:fs/promises'
import { replyJson } from '../reply'
import { type Route, type RouteRequest, route } from '../router'

/** A subgraph that a node pack brings, for the page to offer as a node. */
export interface PackSubgraph {
  readonly id: string
  readonly name: string
  readonly pack: string
  /** Absolute path of its workflow. */
  readonly path: string
}

function toWire({ name, pack }: PackSubgraph) {
  return { source: 'custom_node', name, info: { node_pack: `custom_nodes.${pack}` } }
}

/** `/global_subgraphs`: those of the node packs (protocol.md §3.6). */
export function createSubgraphRoutes(subgraphs: readonly PackSubgraph[] = []): Route[] {
  async function getOne({ params }: RouteRequest) {
    const found = subgraphs.find(({ id }) => id === params.id)
    // A file that is gone meanwhile is as unknown as one that never was.
    const data = found ? await readFile(found.path, 'utf8').catch(() => null) : null
    return replyJson(found && data !== null ? { ...toWire(found), data } : null)
  }

  const list = Object.fromEntries(subgraphs.map((subgraph) => [subgraph.id, toWire(subgraph)]))
  return [
    route('GET', '/global_subgraphs', () => replyJson(list)),
    route('GET', '/global_subgraphs/{id}', getOne)
  ]
}
