import type { InputSpecWire, NodeDefinitionWire } from '@/protocol/nodeDefinition'
import type { EngineFolders } from '../engine'
import type { InputField, InputFields, InputValues } from './inputFields'
import type { InputValidation, NodeContext, NodeOutput, NodeType } from './nodeType'

type HiddenKind = 'UNIQUE_ID' | 'PROMPT' | 'EXTRA_PNGINFO'

interface OutputField {
  readonly type: string
  /** Shown beside the socket; the type without it. */
  readonly name?: string
  readonly isList?: boolean
  readonly tooltip?: string
  readonly matchType?: string
}

/** How a node is declared. Names, order and texts are those of `object_info`. */
export interface NodeSpec<Fields extends InputFields> {
  readonly name: string
  readonly displayName: string
  readonly description?: string
  readonly category: string
  /** Where the class lives: `nodes`, `comfy_extras.nodes_mask`, `custom_nodes.<pack>`. */
  readonly module: string
  readonly searchAliases?: readonly string[]
  readonly essentialsCategory?: string
  readonly inputs: Fields
  readonly hidden?: Readonly<Record<string, HiddenKind>>
  readonly outputs: readonly OutputField[]
  readonly isOutputNode?: boolean
  /** It shows what it made although it is no output node. */
  readonly hasIntermediateOutput?: boolean
  readonly isInputList?: boolean
  readonly isDeprecated?: boolean
  readonly isExperimental?: boolean
  readonly isAsync?: boolean
  /** It is given values of inputs that it does not declare, too. */
  readonly takesAnyInput?: boolean
  execute(inputs: InputValues<Fields>, context: NodeContext): NodeOutput | Promise<NodeOutput>
  checkLazyStatus?(inputs: Partial<InputValues<Fields>>): readonly string[]
  fingerprint?(inputs: Partial<InputValues<Fields>>, folders: EngineFolders): Promise<unknown>
  readonly validation?: InputValidation
  readOptions?(folders: EngineFolders): Promise<Readonly<Record<string, readonly string[]>>>
}

type Spec = NodeSpec<InputFields>

/** `wrap` puts a field into the wire form of its schema generation. */
function createInputGroups(
  spec: Spec,
  wrap: (field: InputField<unknown>) => InputSpecWire,
  wrapHidden: (kind: HiddenKind) => unknown
): Pick<NodeDefinitionWire, 'input' | 'input_order'> {
  const entries = Object.entries(spec.inputs)
  const required = entries.filter(([, field]) => !field.isOptional)
  const optionals = entries.filter(([, field]) => field.isOptional)
  const hidden = Object.entries(spec.hidden ?? {})
  const wrapAll = (fields: typeof entries) =>
    Object.fromEntries(fields.map(([name, field]) => [name, wrap(field)]))
  const names = (fields: readonly (readonly [string, unknown])[]) => fields.map(([name]) => name)
  return {
    input: {
      required: wrapAll(required),
      ...(optionals.length > 0 && { optional: wrapAll(optionals) }),
      ...(hidden.length > 0 && {
        hidden: Object.fromEntries(hidden.map(([name, kind]) => [name, wrapHidden(kind)]))
      })
    },
    input_order: {
      required: names(required),
      ...(optionals.length > 0 && { optional: names(optionals) }),
      ...(hidden.length > 0 && { hidden: names(hidden) })
    }
  }
}

/** The keys that both generations of the schema have. */
function createCommonKeys(spec: Spec) {
  return {
    is_input_list: spec.isInputList ?? false,
    output: spec.outputs.map(({ type }) => type),
    output_is_list: spec.outputs.map(({ isList }) => isList ?? false),
    output_name: spec.outputs.map(({ type, name }) => name ?? type),
    name: spec.name,
    display_name: spec.displayName,
    description: spec.description ?? '',
    python_module: spec.module,
    category: spec.category,
    output_node: spec.isOutputNode ?? false,
    has_intermediate_output: spec.hasIntermediateOutput ?? false
  } satisfies Partial<NodeDefinitionWire>
}

function createNodeType(spec: Spec, definition: NodeDefinitionWire): NodeType {
  return {
    definition,
    isAsync: spec.isAsync ?? false,
    ...(spec.takesAnyInput && { takesAnyInput: true }),
    execute: (inputs, context) => spec.execute(inputs, context),
    ...(spec.checkLazyStatus && { checkLazyStatus: (inputs) => spec.checkLazyStatus!(inputs) }),
    ...(spec.fingerprint && {
      fingerprint: (inputs, folders) => spec.fingerprint!(inputs, folders)
    }),
    ...(spec.validation && { validation: spec.validation }),
    ...(spec.readOptions && { readOptions: (folders) => spec.readOptions!(folders) })
  }
}

/** Declares a node as ComfyUI's older classes appear in `object_info`: unset keys are left out. */
export function defineClassicNode<Fields extends InputFields>(typed: NodeSpec<Fields>): NodeType {
  const spec = typed as unknown as Spec
  return createNodeType(spec, {
    ...createInputGroups(
      spec,
      ({ type, options }) => (options ? [type, options] : [type]),
      (kind) => kind
    ),
    ...createCommonKeys(spec),
    ...(spec.isDeprecated && { deprecated: true }),
    ...(spec.isExperimental && { experimental: true }),
    search_aliases: spec.searchAliases ?? [],
    ...(spec.essentialsCategory && { essentials_category: spec.essentialsCategory })
  })
}

/** Declares a node as ComfyUI's newer (V3) classes appear in `object_info`: every key is there, `null` when unset. */
export function defineNode<Fields extends InputFields>(typed: NodeSpec<Fields>): NodeType {
  const spec = typed as unknown as Spec
  const matchTypes = spec.outputs.map(({ matchType }) => matchType ?? null)
  return createNodeType(spec, {
    ...createInputGroups(
      spec,
      ({ type, options }) => [type, options ?? {}],
      (kind) => [kind]
    ),
    ...createCommonKeys(spec),
    output_tooltips: spec.outputs.map(({ tooltip }) => tooltip ?? null),
    output_matchtypes: matchTypes.some((type) => type !== null) ? matchTypes : null,
    deprecated: spec.isDeprecated ?? false,
    experimental: spec.isExperimental ?? false,
    dev_only: false,
    api_node: false,
    price_badge: null,
    search_aliases: spec.searchAliases ?? null,
    essentials_category: spec.essentialsCategory ?? null
  })
}
