import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import { layoutNode } from '../schema/nodeLayout'
import type { LinkJson, NodeJson, SerialisedNodeId } from './documentTypes'

const COLUMN_WIDTH = 380
const GAP = 60
const TITLE_HEIGHT = 30
const ROW_HEIGHT = 24
const TEXT_HEIGHT = 130
const START = 60

/** Places nodes in columns: each right of all that it depends on, stacked from the top. */
export function arrangeInLayers(
  nodes: readonly NodeJson[],
  links: readonly LinkJson[],
  definitions: ObjectInfoWire
): void {
  const depths = measureDepths(nodes, links)
  const heights: number[] = []
  for (const node of nodes) {
    const depth = depths.get(node.id) ?? 0
    const top = heights[depth] ?? START
    node.pos = [START + depth * COLUMN_WIDTH, top + TITLE_HEIGHT]
    heights[depth] = top + estimateHeight(node, definitions) + GAP
  }
}

/** Longest way from a node without inputs; on a cycle the way that was found first counts. */
function measureDepths(
  nodes: readonly NodeJson[],
  links: readonly LinkJson[]
): Map<SerialisedNodeId, number> {
  const sources = new Map<SerialisedNodeId, SerialisedNodeId[]>()
  for (const { origin_id, target_id } of links)
    sources.set(target_id, [...(sources.get(target_id) ?? []), origin_id])
  const depths = new Map<SerialisedNodeId, number>()
  const entered = new Set<SerialisedNodeId>()
  for (const { id } of nodes) measureFrom(id, sources, depths, entered)
  return depths
}

/** Without recursion: a chain may be as long as the document. */
function measureFrom(
  start: SerialisedNodeId,
  sources: ReadonlyMap<SerialisedNodeId, readonly SerialisedNodeId[]>,
  depths: Map<SerialisedNodeId, number>,
  entered: Set<SerialisedNodeId>
): void {
  const open = [start]
  while (open.length > 0) {
    const id = open.at(-1)!
    const waiting = (sources.get(id) ?? []).filter(
      (source) => !depths.has(source) && !entered.has(source)
    )
    if (!entered.has(id) || waiting.length > 0) {
      entered.add(id)
      if (waiting.length > 0) {
        open.push(...waiting)
        continue
      }
    }
    open.pop()
    const before = (sources.get(id) ?? []).map((source) => depths.get(source) ?? -1)
    depths.set(id, Math.max(-1, ...before) + 1)
  }
}

function estimateHeight(node: NodeJson, definitions: ObjectInfoWire): number {
  const definition = definitions[node.type]
  const texts = Object.values(node.widgets_values_named ?? {}).length
  if (!definition) return TITLE_HEIGHT + ROW_HEIGHT * (node.inputs.length + texts + 1)
  const { slots, widgets } = layoutNode(definition, {
    getValue: (name) => node.widgets_values_named?.[name],
    getUsedSlots: () => 0
  })
  const sockets = slots.filter(({ widgetType }) => widgetType === null).length
  const rows = Math.max(sockets, definition.output?.length ?? 0)
  const areas = widgets.filter(({ spec }) => spec.options.multiline === true).length
  return TITLE_HEIGHT + ROW_HEIGHT * (rows + widgets.length - areas) + TEXT_HEIGHT * areas
}
