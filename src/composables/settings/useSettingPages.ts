import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { translateSettingCategory } from '@/i18n/packWords'
import { t } from '@/i18n/translate'
import { useServices } from '../useServices'
import { isFoundBy, searchSettings } from './searchSettings'
import type { OwnPage, PageId } from './settingPages'
import { SETTING_PAGES } from './settingPages'
import type { ListedSetting } from './useSettingList'

/** Settings under one title. */
export interface SettingGroup {
  readonly title: string
  readonly settings: readonly ListedSetting[]
}

export interface SettingPage {
  readonly id: PageId
  readonly label: string
  readonly groups: readonly SettingGroup[]
}

/** The pages of the dialog, in their order; `user` only where the server has several. */
export function useSettingPages(
  list: ComputedRef<readonly ListedSetting[]>
): ComputedRef<readonly SettingPage[]> {
  const { users } = useServices()
  return computed(() => {
    const ids = Object.keys(SETTING_PAGES) as OwnPage[]
    const own = ids.filter((id) => id !== 'user' || users.current)
    const packs = new Set(list.value.map(({ page }) => page).filter(isPackPage))
    return [...own.slice(0, -1), ...packs, own.at(-1)!].map((id) => ({
      id,
      label: labelPage(id),
      groups: groupSettings(list.value.filter(({ page }) => page === id))
    }))
  })
}

/** What is found, page by page; pages whose own name is typed are among them, even without settings. */
export function searchPages(
  pages: readonly SettingPage[],
  text: string
): readonly (SettingPage & { readonly isNamed: boolean })[] {
  return pages
    .map((page) => ({
      ...page,
      isNamed: isFoundBy(`${page.label} ${getPageWords(page.id)}`, text),
      groups: page.groups
        .map((group) => ({ ...group, settings: searchSettings(group.settings, text) }))
        .filter(({ settings }) => settings.length > 0)
    }))
    .filter(({ groups, isNamed }) => groups.length > 0 || isNamed)
}

/** What pages without settings are found by. */
function getPageWords(id: PageId): string {
  if (id === 'keybindings') return t('settings.wordsKeybindings')
  return id === 'about' ? t('settings.wordsAbout') : ''
}

function isPackPage(id: PageId): id is `pack:${string}` {
  return id.startsWith('pack:')
}

function labelPage(id: PageId): string {
  return isPackPage(id)
    ? translateSettingCategory(id.slice('pack:'.length))
    : t(SETTING_PAGES[id as OwnPage])
}

function groupSettings(settings: readonly ListedSetting[]): readonly SettingGroup[] {
  const titles = [...new Set(settings.map(({ group }) => group))]
  return titles.map((title) => ({
    title,
    settings: settings.filter(({ group }) => group === title)
  }))
}
