import { createSharedComposable } from '@vueuse/core'
import { shallowRef } from 'vue'
import { usePageDialogs } from '../ui/usePageDialogs'
import type { PageId } from './settingPages'

/** The page of the settings that is in front; it stays when the dialog closes. */
export const useSettingsPage = createSharedComposable(() => {
  const current = shallowRef<PageId>('general')
  const dialogs = usePageDialogs()
  return {
    current,
    /** Opens the dialog at a page. */
    openAt(page: PageId): void {
      current.value = page
      dialogs.open('settings')
    }
  }
})
