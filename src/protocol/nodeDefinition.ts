/** One input of a node: `[type]` or `[type, options]`; a list of options instead of a type is an old-form combo. */
export type InputSpecWire = readonly [
  type: string | readonly (string | number | boolean)[],
  options?: Readonly<Record<string, unknown>>
]

/** `/object_info` of one class (protocol.md §4.1). V3 nodes send every key, `null` for unset ones. */
export interface NodeDefinitionWire {
  readonly name: string
  readonly display_name?: string | null
  readonly description?: string | null
  readonly category?: string | null
  readonly python_module?: string | null
  readonly input?: {
    readonly required?: Readonly<Record<string, InputSpecWire>> | null
    readonly optional?: Readonly<Record<string, InputSpecWire>> | null
    readonly hidden?: Readonly<Record<string, unknown>> | null
  } | null
  readonly input_order?: {
    readonly required?: readonly string[] | null
    readonly optional?: readonly string[] | null
    readonly hidden?: readonly string[] | null
  } | null
  readonly is_input_list?: boolean | null
  readonly output?: readonly (string | readonly (string | number | boolean)[])[] | null
  readonly output_is_list?: readonly boolean[] | null
  readonly output_name?: readonly string[] | null
  readonly output_tooltips?: readonly (string | null)[] | null
  readonly output_matchtypes?: readonly (string | null)[] | null
  readonly output_node?: boolean | null
  readonly has_intermediate_output?: boolean | null
  readonly deprecated?: boolean | null
  readonly experimental?: boolean | null
  readonly dev_only?: boolean | null
  readonly api_node?: boolean | null
  readonly search_aliases?: readonly string[] | null
  readonly essentials_category?: string | null
  readonly price_badge?: unknown
}

export type ObjectInfoWire = Readonly<Record<string, NodeDefinitionWire>>
