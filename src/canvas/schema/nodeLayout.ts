import type { NodeDefinitionWire } from '@/protocol/nodeDefinition'
import { listAutogrowSlots } from './autogrow'
import { listFrontendInputs } from './frontendInputs'
import type { InputSpec, NamedSpec } from './inputSpec'
import { listInputs } from './inputSpec'
import { AUTOGROW, DYNAMIC_COMBO, DYNAMIC_SLOT, MATCH_TYPE, getWidgetType } from './widgetTypes'

/** One input of a node as it stands, dynamic ones unfolded; its name is a dot path (protocol.md §4.3). */
export interface InputEntry {
  readonly name: string
  /** What is shown instead of the name. */
  readonly label: string | undefined
  readonly spec: InputSpec
  readonly slotType: string
  /** Kind of its widget; null for a socket only. */
  readonly widgetType: string | null
  readonly isOptional: boolean
  readonly hasSocket: boolean
  /** Inputs of one template share one concrete type. */
  readonly matchTemplate: string | null
  /** The growing input it is a slot of. */
  readonly group: string | null
}

/** What the layout depends on besides the definition. */
export interface LayoutState {
  /** Value of a widget that others depend on; undefined when it has none yet. */
  getValue(name: string): unknown
  /** How many slots of a growing input are in use: one more than the highest linked index. */
  getUsedSlots(group: string, names: readonly string[]): number
}

export interface NodeLayout {
  /** Sockets in the order of the node's inputs: plain ones first, then each widget's with what hangs on it. */
  readonly slots: readonly InputEntry[]
  /** Widgets in the node's order. */
  readonly widgets: readonly InputEntry[]
}

/** Layouts over which nothing but the definition decides, with the inputs they were made of. */
const fixed = new WeakMap<NodeDefinitionWire, { inputs: readonly unknown[]; layout: NodeLayout }>()

/**
 * The inputs and widgets a node of this definition has, given the values that decide over dynamic ones. The same object
 * each time where no value decides, until a node pack changes the definition.
 */
export function layoutNode(definition: NodeDefinitionWire, state: LayoutState): NodeLayout {
  const inputs = [definition.input?.required, definition.input?.optional].flatMap((group) =>
    Object.entries(group ?? {}).flat()
  )
  const known = fixed.get(definition)
  if (known && isSame(known.inputs, inputs)) return known.layout
  let isFixed = true
  const noting: LayoutState = {
    getValue(name) {
      isFixed = false
      return state.getValue(name)
    },
    getUsedSlots(group, names) {
      isFixed = false
      return state.getUsedSlots(group, names)
    }
  }
  const layout = makeLayout(definition, noting)
  if (isFixed) fixed.set(definition, { inputs, layout })
  else fixed.delete(definition)
  return layout
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}

function makeLayout(definition: NodeDefinitionWire, state: LayoutState): NodeLayout {
  const inputs = [
    ...listInputs(definition.input ?? {}, definition.input_order),
    ...listFrontendInputs(definition, state)
  ]
  const entries = inputs.flatMap((input) => unfold(input, '', state))
  const isPlain = (entry: Unfolded) => entry.depth === 0 && entry.widgetType === null
  return {
    slots: [...entries.filter(isPlain), ...entries.filter((entry) => !isPlain(entry))].filter(
      (entry) => entry.hasSocket
    ),
    widgets: entries.filter((entry) => entry.widgetType !== null)
  }
}

/** @property depth how many dynamic combos it hangs on */
type Unfolded = InputEntry & { readonly depth: number }

function unfold(input: NamedSpec, prefix: string, state: LayoutState, depth = 0): Unfolded[] {
  const name = prefix + input.name
  const { type } = input.spec
  if (type === AUTOGROW) {
    return listAutogrowSlots(input, name, state).map((slot) => ({
      ...makeEntry(slot, `${name}.${slot.name}`, depth),
      label: slot.name,
      group: name
    }))
  }
  const own = [makeEntry(input, name, depth)]
  if (type === DYNAMIC_COMBO) return [...own, ...unfoldOption(input.spec, name, state, depth)]
  if (type === DYNAMIC_SLOT && state.getUsedSlots(name, [name]) > 0)
    return [...own, ...unfoldNested(input.spec.options.inputs, name, state, depth)]
  return own
}

function makeEntry(input: NamedSpec, name: string, depth: number): Unfolded {
  const { spec, isOptional } = input
  const widgetType = getWidgetType(input)
  const display = spec.options.display_name
  return {
    name,
    label: typeof display === 'string' ? display : undefined,
    spec,
    slotType: getSlotType(spec),
    widgetType,
    isOptional,
    // Old definitions mark inputs `socketless` that are nothing but sockets; those keep theirs.
    hasSocket: widgetType === null || spec.options.socketless !== true,
    matchTemplate: getTemplateId(spec),
    group: null,
    depth
  }
}

function getTemplateId(spec: InputSpec): string | null {
  const template = spec.type === MATCH_TYPE ? spec.options.template : null
  const id = (template as { template_id?: unknown } | null)?.template_id
  return typeof id === 'string' ? id : null
}

/** The type a socket accepts: a matched input all that its template allows, a dynamic slot its slot type. */
function getSlotType(spec: InputSpec): string {
  if (spec.type === MATCH_TYPE) {
    const { allowed_types } = (spec.options.template ?? {}) as { allowed_types?: unknown }
    return typeof allowed_types === 'string' ? allowed_types : '*'
  }
  if (spec.type === DYNAMIC_SLOT)
    return typeof spec.options.slotType === 'string' ? spec.options.slotType : '*'
  return spec.type
}

interface DynamicOption {
  readonly key?: unknown
  readonly inputs?: unknown
}

export function getDynamicOptions(spec: InputSpec): readonly DynamicOption[] {
  const { options } = spec.options
  return Array.isArray(options) ? options.filter((o) => typeof o === 'object' && o !== null) : []
}

function unfoldOption(
  spec: InputSpec,
  name: string,
  state: LayoutState,
  depth: number
): Unfolded[] {
  const options = getDynamicOptions(spec)
  const value = state.getValue(name) ?? options[0]?.key
  const chosen = options.find((option) => option.key === value)
  return unfoldNested(chosen?.inputs, name, state, depth)
}

function unfoldNested(
  inputs: unknown,
  name: string,
  state: LayoutState,
  depth: number
): Unfolded[] {
  if (typeof inputs !== 'object' || inputs === null) return []
  return listInputs(inputs).flatMap((nested) => unfold(nested, `${name}.`, state, depth + 1))
}
