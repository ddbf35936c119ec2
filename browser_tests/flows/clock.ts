import type { Page } from '@playwright/test'
import type { AppPage } from '../pages/appPage'

/** Opens a tab whose time a test can stop and skip; until then it goes on by itself. */
export async function openWithClock<App extends AppPage>(
  openApp: () => Promise<App>
): Promise<App> {
  const app = await openApp()
  await app.page.clock.install()
  await app.reload()
  return app
}

/** From here on neither a timer nor a frame comes, until `clock.resume()`. What was due soon has come before. */
export async function stopClock(page: Page): Promise<void> {
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 3_000)
}
