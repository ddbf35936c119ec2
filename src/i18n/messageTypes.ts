import type { messages } from './en/messages'

type English = typeof messages

/** Name of a message: its area and its own name, `jobs.cancel`. */
export type MessageKey = {
  [Area in keyof English & string]: `${Area}.${keyof English[Area] & string}`
}[keyof English & string]

type MessageText<K extends MessageKey> = K extends `${infer Area}.${infer Name}`
  ? Area extends keyof English
    ? Name extends keyof English[Area]
      ? English[Area][Name]
      : never
    : never
  : never

type PlaceholderOf<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholderOf<Rest>
  : never

type Value<Name> = Name extends 'count' ? number : string | number

/** What a message wants to be told: nothing, or a value for each `{placeholder}` of the English text. */
export type MessageArgs<K extends MessageKey> = [PlaceholderOf<MessageText<K>>] extends [never]
  ? []
  : [values: { readonly [Name in PlaceholderOf<MessageText<K>>]: Value<Name> }]

/** Name of a message without placeholders: what tables of labels hold. */
export type LabelKey = {
  [K in MessageKey]: [PlaceholderOf<MessageText<K>>] extends [never] ? K : never
}[MessageKey]

/** An area in another language: the same names. */
export type Translated<Area> = { readonly [Name in keyof Area]: string }

/** All areas in another language. */
export type Translation = { readonly [Area in keyof English]: Translated<English[Area]> }
