import type { NodeDefinitionWire } from '@/protocol/nodeDefinition'
import { EngineError } from '../values/engineError'
import { fromGroup, isDynamic, isUndecided, unfoldInput, type DeclaredInput } from './dynamicInputs'

type Given = Readonly<Record<string, unknown>>

/** The inputs as a definition lists them. */
interface Listed {
  readonly inputs: ReadonlyMap<string, DeclaredInput>
  /** Those that stand for several. */
  readonly dynamic: readonly DeclaredInput[]
}

const known = new WeakMap<NodeDefinitionWire, Listed>()

const toMap = (inputs: readonly DeclaredInput[]) =>
  new Map(inputs.map((input) => [input.name, input]))

/** Required ones first, hidden ones not among them. */
function listInputs(definition: NodeDefinitionWire): Listed {
  const earlier = known.get(definition)
  if (earlier) return earlier
  const all = [
    ...fromGroup(definition.input?.required, true),
    ...fromGroup(definition.input?.optional, false)
  ]
  const listed = { inputs: toMap(all), dynamic: all.filter(isDynamic) }
  known.set(definition, listed)
  return listed
}

/**
 * The inputs of a class by name. Dynamic ones (protocol.md §4.3) are unfolded to those that the given values call for,
 * under their full names: `images.image0`, `resize_type.width`.
 */
export function getDeclaredInputs(
  definition: NodeDefinitionWire,
  given: Given
): ReadonlyMap<string, DeclaredInput> {
  const { inputs, dynamic } = listInputs(definition)
  if (dynamic.length === 0) return inputs
  return toMap([...inputs.values()].flatMap((input) => unfoldInput(input, given)))
}

/**
 * Puts the values of dynamic inputs into objects, as their nodes take them: `images.image0` becomes `images: { image0 }`,
 * and a choice stands beside its own inputs: `resize_type: { resize_type: 'scale width', width: 512 }`.
 *
 * @throws EngineError `TypeError` for a choice without one of its options
 */
export function nestInputs(definition: NodeDefinitionWire, inputs: Given): Given {
  const { dynamic } = listInputs(definition)
  if (dynamic.length === 0) return inputs
  const undecided = dynamic.find((input) => input.isRequired && isUndecided(input, inputs))
  if (undecided) {
    throw new EngineError(
      'TypeError',
      `${definition.name}.execute() missing 1 required positional argument: '${undecided.name}'`
    )
  }
  const roots = new Set(dynamic.map(({ name }) => name))
  const choices = new Set(
    [...getDeclaredInputs(definition, inputs).values()].filter(isDynamic).map(({ name }) => name)
  )
  const nested: Record<string, unknown> = Object.fromEntries([...roots].map((name) => [name, {}]))
  for (const [name, value] of Object.entries(inputs)) {
    const path = name.split('.')
    if (!roots.has(path[0]!)) nested[name] = value
    else setAt(nested, choices.has(name) ? [...path, path.at(-1)!] : path, value)
  }
  return nested
}

function setAt(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let place = target
  for (const name of path.slice(0, -1)) {
    place[name] ??= {}
    place = place[name] as Record<string, unknown>
  }
  place[path.at(-1)!] = value
}
