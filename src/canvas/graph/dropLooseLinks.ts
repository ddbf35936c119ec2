import type { LGraph } from '@comfyorg/litegraph'
import { LLink } from '@comfyorg/litegraph'
import { isBorder, releaseBorder } from './borderLinks'
import { listGraphs } from './walkGraph'

/**
 * Removes links whose slots turned out not to exist, or to hold another, once the definitions had their say: drawing
 * them would throw, and a save would bring them back.
 */
export function dropLooseLinks(root: LGraph): void {
  for (const graph of listGraphs(root)) {
    for (const link of graph._links.values()) {
      const origin = graph.getNodeById(link.origin_id)
      const target = graph.getNodeById(link.target_id)
      const hasOrigin = isBorder({ id: link.origin_id }) || origin?.outputs[link.origin_slot]
      const hasTarget =
        isBorder({ id: link.target_id }) || target?.inputs[link.target_slot]?.link === link.id
      if (hasOrigin && hasTarget) continue
      graph._links.delete(link.id)
      releaseBorder(graph, link)
      leaveReroutes(graph, link)
      for (const input of target?.inputs ?? []) if (input.link === link.id) input.link = null
      for (const output of origin?.outputs ?? [])
        if (output.links?.includes(link.id))
          output.links = output.links.filter((id) => id !== link.id)
    }
  }
}

/** A reroute that no other link leads through goes with the link. */
function leaveReroutes(graph: LGraph, link: LLink): void {
  for (const reroute of LLink.getReroutes(graph, link)) {
    reroute.linkIds.delete(link.id)
    if (reroute.totalLinks === 0) graph.reroutes.delete(reroute.id)
  }
}
