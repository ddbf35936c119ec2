import type { InputSpecWire, NodeDefinitionWire } from '@/protocol/nodeDefinition'

/** One input as the definition declares it. */
export interface DeclaredInput {
  readonly name: string
  readonly isRequired: boolean
  /** A type name, or the options of an old-form choice. */
  readonly type: string | readonly (string | number | boolean)[]
  readonly options: Readonly<Record<string, unknown>>
}

function fromGroup(
  group: Readonly<Record<string, InputSpecWire>> | null | undefined,
  isRequired: boolean
): DeclaredInput[] {
  return Object.entries(group ?? {}).map(([name, [type, options]]) => ({
    name,
    isRequired,
    type,
    options: options ?? {}
  }))
}

const known = new WeakMap<NodeDefinitionWire, ReadonlyMap<string, DeclaredInput>>()

/** The inputs of a class by name, required ones first, hidden ones not among them. */
export function getDeclaredInputs(
  definition: NodeDefinitionWire
): ReadonlyMap<string, DeclaredInput> {
  const earlier = known.get(definition)
  if (earlier) return earlier
  const all = [
    ...fromGroup(definition.input?.required, true),
    ...fromGroup(definition.input?.optional, false)
  ]
  const inputs = new Map(all.map((input) => [input.name, input]))
  known.set(definition, inputs)
  return inputs
}
