import type { PageSignals } from '@/events/pageSignals'
import { markSessionLeft } from '@/services/client/claimSession'
import type { Core } from '@/services/core/createCore'
import type { SessionService } from '@/services/session/sessionService'

/** Keeps what must be kept when the page is hidden or left, and looks again when it comes back. */
export function watchPage(page: PageSignals, core: Core, session: SessionService): void {
  page.onVisibilityChange(() => {
    if (page.isHidden()) session.leave()
    else void core.reconcile.lookNow()
  })
  window.addEventListener('pagehide', () => {
    session.leave()
    core.siblings.leave()
    markSessionLeft(sessionStorage)
  })
}
