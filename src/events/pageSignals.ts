import type { Cancel } from '@/domain/time'

/** What the transport and the scheduler must know of the page and its network. */
export interface PageSignals {
  isHidden(): boolean
  /** False when the browser knows that it has no network; a server on the same machine may still answer. */
  isOnline(): boolean
  /** Calls when the page is hidden or comes to view, from the back-forward cache too. */
  onVisibilityChange(listener: () => void): Cancel
  /** Calls when the network is back. */
  onOnline(listener: () => void): Cancel
}

/** The signals of a browser's page. */
export function createPageSignals(view: Window): PageSignals {
  const { document, navigator } = view
  return {
    isHidden: () => document.hidden,
    isOnline: () => navigator.onLine,
    onVisibilityChange(listener) {
      document.addEventListener('visibilitychange', listener)
      view.addEventListener('pageshow', listener)
      return () => {
        document.removeEventListener('visibilitychange', listener)
        view.removeEventListener('pageshow', listener)
      }
    },
    onOnline(listener) {
      view.addEventListener('online', listener)
      return () => view.removeEventListener('online', listener)
    }
  }
}
