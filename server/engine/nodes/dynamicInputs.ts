import { isRecord } from '@/protocol/guards'
import type { InputSpecWire } from '@/protocol/nodeDefinition'

/** One input as the definition declares it. */
export interface DeclaredInput {
  readonly name: string
  readonly isRequired: boolean
  /** A type name, or the options of an old-form choice. */
  readonly type: string | readonly (string | number | boolean)[]
  readonly options: Readonly<Record<string, unknown>>
  /** The last part of the name of an unfolded input; ComfyUI calls it so in some texts. */
  readonly shortName?: string
}

export function fromGroup(
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

const AUTOGROW = 'COMFY_AUTOGROW_V3'
const CHOICE = 'COMFY_DYNAMICCOMBO_V3'

/** Does the input stand for several? */
export const isDynamic = ({ type }: DeclaredInput): boolean => type === AUTOGROW || type === CHOICE

type Given = Readonly<Record<string, unknown>>
type Group = Readonly<Record<string, InputSpecWire>>

interface Groups {
  readonly required?: Group
  readonly optional?: Group
}

function listGroups(groups: Groups | undefined, container: string): DeclaredInput[] {
  const inputs = [...fromGroup(groups?.required, true), ...fromGroup(groups?.optional, false)]
  return inputs.map((input) => ({
    ...input,
    shortName: input.name,
    name: `${container}.${input.name}`
  }))
}

interface AutogrowTemplate {
  readonly input: Groups
  readonly min?: number
  readonly max?: number
  readonly prefix?: string
  readonly names?: readonly string[]
}

/** As many slots as the template requires, and those that were given. */
function unfoldAutogrow({ name, options }: DeclaredInput, given: Given): DeclaredInput[] {
  const { input, min = 0, max = 0, prefix = '', names } = options.template as AutogrowTemplate
  const [slot] = listGroups(input, name)
  if (!slot) return []
  const slots = names ?? Array.from({ length: max }, (_, index) => `${prefix}${index}`)
  return slots.flatMap((shortName, index) => {
    const full = `${name}.${shortName}`
    const isRequired = slot.isRequired && index < min
    if (!isRequired && !Object.hasOwn(given, full)) return []
    return [{ ...slot, name: full, shortName, isRequired }]
  })
}

function findOption({ name, options }: DeclaredInput, given: Given): unknown {
  const value = given[name]
  // A node that takes lists is given the choice as a list of one.
  const chosen: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value
  const list: unknown[] = Array.isArray(options.options) ? options.options : []
  return list.find((one) => isRecord(one) && one.key === chosen)
}

/** Is it a choice that is left open, or names an option that is not there? */
export const isUndecided = (input: DeclaredInput, given: Given): boolean =>
  input.type === CHOICE && findOption(input, given) === undefined

/**
 * The choice, and the inputs of the option that was chosen; none for an option that is not there. A choice that is not
 * given at all is no mistake yet: as in ComfyUI, the node fails when it runs.
 */
function unfoldChoice(given: Given, choice: DeclaredInput): DeclaredInput[] {
  const option = findOption(choice, given)
  const groups = isRecord(option) ? (option.inputs as Groups | undefined) : undefined
  const input = Object.hasOwn(given, choice.name) ? choice : { ...choice, isRequired: false }
  return [input, ...listGroups(groups, input.name).flatMap((inner) => unfoldInput(inner, given))]
}

/** The inputs that a declared one stands for, given the values of the node. */
export function unfoldInput(input: DeclaredInput, given: Given): DeclaredInput[] {
  if (input.type === AUTOGROW) return unfoldAutogrow(input, given)
  return input.type === CHOICE ? unfoldChoice(given, input) : [input]
}
