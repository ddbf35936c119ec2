import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { useSettingStore } from '@/stores/settingStore'

/** Whether icon rail and sidebar are on the right, as the user may have it. */
export function useSidebarMirrored(): ComputedRef<boolean> {
  const settingStore = useSettingStore()
  return computed(() => settingStore.getSetting('Comfy.Sidebar.Location') === 'right')
}
