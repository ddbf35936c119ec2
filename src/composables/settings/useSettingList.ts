import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { SettingField } from '@/domain/settingField'
import { getSettingWord, translateSettingCategory } from '@/i18n/packWords'
import { t } from '@/i18n/translate'
import type { PackSetting } from '@/stores/extensionStore'
import { useExtensionStore } from '@/stores/extensionStore'
import { SETTING_DEFAULTS } from '@/stores/settingStore'
import type { OwnSetting } from './ownSettings'
import { OWN_SETTINGS } from './ownSettings'
import type { PageId } from './settingPages'
import { SETTING_PAGES, toPageId } from './settingPages'

/** A setting as the dialog shows it, in the language in use. */
export interface ListedSetting {
  readonly id: string
  readonly page: PageId
  readonly group: string
  readonly label: string
  readonly hint: string | null
  /** Everything that it is found by. */
  readonly words: string
  readonly defaultValue: unknown
  /** Null for those with a component of their own. */
  readonly field: SettingField | null
}

/** All settings that can be changed in the dialog: ours, then node packs'. */
export function useSettingList(): ComputedRef<readonly ListedSetting[]> {
  const extensionStore = useExtensionStore()
  return computed(() => [
    ...OWN_SETTINGS.map(describeOwn),
    ...extensionStore.settings.map(describePack)
  ])
}

function describeOwn(setting: OwnSetting): ListedSetting {
  const { id, page, label } = setting
  const hint = setting.hint ? t(setting.hint) : null
  const group = t(setting.group)
  const more = setting.words ? t(setting.words) : ''
  return {
    id,
    page,
    group,
    label: t(label),
    hint,
    words: [t(label), hint, group, t(SETTING_PAGES[page]), more, id].join(' '),
    defaultValue: SETTING_DEFAULTS[id],
    field: toField(setting.field)
  }
}

function toField(field: OwnSetting['field']): SettingField | null {
  if (field.kind === 'own') return null
  if (field.kind !== 'choice') return field
  const choices = field.choices.map(({ value, label }) => ({ value, label: t(label) }))
  return { kind: 'choice', choices }
}

function describePack(setting: PackSetting): ListedSetting {
  const { id, page } = setting
  const label = getSettingWord(id, 'name') ?? setting.label
  const hint = getSettingWord(id, 'tooltip') ?? setting.hint
  const group = translateSettingCategory(setting.group)
  const words = [label, setting.label, hint, group, translateSettingCategory(page), page, id]
  return { ...setting, page: toPageId(page), label, hint, group, words: words.join(' ') }
}
