import type { WritableComputedRef } from 'vue'
import { computed } from 'vue'
import type { Locale } from '@/i18n/locales'
import { toLocale } from '@/i18n/locales'
import { useSettingField } from './useSettings'

/** The language of the interface as a form field; what ComfyUI wrote there may be finer, such as `zh-TW`. */
export function useLanguageField(): WritableComputedRef<Locale> {
  const field = useSettingField('Comfy.Locale')
  return computed({
    get: () => toLocale(field.value),
    set: (locale) => (field.value = locale)
  })
}
