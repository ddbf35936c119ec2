import { useFinishNotices } from '../notices/useFinishNotices'
import { useColorSchemeOnPage } from '../settings/useColorScheme'
import { useBrowserTabTitle } from './useBrowserTabTitle'
import { useProgressFavicon } from './useProgressFavicon'

/** What the page does beside its surfaces: title, favicon, notices, colour scheme. For the outermost component. */
export function usePage(): void {
  useColorSchemeOnPage()
  useBrowserTabTitle()
  useProgressFavicon()
  useFinishNotices()
}
