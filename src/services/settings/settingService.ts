import { isRecord } from '@/protocol/guards'
import type { useNoticeStore } from '@/stores/noticeStore'
import type { useSettingStore } from '@/stores/settingStore'
import type { ComfyApi } from '../api/comfyApi'
import type { SettingService } from '../services'

/** Where settings are kept for servers that keep none. */
const LOCAL_KEY = 'parallel.settings'

export interface SettingContext {
  readonly api: Pick<ComfyApi, 'getSettings' | 'storeSetting'>
  readonly settings: ReturnType<typeof useSettingStore>
  readonly notices: ReturnType<typeof useNoticeStore>
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
}

/** The user's settings: kept by the server, and in the browser for when it can't. */
export function createSettingService(
  context: SettingContext
): SettingService & { load(): Promise<void> } {
  const { api, settings, storage } = context
  const readLocal = (): Record<string, unknown> => {
    try {
      const kept: unknown = JSON.parse(storage.getItem(LOCAL_KEY) ?? '{}')
      return isRecord(kept) ? kept : {}
    } catch {
      return {}
    }
  }
  const keepLocal = (key: string, value: unknown): void => {
    try {
      storage.setItem(LOCAL_KEY, JSON.stringify({ ...readLocal(), [key]: value }))
    } catch {
      // A browser that keeps nothing: the server has it.
    }
  }
  return {
    /** What the browser has applies at once, what the server has as soon as it answers. */
    async load() {
      settings.applySettings(readLocal())
      try {
        settings.applySettings(await api.getSettings())
      } catch {
        // A server without settings, or one that is down: the browser's own copy holds.
      }
    },
    async set(key, value) {
      settings.applySettings({ [key]: value })
      keepLocal(key, value)
      try {
        await api.storeSetting(key, value)
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error)
        context.notices.addNotice({
          kind: 'warning',
          title: 'The setting is kept in this browser only',
          detail: `The server did not store it: ${detail}`
        })
      }
    }
  }
}
