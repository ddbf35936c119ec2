/** One of several values of a setting. */
export interface SettingChoice {
  readonly value: string | number
  readonly label: string
}

/** How a setting is changed. */
export type SettingField =
  | { readonly kind: 'toggle' | 'text' | 'colour' }
  | { readonly kind: 'choice'; readonly choices: readonly SettingChoice[] }
  | {
      /** A slider stands for a number with both bounds. */
      readonly kind: 'number' | 'slider'
      readonly min?: number
      readonly max?: number
      readonly step?: number
    }
  /** A node pack makes the element. Called only when the setting is shown. */
  | {
      readonly kind: 'element'
      readonly render: (set: (value: unknown) => void, value: unknown) => HTMLElement
    }

/** Whether two values, as JSON holds them, are the same. */
export function isSameValue(one: unknown, other: unknown): boolean {
  return Object.is(one, other) || JSON.stringify(one) === JSON.stringify(other)
}
