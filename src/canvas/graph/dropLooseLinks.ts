import type { LGraph } from '@comfyorg/litegraph'
import { listGraphs } from './walkGraph'

const BORDERS = new Set<unknown>([-10, -20])

/** Removes links whose slots turned out not to exist once the definitions had their say; drawing them would throw. */
export function dropLooseLinks(root: LGraph): void {
  for (const graph of listGraphs(root)) {
    for (const link of graph._links.values()) {
      const origin = graph.getNodeById(link.origin_id)
      const target = graph.getNodeById(link.target_id)
      const hasOrigin = BORDERS.has(link.origin_id) || origin?.outputs[link.origin_slot]
      const hasTarget = BORDERS.has(link.target_id) || target?.inputs[link.target_slot]
      if (hasOrigin && hasTarget) continue
      graph._links.delete(link.id)
      for (const input of target?.inputs ?? []) if (input.link === link.id) input.link = null
      for (const output of origin?.outputs ?? [])
        if (output.links?.includes(link.id))
          output.links = output.links.filter((id) => id !== link.id)
    }
  }
}
