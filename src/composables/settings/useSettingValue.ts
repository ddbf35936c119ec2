import type { ComputedRef, WritableComputedRef } from 'vue'
import { computed } from 'vue'
import { isSameValue } from '@/domain/settingField'
import { t } from '@/i18n/translate'
import { useDialogStore } from '@/stores/dialogStore'
import { useSettingStore } from '@/stores/settingStore'
import { useAttempt } from '../notices/useAttempt'
import { useServices } from '../useServices'
import type { ListedSetting } from './useSettingList'

export interface SettingValue {
  readonly value: WritableComputedRef<unknown>
  /** Whether it is another than by default. */
  readonly isChanged: ComputedRef<boolean>
  /** Gives it its default again. */
  reset(): void
}

/** A setting of the list, whoever it is of, as a form field. */
export function useSettingValue(setting: () => ListedSetting): SettingValue {
  const settingStore = useSettingStore()
  const { settings } = useServices()
  const attempt = useAttempt()
  const write = (value: unknown): void =>
    void attempt(t('settings.saveFailed'), () => settings.set(setting().id, value))
  const read = () => settingStore.getValue(setting().id) ?? setting().defaultValue
  return {
    value: computed({ get: read, set: write }),
    isChanged: computed(() => !isSameValue(read(), setting().defaultValue)),
    reset: () => write(null)
  }
}

/** Gives all settings of the list their defaults again, after asking. */
export function useResetSettings(list: () => readonly ListedSetting[]): {
  readonly isAnyChanged: ComputedRef<boolean>
  reset(): void
} {
  const settingStore = useSettingStore()
  const dialogStore = useDialogStore()
  const { settings } = useServices()
  const attempt = useAttempt()
  const changed = computed(() =>
    list().filter(({ id, defaultValue }) => {
      const value = settingStore.getValue(id)
      return value !== undefined && value !== null && !isSameValue(value, defaultValue)
    })
  )
  const askAndReset = async (): Promise<void> => {
    const answer = await dialogStore.ask({
      title: t('settings.resetAll'),
      message: t('settings.resetAllHint', { count: changed.value.length }),
      confirmLabel: t('settings.reset'),
      isDestructive: true
    })
    if (answer !== 'confirm') return
    await settings.setMany(Object.fromEntries(changed.value.map(({ id }) => [id, null])))
  }
  return {
    isAnyChanged: computed(() => changed.value.length > 0),
    reset: () => void attempt(t('settings.saveFailed'), askAndReset)
  }
}
