import type {
  BorderSlotJson,
  GraphJson,
  InputJson,
  LinkJson,
  NodeJson,
  RepairLog,
  SerialisedNodeId
} from './documentTypes'
import { BORDER_INPUT, BORDER_OUTPUT } from './documentTypes'
import { recoverLinks } from './recoverLinks'

/** A graph's border slots; the root has none. */
export interface Borders {
  readonly inputs: readonly BorderSlotJson[]
  readonly outputs: readonly BorderSlotJson[]
}

const NO_BORDERS: Borders = { inputs: [], outputs: [] }

/**
 * Makes the link table and the slots agree. An input slot knows best which link feeds it; of several links into one
 * slot that names none of them, the first stays. What leads nowhere goes.
 * @returns how many links went
 */
export function repairLinks(
  graph: Pick<GraphJson, 'nodes' | 'links'>,
  log: RepairLog,
  borders: Borders = NO_BORDERS
): number {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  recoverLinks(graph, nodes, log)
  const byId = uniqueLinks(graph.links, log)
  const kept = new Map<number, LinkJson>()
  const claimed = claimTargets(byId, nodes)
  for (const link of byId.values()) {
    if (!hasOrigin(link, nodes, borders) || !takesTarget(link, nodes, borders, claimed)) continue
    kept.set(link.id, link)
  }
  const lost = graph.links.length - kept.size
  graph.links = [...kept.values()]
  rewriteSlots(graph, kept, borders)
  return lost
}

function uniqueLinks(links: readonly LinkJson[], log: RepairLog): Map<number, LinkJson> {
  const byId = new Map<number, LinkJson>()
  for (const link of links) {
    if (byId.has(link.id)) log.add(`Link ${link.id} stands twice in the link table.`)
    else byId.set(link.id, link)
  }
  return byId
}

/** Inputs that name an existing link of theirs; a slot that moved takes its link along. */
function claimTargets(
  links: ReadonlyMap<number, LinkJson>,
  nodes: ReadonlyMap<SerialisedNodeId, NodeJson>
): Map<InputJson, number> {
  const claimed = new Map<InputJson, number>()
  for (const node of nodes.values()) {
    const own = new Set<number>()
    node.inputs.forEach((input, index) => {
      const link = input.link === null ? undefined : links.get(input.link)
      if (!link || link.target_id !== node.id || own.has(link.id)) return
      own.add(link.id)
      link.target_slot = index
      claimed.set(input, link.id)
    })
  }
  return claimed
}

function hasOrigin(
  link: LinkJson,
  nodes: ReadonlyMap<SerialisedNodeId, NodeJson>,
  borders: Borders
): boolean {
  if (link.origin_id === BORDER_INPUT) return link.origin_slot in borders.inputs
  return nodes.has(link.origin_id) && link.origin_slot >= 0
}

function takesTarget(
  link: LinkJson,
  nodes: ReadonlyMap<SerialisedNodeId, NodeJson>,
  borders: Borders,
  claimed: Map<InputJson, number>
): boolean {
  if (link.target_id === BORDER_OUTPUT) return link.target_slot in borders.outputs
  const input = nodes.get(link.target_id)?.inputs[link.target_slot]
  if (!input) return false
  const owner = claimed.get(input)
  if (owner === undefined) claimed.set(input, link.id)
  return owner === undefined || owner === link.id
}

function rewriteSlots(
  graph: Pick<GraphJson, 'nodes'>,
  links: ReadonlyMap<number, LinkJson>,
  borders: Borders
): void {
  const fed = new Map<string, number>()
  const feeding = new Map<string, number[]>()
  for (const link of links.values()) {
    fed.set(`${link.target_id}:${link.target_slot}`, link.id)
    const key = `${link.origin_id}:${link.origin_slot}`
    feeding.set(key, [...(feeding.get(key) ?? []), link.id])
  }
  for (const node of graph.nodes) {
    node.inputs.forEach((input, slot) => (input.link = fed.get(`${node.id}:${slot}`) ?? null))
    node.outputs.forEach((output, slot) => {
      const ids = feeding.get(`${node.id}:${slot}`) ?? []
      output.links = sortAsBefore(ids, output.links)
    })
  }
  borders.inputs.forEach((border, slot) => {
    border.linkIds =
      sortAsBefore(feeding.get(`${BORDER_INPUT}:${slot}`) ?? [], border.linkIds) ?? []
  })
  borders.outputs.forEach((border, slot) => {
    const id = fed.get(`${BORDER_OUTPUT}:${slot}`)
    border.linkIds = id === undefined ? [] : [id]
  })
}

/** The order in which a slot listed its links is kept; the first one counts for promoted widgets. */
function sortAsBefore(ids: number[], before: readonly number[] | null): number[] | null {
  if (ids.length === 0) return before === null ? null : []
  const rank = new Map((before ?? []).map((id, index) => [id, index]))
  return ids.sort((a, b) => (rank.get(a) ?? Infinity) - (rank.get(b) ?? Infinity))
}
