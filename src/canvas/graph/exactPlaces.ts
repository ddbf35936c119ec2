import type { LGraph } from '@comfyorg/litegraph'
import { Subgraph } from '@comfyorg/litegraph'
import type { GraphJson, SubgraphJson } from '../document/documentTypes'

/**
 * LiteGraph keeps places in single precision. What a document said exactly is remembered, so that saving it unchanged
 * moves nothing.
 */
const exact = new WeakMap<object, readonly number[]>()

/** Remembers the places of a graph that was just loaded; its nodes and groups stand in the document's order. */
export function rememberPlaces(
  graph: LGraph,
  { nodes, groups, ...border }: Pick<GraphJson, 'nodes' | 'groups'> & Partial<SubgraphJson>
): void {
  if (graph instanceof Subgraph)
    for (const side of ['inputs', 'outputs'] as const)
      graph[side].forEach((slot, index) => {
        const pos = border[side]?.[index]?.pos
        if (pos) rememberPlace(slot, { pos })
      })
  graph._nodes.forEach((node, index) => {
    const stored = nodes[index]
    if (stored) rememberPlace(node, stored)
  })
  graph._groups.forEach((group, index) => {
    const stored = groups[index]
    if (stored) rememberPlace(group, { pos: stored.bounding })
  })
}

/** Remembers the place of one node or group. */
export function rememberPlace(
  item: object,
  { pos, size = [] }: { readonly pos: readonly number[]; readonly size?: readonly number[] }
): void {
  exact.set(item, [...pos, ...size])
}

/**
 * The numbers as the document had them, as long as they are the same in single precision.
 * @param start where they stand among the remembered ones
 */
export function toExact(item: object, numbers: readonly number[], start = 0): number[] {
  const known = exact.get(item)
  return numbers.map((number, index) => {
    const before = known?.[start + index]
    return before !== undefined && Math.fround(before) === Math.fround(number) ? before : number
  })
}
