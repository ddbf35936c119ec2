import { t } from '@/i18n/translate'
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
 * @returns how many links went that somebody may miss: not those that repeat one that stays, nor those into an input
 * that names another
 */
export function repairLinks(
  graph: Pick<GraphJson, 'nodes' | 'links'>,
  log: RepairLog,
  borders: Borders = NO_BORDERS
): number {
  // Negative numbers are borders; a node that has one gets another id, and no link means it.
  const nodes = new Map(graph.nodes.flatMap((node) => (isBorder(node.id) ? [] : [[node.id, node]])))
  recoverLinks(graph, nodes, log)
  const byId = uniqueLinks(graph.links, log)
  const kept = new Map<number, LinkJson>()
  const gone: LinkJson[] = []
  const named = claimTargets(byId, nodes, borders)
  const claimed = new Map(named)
  for (const link of byId.values()) {
    const target = findTarget(link, nodes, borders)
    const isWhole = target !== undefined && hasOrigin(link, nodes, borders)
    if (isWhole && take(target, link, claimed)) kept.set(link.id, link)
    else if (!isWhole || !named.has(target)) gone.push(link)
  }
  const doubles = graph.links.length - byId.size
  graph.links = [...kept.values()]
  rewriteSlots(graph, kept, borders)
  return doubles + gone.filter((link) => !repeatsOne(link, graph.links)).length
}

function uniqueLinks(links: readonly LinkJson[], log: RepairLog): Map<number, LinkJson> {
  const byId = new Map<number, LinkJson>()
  for (const link of links) {
    if (byId.has(link.id)) log.add(t('documents.doubleLink', { id: String(link.id) }))
    else byId.set(link.id, link)
  }
  return byId
}

function isBorder(id: SerialisedNodeId): boolean {
  return typeof id === 'number' && id < 0
}

/** What a link may end at: an input of a node, or an output of the subgraph. */
type Target = InputJson | BorderSlotJson

/** Slots that name an existing link of theirs; a slot that moved takes its link along. */
function claimTargets(
  links: ReadonlyMap<number, LinkJson>,
  nodes: ReadonlyMap<SerialisedNodeId, NodeJson>,
  borders: Borders
): Map<Target, number> {
  const claimed = new Map<Target, number>()
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
  borders.outputs.forEach((output, slot) => {
    const id = output.linkIds.find((linkId) => {
      const link = links.get(linkId)
      return link?.target_id === BORDER_OUTPUT && link.target_slot === slot
    })
    if (id !== undefined) claimed.set(output, id)
  })
  return claimed
}

function findTarget(
  { target_id: id, target_slot: slot }: LinkJson,
  nodes: ReadonlyMap<SerialisedNodeId, NodeJson>,
  borders: Borders
): Target | undefined {
  return id === BORDER_OUTPUT ? borders.outputs[slot] : nodes.get(id)?.inputs[slot]
}

/** @returns whether the link is the one that this slot takes */
function take(target: Target, { id }: LinkJson, claimed: Map<Target, number>): boolean {
  const owner = claimed.get(target) ?? id
  claimed.set(target, owner)
  return owner === id
}

function repeatsOne(link: LinkJson, links: readonly LinkJson[]): boolean {
  return links.some(
    (other) =>
      other.origin_id === link.origin_id &&
      other.origin_slot === link.origin_slot &&
      other.target_id === link.target_id &&
      other.target_slot === link.target_slot
  )
}

function hasOrigin(
  link: LinkJson,
  nodes: ReadonlyMap<SerialisedNodeId, NodeJson>,
  borders: Borders
): boolean {
  if (link.origin_id === BORDER_INPUT) return link.origin_slot in borders.inputs
  return nodes.has(link.origin_id) && link.origin_slot >= 0
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
