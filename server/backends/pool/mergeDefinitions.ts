import { isRecord } from '@/protocol/guards'
import type { NodeDefinitionWire, ObjectInfoWire } from '@/protocol/nodeDefinition'

type Inputs = Readonly<Record<string, unknown>>

function unite(one: readonly unknown[], other: readonly unknown[]): unknown[] {
  return [...new Set([...one, ...other])]
}

/** Two declarations of one input: choices of both, everything else of the first. */
function mergeInput(one: unknown, other: unknown): unknown {
  if (!Array.isArray(one) || !Array.isArray(other)) return one
  const [type, options, ...rest] = one as unknown[]
  const [otherType, otherOptions] = other as unknown[]
  if (Array.isArray(type) && Array.isArray(otherType)) {
    return [unite(type, otherType), ...(one as unknown[]).slice(1)]
  }
  const lists = [options, otherOptions].map((of) => (isRecord(of) ? of.options : null))
  if (type !== 'COMBO' || type !== otherType || !lists.every(Array.isArray)) return one
  const [choices = [], others = []] = lists as unknown[][]
  return [type, { ...(options as object), options: unite(choices, others) }, ...rest]
}

function mergeInputs(one: Inputs | null | undefined, other: Inputs | null | undefined) {
  if (!one || !other) return one
  return Object.fromEntries(
    Object.entries(one).map(([name, input]) => [name, mergeInput(input, other[name])])
  )
}

function mergeDefinition(one: NodeDefinitionWire, other: NodeDefinitionWire): NodeDefinitionWire {
  if (!one.input || !other.input) return one
  const required = mergeInputs(one.input.required, other.input.required)
  const optional = mergeInputs(one.input.optional, other.input.optional)
  const input = { ...one.input, ...(required && { required }), ...(optional && { optional }) }
  return { ...one, input: input as NonNullable<NodeDefinitionWire['input']> }
}

/** All nodes of several servers; of a node that more than one has, the first's definition with the choices of all. */
export function mergeDefinitions(all: readonly ObjectInfoWire[]): ObjectInfoWire {
  const merged = new Map<string, NodeDefinitionWire>()
  for (const definitions of all) {
    for (const [name, definition] of Object.entries(definitions)) {
      const known = merged.get(name)
      merged.set(name, known ? mergeDefinition(known, definition) : definition)
    }
  }
  return Object.fromEntries(merged)
}
