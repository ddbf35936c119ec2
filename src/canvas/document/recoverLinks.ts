import { t } from '@/i18n/translate'
import type { GraphJson, NodeJson, RepairLog, SerialisedNodeId } from './documentTypes'

/** Restores links that both ends name and the table lacks. */
export function recoverLinks(
  graph: Pick<GraphJson, 'nodes' | 'links'>,
  nodes: ReadonlyMap<SerialisedNodeId, NodeJson>,
  log: RepairLog
): void {
  const known = new Set(graph.links.map((link) => link.id))
  const origins = new Map<number, { node: NodeJson; slot: number }>()
  for (const node of nodes.values()) {
    node.outputs.forEach((output, slot) => {
      for (const id of output.links ?? []) if (!known.has(id)) origins.set(id, { node, slot })
    })
  }
  if (origins.size === 0) return
  for (const node of nodes.values()) {
    node.inputs.forEach((input, slot) => {
      const origin = input.link === null ? undefined : origins.get(input.link)
      if (!origin || input.link === null || known.has(input.link)) return
      known.add(input.link)
      graph.links.push({
        id: input.link,
        origin_id: origin.node.id,
        origin_slot: origin.slot,
        target_id: node.id,
        target_slot: slot,
        type: input.type
      })
      log.add(t('documents.linkRestored', { id: String(input.link) }))
    })
  }
}
