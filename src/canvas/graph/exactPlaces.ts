import type { LGraph } from '@comfyorg/litegraph'
import type { GraphJson } from '../document/documentTypes'

/**
 * LiteGraph keeps places in single precision. What a document said exactly is remembered, so that saving it unchanged
 * moves nothing.
 */
const exact = new WeakMap<object, readonly number[]>()

/** Remembers the places of a graph that was just loaded; its nodes and groups stand in the document's order. */
export function rememberPlaces(
  graph: LGraph,
  { nodes, groups }: Pick<GraphJson, 'nodes' | 'groups'>
): void {
  graph._nodes.forEach((node, index) => {
    const stored = nodes[index]
    if (stored) exact.set(node, [...stored.pos, ...(stored.size ?? [])])
  })
  graph._groups.forEach((group, index) => {
    const stored = groups[index]
    if (stored) exact.set(group, stored.bounding)
  })
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
