import { test as base, expect, type BrowserContext } from '@playwright/test'
import { AppPage } from '../pages/appPage'
import { type AppServer, type AppServerOptions, startAppServer } from './appServer'
import { openPage } from './openPage'
import { startRealBrowser } from './realBrowser'

interface Fixtures {
  /** How the server of this test is started. */
  serverOptions: AppServerOptions
  /** Console errors that belong to the test's story. */
  expectedErrors: RegExp | null
  /** A server of this test alone. */
  server: AppServer
  /** The app in a browser tab on its first visit: a sample workflow is in front. */
  app: AppPage
  /** A browser whose tabs hide each other, as those of the test runner don't. */
  realContext: BrowserContext
  /** Opens another browser tab: in the same browser, or in one of its own. */
  openApp: (context?: BrowserContext) => Promise<AppPage>
}

/** Answers that the browser writes to the console by itself, though the page asked for nothing less. */
const EXPECTED_ANSWERS: readonly RegExp[] = [
  /ERR_CONNECTION|ERR_EMPTY_RESPONSE|WebSocket connection|status of 5\d\d/,
  // A prompt that is refused, one that the server doesn't know any more, a name that is taken; a help page, or a
  // folder or a list of bookmarks of the user's, that isn't there.
  /status of 400 .*\/prompt\)/,
  /status of 404 .*(?:\/jobs\/|\/docs\/|\/userdata\?dir=|\/workflows%2F\.index\.json)/,
  /status of 409 .*\/userdata\//
]

export const test = base.extend<Fixtures>({
  serverOptions: [{}, { option: true }],
  expectedErrors: [null, { option: true }],
  server: async ({ serverOptions }, use) => {
    const server = await startAppServer(serverOptions)
    await use(server)
    await server.close()
  },
  // eslint-disable-next-line no-empty-pattern -- the runner reads what a fixture needs from this pattern
  realContext: async ({}, use) => {
    const browser = await startRealBrowser()
    await use(browser.context)
    await browser.close()
  },
  openApp: async ({ context, server, expectedErrors }, use) => {
    const errors: string[] = []
    const expected = [...EXPECTED_ANSWERS, ...(expectedErrors ? [expectedErrors] : [])]
    await use(async (own = context) => {
      const page = await openPage(own, errors, expected)
      const app = new AppPage(page)
      await app.open(server.url)
      return app
    })
    expect(errors, 'errors in the console').toEqual([])
  },
  app: async ({ openApp }, use) => {
    await use(await openApp())
  }
})

export { expect }
