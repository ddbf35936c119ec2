import type { BrowserContext, Page } from '@playwright/test'
import { delayPage } from './latePage'
import { watchErrors } from './watchErrors'

/**
 * With `SLOW=6` in the environment a page runs six times slower than the test that drives it: what a test does not wait
 * for shows at once. @throws when that is no number of times
 */
async function slow(page: Page): Promise<void> {
  const rate = Number(process.env.SLOW ?? 1)
  if (!(rate >= 1)) throw new Error(`SLOW=${process.env.SLOW} is no number from 1 on.`)
  if (rate === 1) return
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}

/** A new tab whose errors are gathered. @param expected errors that belong to the story */
export async function openPage(
  context: BrowserContext,
  errors: string[],
  expected: readonly RegExp[]
): Promise<Page> {
  const page = await context.newPage()
  watchErrors(page, errors, expected)
  await slow(page)
  await delayPage(page)
  return page
}
