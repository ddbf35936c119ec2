import { watch } from 'vue'
import { currentLocale } from '@/i18n/currentLocale'
import { getLocaleTag } from '@/i18n/locales'
import { applyPackWords } from '@/i18n/packWords'
import { applyLocale, t } from '@/i18n/translate'
import type { useNoticeStore } from '@/stores/noticeStore'
import type { useSettingStore } from '@/stores/settingStore'
import type { ComfyApi } from '../api/comfyApi'

export interface LanguageContext {
  readonly settings: ReturnType<typeof useSettingStore>
  readonly notices: ReturnType<typeof useNoticeStore>
  /** The document's outermost element, which names the language for browsers and screen readers. */
  readonly root: Pick<HTMLElement, 'lang'>
}

/** Reads node packs' translations; without them nodes have the names of their definitions. */
export async function loadPackWords(api: Pick<ComfyApi, 'getPackWords'>): Promise<void> {
  try {
    applyPackWords(await api.getPackWords())
  } catch {
    // An older server, or one that went away: names are a comfort, nothing depends on them.
  }
}

/**
 * Keeps the interface in the language that `Comfy.Locale` names.
 * @returns settled when the first language is in use
 */
export function followLanguage({ settings, notices, root }: LanguageContext): Promise<void> {
  const locale = settings.useSetting('Comfy.Locale')
  const apply = async (): Promise<void> => {
    try {
      await applyLocale(locale.value)
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      notices.addNotice({
        kind: 'warning',
        title: t('common.languageNotLoaded'),
        detail: t('common.languageStays', { detail })
      })
    }
  }
  watch(currentLocale, (current) => (root.lang = getLocaleTag(current)), {
    immediate: true,
    flush: 'sync'
  })
  watch(locale, () => void apply())
  return apply()
}
