import type { FinishText } from './finishNotice'

/** One system notification at a time: the next takes its place. */
const TAG = 'comfyui-jobs'

/** Whether the browser offers system notifications at all. */
export function hasSystemNotices(): boolean {
  return typeof Notification === 'function'
}

/** Whether the user said yes to them, here or before. */
export function areSystemNoticesAllowed(): boolean {
  return hasSystemNotices() && Notification.permission === 'granted'
}

/** Asks the user, once; a browser that was told before answers at once. @returns whether they are allowed */
export async function askForSystemNotices(): Promise<boolean> {
  if (!hasSystemNotices()) return false
  return (await Notification.requestPermission()) === 'granted'
}

/** Shows a system notification; does nothing where that isn't allowed. @param onClick after the page has come up */
export function showSystemNotice(text: FinishText, onClick: () => void): void {
  if (!areSystemNoticesAllowed()) return
  try {
    const notification = new Notification(text.title, {
      tag: TAG,
      ...(text.detail !== null && { body: text.detail })
    })
    notification.addEventListener('click', () => {
      window.focus()
      notification.close()
      onClick()
    })
  } catch {
    // Browsers on phones have the class and refuse its use outside of a service worker.
  }
}
