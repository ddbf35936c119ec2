import { createPinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'
import { applyLocale, t } from '@/i18n/translate'
import { followLanguage } from '@/services/language/languageService'
import { useNoticeStore } from '@/stores/noticeStore'
import { useSettingStore } from '@/stores/settingStore'

afterEach(() => applyLocale('en'))

function follow(locale?: string) {
  const pinia = createPinia()
  const settings = useSettingStore(pinia)
  if (locale) settings.applySettings({ 'Comfy.Locale': locale })
  const root = { lang: '' }
  const first = followLanguage({ settings, notices: useNoticeStore(pinia), root })
  return { settings, root, first }
}

it('speaks the language of the setting from the start, and marks the page with it', async () => {
  const { root, first } = follow('de')
  await first
  expect([t('common.cancel'), root.lang]).toEqual(['Abbrechen', 'de'])
})

it('speaks the browser’s language where nobody chose', async () => {
  const { root, first } = follow()
  await first
  expect([t('common.cancel'), root.lang]).toEqual(['Cancel', 'en'])
})

it('changes at once, without a reload', async () => {
  const { settings, root, first } = follow()
  await first
  // Read beforehand: how long that takes is the machine's affair.
  await import('@/i18n/zh/messages')
  settings.applySettings({ 'Comfy.Locale': 'zh' })
  await vi.waitFor(() => expect(t('common.cancel')).toBe('取消'))
  expect(root.lang).toBe('zh-Hans')
})
