import type { InputSpecWire, NodeDefinitionWire } from '@/protocol/nodeDefinition'

/** One input of a definition in one form (protocol.md §4.2); unknown options stay in `options`. */
export interface InputSpec {
  /** `INT`, `MODEL`, `IMAGE,MASK`, `*`, ...; `COMBO` also for old-form lists. */
  readonly type: string
  readonly options: Readonly<Record<string, unknown>>
  /** What a COMBO offers; empty for remote lists that were not read. */
  readonly choices: readonly unknown[]
}

/** An input with its name, in the order of the definition. */
export interface NamedSpec {
  readonly name: string
  readonly spec: InputSpec
  readonly isOptional: boolean
}

type SpecGroup = Readonly<Record<string, unknown>> | null | undefined

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const read = new WeakMap<object, InputSpec>()

/** The same object for the same wire object, so that an unchanged input is recognised as such. */
export function readInputSpec(wire: InputSpecWire | unknown): InputSpec {
  if (typeof wire !== 'object' || wire === null) return parseInputSpec(wire)
  const known = read.get(wire)
  if (known) return known
  const spec = parseInputSpec(wire)
  read.set(wire, spec)
  return spec
}

function parseInputSpec(wire: unknown): InputSpec {
  const [type, given] = Array.isArray(wire) ? (wire as readonly unknown[]) : [wire]
  const options = isRecord(given) ? given : {}
  if (Array.isArray(type)) return { type: 'COMBO', options, choices: type }
  const choices = Array.isArray(options.options) ? options.options : []
  return { type: typeof type === 'string' ? type : '*', options, choices }
}

/** Required inputs, then optional ones, each group in the order the server gives. */
export function listInputs(
  groups: {
    readonly required?: SpecGroup
    readonly optional?: SpecGroup
  },
  order?: NodeDefinitionWire['input_order']
): NamedSpec[] {
  return [
    ...listGroup(groups.required, order?.required, false),
    ...listGroup(groups.optional, order?.optional, true)
  ]
}

function listGroup(
  group: SpecGroup,
  order: readonly string[] | null | undefined,
  isOptional: boolean
): NamedSpec[] {
  if (!isRecord(group)) return []
  const names = new Set([...(order ?? []).filter((name) => name in group), ...Object.keys(group)])
  return [...names].map((name) => ({ name, spec: readInputSpec(group[name]), isOptional }))
}
