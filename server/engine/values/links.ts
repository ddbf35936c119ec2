/** A value that comes from another node: `[source node id, output index]` (protocol.md §5.1). */
export type Link = readonly [sourceId: string, slot: number]

/** Is it a link that can be followed? Any other array has to be wrapped as `__value__`. */
export function isLink(value: unknown): value is Link {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    typeof value[0] === 'string' &&
    typeof value[1] === 'number'
  )
}
