import { useFinishNotices } from '../notices/useFinishNotices'
import { useBrowserTabTitle } from './useBrowserTabTitle'
import { useProgressFavicon } from './useProgressFavicon'

/** What the page does beside its surfaces: title, favicon, notices. For the outermost component. */
export function usePage(): void {
  useBrowserTabTitle()
  useProgressFavicon()
  useFinishNotices()
}
