import type { Pinia } from 'pinia'
import { watch } from 'vue'
import { followLanguage } from '@/services/language/languageService'
import { createPageStyle } from '@/services/palettes/pageStyle'
import { followPalette } from '@/services/palettes/paletteService'
import type { PageStyle } from '@/services/palettes/pageStyle'
import { createBroadcastSettingChannel } from '@/services/settings/settingChannel'
import { StoredSettings } from '@/services/settings/settingService'
import { useConnectionStore } from '@/stores/connectionStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { usePaletteStore } from '@/stores/paletteStore'
import { useSettingStore } from '@/stores/settingStore'
import type { PageWorld } from './pageWorld'

/** ms that a browser without a copy of the settings waits for the server's before it shows anything. */
const PATIENCE = 1_500

export interface StartedSettings {
  readonly store: StoredSettings
  readonly style: PageStyle
  /** Language and colours are in use: nothing is shown in others first. */
  readonly isReady: Promise<void>
}

/** Reads the user's settings, and keeps the page in the language and the colours that they name. */
export function startSettings(pinia: Pinia, world: PageWorld): StartedSettings {
  const settings = useSettingStore(pinia)
  const notices = useNoticeStore(pinia)
  const store = new StoredSettings({
    api: world.api,
    settings,
    notices,
    storage: localStorage,
    channel: createBroadcastSettingChannel(world.user.id),
    user: world.user.id
  })
  const style = createPageStyle(document.documentElement, localStorage)
  const loading = store.load()
  const begin = async (): Promise<void> => {
    if (Object.keys(settings.values).length === 0)
      await Promise.race([
        loading,
        new Promise<void>((resolve) => void world.clock.after(PATIENCE, resolve))
      ])
    await Promise.all([
      followLanguage({ settings, notices, root: document.documentElement }),
      followPalette({
        settings,
        palettes: usePaletteStore(pinia),
        style,
        prefersDark: matchMedia('(prefers-color-scheme: dark)')
      })
    ])
  }
  sendWhenConnected(pinia, store)
  return { store, style, isReady: begin() }
}

/** What a server that was down could not store is sent as soon as it is back. */
function sendWhenConnected(pinia: Pinia, store: StoredSettings): void {
  const connection = useConnectionStore(pinia)
  watch(
    () => connection.phase,
    (phase) => void (phase === 'connected' && store.sendAgain())
  )
}
