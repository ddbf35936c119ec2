import type { PageWorld } from './pageWorld'
import { markSessionLeft } from '@/services/client/claimSession'
import type { Core } from '@/services/core/createCore'
import type { SessionService } from '@/services/session/sessionService'

/** Keeps what must be kept when the page is hidden or left, and looks again when it comes back. */
export function watchPage(
  { page, getTabStorage }: Pick<PageWorld, 'page' | 'getTabStorage'>,
  core: Core,
  session: SessionService
): void {
  page.onVisibilityChange(() => {
    if (page.isHidden()) session.leave()
    else void core.reconcile.lookNow()
  })
  window.addEventListener('beforeunload', (event) => {
    // The browser asks in its own words.
    if (session.wouldLose()) event.preventDefault()
  })
  window.addEventListener('pagehide', () => {
    session.leave()
    core.siblings.leave()
    markSessionLeft(getTabStorage())
  })
}
