import type { ApiPromptNode } from '@/protocol/prompt'
import type { NodeResult } from '../cache/resultCache'
import { getDeclaredInputs } from '../nodes/declaredInputs'
import type { NodeType } from '../nodes/nodeType'
import { formatValue } from '../tensor/tensorText'
import { coerceValue, unwrapValue } from '../validation/coerce'
import { isLink } from '../values/links'
import type { InputLists } from '../worker/messages'

export interface ResolvedInputs {
  readonly lists: InputLists
  /** Inputs whose sources have not run: lazy ones. */
  readonly missing: ReadonlySet<string>
}

/** The plain values of a node in the types of their inputs; links and what the class does not know are left out. */
export function getPlainValues(node: ApiPromptNode, type: NodeType): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  if (type.takesAnyInput) {
    for (const [name, given] of Object.entries(node.inputs))
      if (!isLink(given)) values[name] = unwrapValue(given)
  }
  for (const [name, input] of getDeclaredInputs(type.definition, node.inputs)) {
    const given = node.inputs[name]
    if (given === undefined || isLink(given)) continue
    const coerced = coerceValue(unwrapValue(given), input.type)
    values[name] = coerced.ok ? coerced.value : given
  }
  return values
}

/** The values of all inputs as lists: of one item for plain values, else what the source has at that output. */
export function resolveInputs(
  node: ApiPromptNode,
  type: NodeType,
  getResult: (id: string, inputName: string) => NodeResult | undefined
): ResolvedInputs {
  const lists: Record<string, readonly unknown[]> = {}
  const missing = new Set<string>()
  for (const [name, value] of Object.entries(getPlainValues(node, type))) lists[name] = [value]
  for (const [name, value] of Object.entries(node.inputs)) {
    if (!isLink(value)) continue
    const list = getResult(value[0], name)?.outputs.at(value[1])
    if (!list) missing.add(name)
    lists[name] = list ?? [undefined]
  }
  return { lists, missing }
}

/** The inputs as an error shows them: plain values as they are, everything else as text (protocol.md §1.5). */
export function describeInputs(lists: InputLists): Readonly<Record<string, readonly unknown[]>> {
  const describe = (value: unknown) =>
    typeof value === 'object' && value !== null ? formatValue(value) : (value ?? null)
  return Object.fromEntries(
    Object.entries(lists).map(([name, values]) => [name, values.map(describe)])
  )
}
