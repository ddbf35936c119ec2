import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { SETTING_DEFAULTS, useSettingStore } from '@/stores/settingStore'

const KEY = 'Comfy.Queue.MaxHistoryItems'

/** How many finished jobs lists show, as the user has it. */
export function useMostFinished(): ComputedRef<number> {
  const setting = useSettingStore().useSetting(KEY)
  return computed(() => {
    const most = Number(setting.value)
    return most >= 1 ? Math.floor(most) : SETTING_DEFAULTS[KEY]
  })
}
