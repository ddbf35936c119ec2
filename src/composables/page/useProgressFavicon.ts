import { onScopeDispose, watch } from 'vue'
import type { Cancel } from '@/domain/time'
import { useQueueProgress } from '../queue/useQueueProgress'
import { useClock } from '../time/clock'
import { drawProgressIcon } from './progressIcon'

/** Least ms between two icons: browsers redraw their whole tab strip for each. */
const LEAST_INTERVAL = 333

/**
 * Shows the running jobs' mean progress in the favicon, at whole percents and at most three times a second, and
 * brings the idle icon back at the end [B38]. Timers and watchers only, so that it goes on while the page is hidden.
 */
export function useProgressFavicon(): void {
  const { runningCount, percent } = useQueueProgress()
  const clock = useClock()
  const link = getIconLink()
  // As written, and not resolved: the page's own address may change under a `<base>`.
  const idle = link.getAttribute('href') ?? ''
  let cancel: Cancel | null = null

  const draw = (): void => {
    const href = runningCount.value > 0 ? drawProgressIcon(percent.value ?? 0) : idle
    if (cancel || link.getAttribute('href') === href) return
    link.setAttribute('href', href)
    // Whatever changes meanwhile is drawn when the interval is over.
    cancel = clock.after(LEAST_INTERVAL, () => {
      cancel = null
      draw()
    })
  }
  watch([percent, () => runningCount.value > 0], draw, { immediate: true })
  onScopeDispose(() => {
    cancel?.()
    link.setAttribute('href', idle)
  })
}

function getIconLink(): HTMLLinkElement {
  const known = document.querySelector<HTMLLinkElement>('link[rel~="icon"]')
  if (known) return known
  const link = document.createElement('link')
  link.rel = 'icon'
  link.href = './favicon.svg'
  return document.head.appendChild(link)
}
