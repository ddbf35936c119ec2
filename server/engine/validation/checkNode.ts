import type { ApiPrompt, ApiPromptNode, PromptErrorWire } from '@/protocol/prompt'
import type { EngineFolders } from '../engine'
import { getDeclaredInputs } from '../nodes/declaredInputs'
import type { DeclaredInput } from '../nodes/dynamicInputs'
import type { NodeCatalogue } from '../nodes/nodeCatalogue'
import type { NodeType } from '../nodes/nodeType'
import { isLink, type Link } from '../values/links'
import { EngineError } from '../values/engineError'
import { formatRepr, getPythonType } from '../values/pythonText'
import { coerceValue, unwrapValue } from './coerce'
import { promptErrors } from './promptErrors'
import { areTypesCompatible } from './typesMatch'

/** A link that leads to a node which has to be checked too. */
export interface FollowedLink {
  readonly input: DeclaredInput
  readonly link: Link
}

/** What a look at one node's own inputs brought. */
export interface NodeCheck {
  readonly errors: PromptErrorWire[]
  readonly followed: FollowedLink[]
  /** A link that can't be followed at all; it outweighs all other errors of the node. */
  broken: { exceptionType: string; message: string } | null
  /** The values that are no links, in the types of their inputs. */
  readonly values: Record<string, unknown>
}

interface Look {
  readonly prompt: ApiPrompt
  readonly catalogue: NodeCatalogue
  readonly check: NodeCheck
}

function checkLink(
  { prompt, catalogue, check }: Look,
  input: DeclaredInput,
  value: readonly unknown[]
) {
  if (value.length !== 2) {
    check.errors.push(promptErrors.badLink(input, value))
    return
  }
  const [sourceId, slot] = value
  const source =
    typeof sourceId === 'string' && Object.hasOwn(prompt, sourceId) ? prompt[sourceId] : null
  const outputs = source && catalogue.get(source.class_type ?? '')?.definition.output
  if (!outputs) {
    check.broken ??= { exceptionType: 'KeyError', message: formatRepr(sourceId) }
    return
  }
  if (typeof slot !== 'number' || !Number.isInteger(slot)) {
    check.broken ??= {
      exceptionType: 'TypeError',
      message: `tuple indices must be integers or slices, not ${getPythonType(slot)}`
    }
    return
  }
  // As in Python, -1 is the last one.
  const received = outputs.at(slot)
  if (received === undefined) {
    check.broken ??= { exceptionType: 'IndexError', message: 'tuple index out of range' }
    return
  }
  const link: Link = [sourceId as string, slot]
  if (areTypesCompatible(received, input.type)) check.followed.push({ input, link })
  else check.errors.push(promptErrors.typeMismatch(input, received, link))
}

function findRangeError(input: DeclaredInput, value: unknown): PromptErrorWire | null {
  const { min, max } = input.options
  if (typeof value !== 'number') return null
  if (typeof min === 'number' && value < min)
    return promptErrors.outOfRange(input, value, 'min', min)
  if (typeof max === 'number' && value > max)
    return promptErrors.outOfRange(input, value, 'max', max)
  return null
}

function findOptionError(input: DeclaredInput, value: unknown): PromptErrorWire | null {
  const isChoice = typeof input.type !== 'string' || input.type === 'COMBO'
  if (!isChoice) return null
  const listed = typeof input.type === 'string' ? input.options.options : input.type
  const list: readonly unknown[] = Array.isArray(listed) ? listed : []
  const chosen = input.options.multiselect === true && Array.isArray(value) ? value : [value]
  const wrong = chosen.filter((item) => !list.includes(item))
  return wrong.length > 0 ? promptErrors.notInList(input, value, wrong, list) : null
}

function checkValue(check: NodeCheck, input: DeclaredInput, given: unknown, isOwnCheck: boolean) {
  const value = unwrapValue(given)
  const coerced = coerceValue(value, input.type)
  if (!coerced.ok) {
    check.errors.push(promptErrors.notConvertible(input, value, coerced.reason))
    return
  }
  check.values[input.name] = coerced.value
  if (isOwnCheck) return
  const error = findRangeError(input, coerced.value) ?? findOptionError(input, coerced.value)
  if (error) check.errors.push(error)
}

/** Inputs that the class does not know are ignored, unless they are links: the executor follows those. */
function checkUndeclaredLinks(
  look: Look,
  node: ApiPromptNode,
  declared: ReadonlyMap<string, DeclaredInput>
) {
  for (const [name, value] of Object.entries(node.inputs)) {
    if (declared.has(name) || !Array.isArray(value) || value.length !== 2) continue
    checkLink(look, { name, isRequired: false, type: '*', options: {} }, value)
  }
}

function createMissingArgument(name: string, missing: readonly string[]): EngineError {
  const [plural, list] = [missing.length > 1 ? 's' : '', missing.map(formatRepr).join(' and ')]
  const count = `${missing.length} required positional argument${plural}`
  return new EngineError('TypeError', `${name}.VALIDATE_INPUTS() missing ${count}: ${list}`)
}

/** Looks at the inputs of one node, not at the nodes that they come from. */
export function checkNodeInputs(
  prompt: ApiPrompt,
  catalogue: NodeCatalogue,
  node: ApiPromptNode,
  type: NodeType
): NodeCheck {
  const check: NodeCheck = { errors: [], followed: [], broken: null, values: {} }
  const look = { prompt, catalogue, check }
  const declared = getDeclaredInputs(type.definition, node.inputs)
  for (const input of declared.values()) {
    if (!Object.hasOwn(node.inputs, input.name)) {
      if (input.isRequired) check.errors.push(promptErrors.inputMissing(input))
      continue
    }
    const value = node.inputs[input.name]
    const isOwnCheck = type.validation?.inputs.includes(input.name) ?? false
    if (Array.isArray(value)) checkLink(look, input, value)
    else checkValue(check, input, value, isOwnCheck)
  }
  checkUndeclaredLinks(look, node, declared)
  return check
}

/**
 * Asks the node's own check; linked inputs are not known yet, and null.
 * @throws {EngineError} when it can't do without one that is missing: ComfyUI's is a function that is called with
 * the inputs that there are
 */
export async function findOwnErrors(
  type: NodeType,
  inputs: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, unknown>>,
  folders: EngineFolders
): Promise<PromptErrorWire[]> {
  if (!type.validation) return []
  const given = type.validation.inputs.filter((name) => Object.hasOwn(inputs, name))
  const missing = type.validation.inputs.filter(
    (name) => !given.includes(name) && Object.hasOwn(type.definition.input?.required ?? {}, name)
  )
  if (missing.length > 0) throw createMissingArgument(type.definition.name, missing)
  if (given.length === 0) return []
  const known = given.map((name) => {
    const isRead = Object.hasOwn(values, name)
    return [name, isRead ? values[name] : isLink(inputs[name]) ? null : inputs[name]]
  })
  const answer = await type.validation.validate(
    { ...values, ...Object.fromEntries(known) },
    folders
  )
  return answer === true ? [] : given.map((name) => promptErrors.refusedByNode(name, answer))
}
