import type { GraphJson, RerouteJson } from './documentTypes'

/**
 * Makes reroutes list exactly the links that lead through them: a link names the last reroute on its way, each reroute
 * the one before it. What leads nowhere, or round in a circle, goes.
 */
export function repairReroutes(
  graph: Pick<GraphJson, 'links' | 'floatingLinks' | 'reroutes'>
): void {
  const byId = new Map(graph.reroutes.map((reroute) => [reroute.id, reroute]))
  for (const reroute of byId.values()) cutLoose(reroute, byId)
  const through = new Map<number, Set<number>>()
  for (const link of [...graph.links, ...graph.floatingLinks]) {
    if (link.parentId !== undefined && !byId.has(link.parentId)) delete link.parentId
    for (let id = link.parentId; id !== undefined; id = byId.get(id)?.parentId)
      through.set(id, (through.get(id) ?? new Set()).add(link.id))
  }
  for (const reroute of byId.values()) {
    const links = through.get(reroute.id) ?? new Set<number>()
    const listed = new Set(reroute.linkIds.filter((id) => links.has(id)))
    const unlisted = graph.links.filter(({ id }) => links.has(id) && !listed.has(id))
    reroute.linkIds = [...listed, ...unlisted.map(({ id }) => id)]
  }
  graph.reroutes = [...byId.values()]
}

function cutLoose(reroute: RerouteJson, byId: ReadonlyMap<number, RerouteJson>): void {
  const seen = new Set([reroute.id])
  for (let at = reroute; at.parentId !== undefined;) {
    const next = byId.get(at.parentId)
    if (!next || seen.has(next.id)) {
      delete at.parentId
      return
    }
    seen.add(next.id)
    at = next
  }
}
