import type { Clock, FrameScheduler } from '@/domain/time'
import { mintUuid } from '@/domain/uuid'
import { createBrowserClock, createBrowserScheduler } from '@/events/browserScheduler'
import type { PageSignals } from '@/events/pageSignals'
import { createPageSignals } from '@/events/pageSignals'
import type { ComfyApi } from '@/services/api/comfyApi'
import { createComfyApi } from '@/services/api/createComfyApi'
import { getUserStorage } from '@/services/users/userStorage'
import { makeEarlyFetch } from './earlyAnswers'

/** What the browser gives the app: time, frames, the network, files. */
export interface PageWorld {
  readonly clock: Clock
  readonly page: PageSignals
  readonly scheduler: FrameScheduler
  readonly api: ComfyApi
  /** Whose requests they are; null on servers with one user. */
  readonly user: { id: string | null }
  /** This browser tab's own, for the user. */
  getTabStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** Address of the folder that the page was served from, with a slash at its end. */
  readonly baseUrl: string
  /** Hands the user a file. */
  saveFile(name: string, content: string): void
  /** Offers an address as a download. */
  download(url: string, name: string): void
}

export function createPageWorld(): PageWorld {
  const clock = createBrowserClock()
  const page = createPageSignals(window)
  const baseUrl = new URL('.', location.href).href
  const user: PageWorld['user'] = { id: null }
  return {
    clock,
    page,
    scheduler: createBrowserScheduler({ page, clock, frames: window }),
    api: createComfyApi({
      fetch: makeEarlyFetch(window.earlyAnswers ?? [], fetch.bind(window)),
      baseUrl,
      clock,
      session: mintUuid(),
      getUser: () => user.id
    }),
    user,
    getTabStorage: () => getUserStorage(sessionStorage, user.id),
    baseUrl,
    saveFile(name, content) {
      const url = URL.createObjectURL(new Blob([content], { type: 'application/json' }))
      download(url, name)
      // The browser has taken the file by the next turn; some still read from it for a moment.
      clock.after(10_000, () => URL.revokeObjectURL(url))
    },
    download
  }
}

function download(url: string, name: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
}
