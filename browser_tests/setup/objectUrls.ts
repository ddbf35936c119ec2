import type { Page } from '@playwright/test'

interface UrlLog {
  readonly made: string[]
  readonly revoked: string[]
}

/** Logs which object URLs of pictures a page makes and revokes. Call before the page loads. */
export async function watchObjectUrls(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const log: UrlLog = { made: [], revoked: [] }
    Object.assign(window, { urlLog: log })
    const make = URL.createObjectURL.bind(URL)
    const revoke = URL.revokeObjectURL.bind(URL)
    URL.createObjectURL = (value) => {
      const url = make(value)
      if (value instanceof Blob && value.type.startsWith('image/')) log.made.push(url)
      return url
    }
    URL.revokeObjectURL = (url) => {
      log.revoked.push(url)
      revoke(url)
    }
  })
}

/** What became of the pictures' URLs so far: those still open, and those revoked twice. */
export async function readObjectUrls(page: Page): Promise<UrlTally> {
  return page.evaluate(() => {
    const { made, revoked } = (window as never as { urlLog: UrlLog }).urlLog
    return {
      made,
      open: made.filter((url) => !revoked.includes(url)),
      twice: made.filter((url) => revoked.filter((other) => other === url).length > 1)
    }
  })
}

export interface UrlTally {
  readonly made: readonly string[]
  readonly open: readonly string[]
  readonly twice: readonly string[]
}
