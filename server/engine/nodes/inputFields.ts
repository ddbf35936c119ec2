import type { Tensor } from '../tensor/tensor'

declare const valueType: unique symbol

/** An input of a node: its wire form, and as a phantom the type of its value in `execute`. */
export interface InputField<Value> {
  readonly type: string | readonly string[]
  /** Absent: the wire form has no options object. */
  readonly options?: Readonly<Record<string, unknown>>
  readonly isOptional?: boolean
  readonly [valueType]?: Value
}

export type InputFields = Readonly<Record<string, InputField<unknown>>>

/** The values that `execute` gets for the given fields. */
export type InputValues<Fields extends InputFields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends InputField<infer Value> ? Value : never
}

export interface NumberOptions {
  readonly default?: number
  readonly min?: number
  readonly max?: number
  readonly step?: number
  readonly display?: string
  readonly tooltip?: string
  readonly advanced?: boolean
  readonly control_after_generate?: boolean | string
}

export interface TextOptions {
  readonly advanced?: boolean
  readonly default?: string
  readonly multiline?: boolean
  readonly tooltip?: string
}

type Options = Readonly<Record<string, unknown>>

export const int = (options: NumberOptions): InputField<number> => ({
  type: 'INT',
  options: { ...options }
})
export const float = (options: NumberOptions): InputField<number> => ({
  type: 'FLOAT',
  options: { ...options }
})
export const string = (options: TextOptions): InputField<string> => ({
  type: 'STRING',
  options: { ...options }
})
export const boolean = (options: Options = {}): InputField<boolean> => ({
  type: 'BOOLEAN',
  options
})

/** A socket of a type that has no widget. */
export const image = (options?: Options): InputField<Tensor> => ({
  type: 'IMAGE',
  ...(options && { options })
})
export const mask = (options?: Options): InputField<Tensor> => ({
  type: 'MASK',
  ...(options && { options })
})
/** For nodes that take whole lists: each input is the list of its values. */
export const imageList = (): InputField<readonly Tensor[]> => ({ type: 'IMAGE' })
export const intList = (options: NumberOptions): InputField<readonly number[]> => ({
  type: 'INT',
  options: { ...options }
})
/** Any type. */
export const socket = <Value>(type: string, options?: Options): InputField<Value> => ({
  type,
  ...(options && { options })
})

/** Slots that grow with use: at least `min` of them, named by a prefix and a number, or by given names. */
export const autogrow = <Value>(
  slot: string,
  { type, options }: InputField<Value>,
  slots: { readonly min: number } & (
    | { readonly prefix: string; readonly max: number }
    | { readonly names: readonly string[] }
  )
): InputField<Readonly<Record<string, Value>>> => ({
  type: 'COMFY_AUTOGROW_V3',
  options: { template: { input: { required: { [slot]: [type, options ?? {}] } }, ...slots } }
})

/** An option that brings inputs of its own. */
interface DynamicOption {
  readonly key: string
  readonly inputs: InputFields
}

/** A choice between sets of inputs: the node gets the choice under the input's own name, and the inputs beside it. */
export const dynamicCombo = (
  tooltip: string,
  list: readonly DynamicOption[]
): InputField<Readonly<Record<string, unknown>>> => ({
  type: 'COMFY_DYNAMICCOMBO_V3',
  options: {
    tooltip,
    options: list.map(({ key, inputs }) => ({
      key,
      inputs: {
        required: Object.fromEntries(
          Object.entries(inputs).map(([name, { type, options }]) => [name, [type, options ?? {}]])
        )
      }
    }))
  }
})

/** A rectangle in pixels. */
export interface BoundingBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const boundingBox = (options: Options) => socket<BoundingBox>('BOUNDING_BOX', options)
/** A colour as `#rrggbb` or `#rrggbbaa`. */
export const colour = (options: Options) => socket<string>('COLOR', options)
/** A socket that takes everything. */
export const any = (options?: Options): InputField<unknown> => ({
  type: '*',
  ...(options && { options })
})

/** A socket whose type is that of its siblings with the same template. */
export const match = (templateId: string, allowedTypes = '*'): InputField<unknown> => ({
  type: 'COMFY_MATCHTYPE_V3',
  options: { template: { template_id: templateId, allowed_types: allowedTypes } }
})
/** The same, fetched only when the node asks for it. */
export const lazyMatch = (templateId: string): InputField<unknown> => ({
  type: 'COMFY_MATCHTYPE_V3',
  options: { lazy: true, template: { template_id: templateId, allowed_types: '*' } }
})

/** A choice in the old wire form: the list stands in the type's place. */
export const choice = <const Option extends string>(
  list: readonly Option[],
  options?: Options
): InputField<Option> => ({ type: list, ...(options && { options }) })

/** A choice in the new wire form. */
export const combo = <const Option extends string>(
  list: readonly Option[],
  options: Options = {}
): InputField<Option> => ({
  type: 'COMBO',
  options: { ...options, multiselect: false, options: list }
})

/** A choice whose options the interface asks the server for. */
export const remoteChoice = (options: Options): InputField<string> => ({ type: 'COMBO', options })

export const optional = <Value>(field: InputField<Value>): InputField<Value | undefined> => ({
  type: field.type,
  ...(field.options && { options: field.options }),
  isOptional: true
})
