import type { SettingChoice, SettingField } from '@/domain/settingField'
import { isRecord } from '@/protocol/guards'
import type { PackSetting } from '@/stores/extensionStore'

/** A setting as ComfyUI's node packs write it, as far as it is read. */
export interface PackSettingParams {
  readonly id: string
  readonly name: string
  /** A word for the kind, or what makes the element that changes it. */
  readonly type: unknown
  readonly defaultValue?: unknown
  readonly tooltip?: unknown
  readonly category?: unknown
  readonly options?: unknown
  readonly attrs?: unknown
  /** Looked up when it is called: packs put others in its place. */
  onChange?: ((value: unknown, before?: unknown) => unknown) | undefined
}

type MakeElement = (
  name: string,
  set: (value: unknown) => void,
  value: unknown,
  attrs: unknown
) => HTMLElement

/** ComfyUI's own page for settings that name none. */
const HOME = 'Comfy'

export function getDefault({ defaultValue }: PackSettingParams): unknown {
  return typeof defaultValue === 'function' ? (defaultValue as () => unknown)() : defaultValue
}

/** What the dialog shows of it; null for settings without a face. */
export function readPackSetting(params: PackSettingParams): PackSetting | null {
  const { id, name, type, tooltip } = params
  if (type === 'hidden') return null
  const [page = HOME, group = page] = readCategory(params)
  return {
    id,
    label: name || id,
    hint: typeof tooltip === 'string' ? tooltip : null,
    page,
    group,
    defaultValue: getDefault(params),
    field: readField(params)
  }
}

/** Page and group: what the pack names, else the first two parts of the id. */
function readCategory({ category, id }: PackSettingParams): readonly string[] {
  const named = Array.isArray(category) ? category.filter((part) => typeof part === 'string') : []
  // The last part names the setting.
  if (named.length > 0) return named.length > 1 ? named.slice(0, -1) : named
  return id.split('.').slice(0, -1)
}

function readField({ type, name, options, attrs }: PackSettingParams): SettingField {
  if (typeof type === 'function') {
    const make = type as MakeElement
    return { kind: 'element', render: (set, value) => make(name, set, value, attrs) }
  }
  if (type === 'boolean') return { kind: 'toggle' }
  if (type === 'color') return { kind: 'colour' }
  if (type === 'combo' || type === 'radio') return { kind: 'choice', choices: readChoices(options) }
  if (type === 'number' || type === 'slider' || type === 'knob' || type === 'int') {
    const { min, max, step } = isRecord(attrs) ? attrs : {}
    const bounds = {
      ...(typeof min === 'number' && { min }),
      ...(typeof max === 'number' && { max }),
      ...(typeof step === 'number' && { step })
    }
    const hasBounds = 'min' in bounds && 'max' in bounds
    return { kind: type === 'slider' && hasBounds ? 'slider' : 'number', ...bounds }
  }
  return { kind: 'text' }
}

/** Words, pairs of text and value, or a function that gives them. */
function readChoices(options: unknown): readonly SettingChoice[] {
  const list: unknown = typeof options === 'function' ? (options as () => unknown)() : options
  if (!Array.isArray(list)) return []
  return list.flatMap((option: unknown): SettingChoice[] => {
    if (typeof option === 'string' || typeof option === 'number')
      return [{ value: option, label: String(option) }]
    if (!isRecord(option)) return []
    const { text, value = text } = option
    const isValue = typeof value === 'string' || typeof value === 'number'
    return isValue ? [{ value, label: String(text ?? value) }] : []
  })
}
