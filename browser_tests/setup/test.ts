import { test as base, expect, type BrowserContext, type Page } from '@playwright/test'
import { AppPage } from '../pages/appPage'
import { type AppServer, type AppServerOptions, startAppServer } from './appServer'

interface Fixtures {
  /** How the server of this test is started. */
  serverOptions: AppServerOptions
  /** A server of this test alone. */
  server: AppServer
  /** The app in a browser tab, with an empty workflow in front. */
  app: AppPage
  /** Opens another browser tab: in the same browser, or in one of its own. */
  openApp: (context?: BrowserContext) => Promise<AppPage>
}

/** What a page must not do: throw, or write errors to the console (lost connections are the browser's own words). */
function watchErrors(page: Page, errors: string[]): void {
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    if (/ERR_CONNECTION|WebSocket connection|status of 5\d\d/.test(message.text())) return
    errors.push(`${message.text()} (${message.location().url})`)
  })
}

export const test = base.extend<Fixtures>({
  serverOptions: [{}, { option: true }],
  server: async ({ serverOptions }, use) => {
    const server = await startAppServer(serverOptions)
    await use(server)
    await server.close()
  },
  openApp: async ({ context, server }, use) => {
    const errors: string[] = []
    await use(async (own = context) => {
      const page = await own.newPage()
      watchErrors(page, errors)
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
