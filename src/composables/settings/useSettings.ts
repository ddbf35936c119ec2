import type { WritableComputedRef } from 'vue'
import { computed, shallowRef } from 'vue'
import { t } from '@/i18n/translate'
import type { Settings } from '@/stores/settingStore'
import { useSettingStore } from '@/stores/settingStore'
import { areSystemNoticesAllowed, askForSystemNotices } from '../notices/systemNotice'
import { useAttempt } from '../notices/useAttempt'
import { useServices } from '../useServices'

/** One setting as a form field: reads what holds, writes through to the server. */
export function useSettingField<K extends keyof Settings>(
  key: K
): WritableComputedRef<Settings[K]> {
  const value = useSettingStore().useSetting(key)
  const { settings } = useServices()
  const attempt = useAttempt()
  return computed({
    get: () => value.value,
    set: (next) => void attempt(t('settings.saveFailed'), () => settings.set(key, next))
  })
}

/**
 * System notices: on only with the browser's leave, which it gives only when asked from a press.
 * @param onRefused the browser or the user said no
 */
export function useSystemNoticeField(onRefused: () => void): WritableComputedRef<boolean> {
  const field = useSettingField('Parallel.Notices.System')
  const attempt = useAttempt()
  const isAllowed = shallowRef(areSystemNoticesAllowed())
  // While the browser asks the switch stands as it was pressed, so that a refusal is seen to put it back.
  const isAsking = shallowRef(false)
  return computed({
    get: () => isAsking.value || (field.value && isAllowed.value),
    set(wanted) {
      if (!wanted) {
        field.value = false
        return
      }
      void attempt(t('settings.askNoticesFailed'), async () => {
        isAsking.value = true
        isAllowed.value = await askForSystemNotices().finally(() => (isAsking.value = false))
        if (isAllowed.value) field.value = true
        else onRefused()
      })
    }
  })
}
