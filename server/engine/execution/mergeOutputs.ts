import type { NodeOutput, NodeType } from '../nodes/nodeType'
import { createBlocker, isBlocker } from '../values/executionBlocker'

/** What a call brought: the output values, or blockers in their place. */
export function getCallResult(type: NodeType, output: NodeOutput | null): readonly unknown[] {
  const result = output === null ? createBlocker(null) : output.result
  const slots = type.definition.output?.length ?? 0
  if (isBlocker(result)) return Array.from({ length: slots }, () => result)
  return (result as readonly unknown[] | undefined) ?? []
}

/** Joins the results of all calls per output; lists of an output that returns lists are joined to one. */
export function mergeResults(
  type: NodeType,
  results: readonly (readonly unknown[])[]
): readonly (readonly unknown[])[] {
  const slots = type.definition.output?.length ?? 0
  const lists = type.definition.output_is_list ?? []
  return Array.from({ length: slots }, (_, slot) =>
    results.flatMap((result) => {
      const value = result[slot]
      return lists[slot] && Array.isArray(value) ? (value as unknown[]) : [value]
    })
  )
}

/** Joins UI data per key, over all calls. @returns null when no call brought any */
export function mergeUi(
  outputs: readonly (NodeOutput | null)[]
): Readonly<Record<string, readonly unknown[]>> | null {
  const merged: Record<string, unknown[]> = {}
  for (const output of outputs) {
    for (const [key, values] of Object.entries(output?.ui ?? {})) {
      merged[key] = [...(merged[key] ?? []), ...values]
    }
  }
  return Object.keys(merged).length > 0 ? merged : null
}
