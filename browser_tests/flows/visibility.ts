import type { BrowserContext } from '@playwright/test'
import type { AppPage } from '../pages/appPage'
import { expect, test } from '../setup/test'

/** ms in which a browser that hides its pages has done so. */
const HIDDEN_WITHIN = 5_000

/**
 * Lays another browser tab over the page. A browser without windows, such as the one that comes as a package, hides no
 * page ever; there the page is told that it is hidden, and gets no animation frame any more.
 *
 * @returns brings the page to view again
 */
export async function coverPage(
  app: AppPage,
  context: BrowserContext
): Promise<() => Promise<void>> {
  const front = await context.newPage()
  await front.bringToFront()
  const hiding = app.page.waitForFunction(() => document.hidden, null, {
    polling: 100,
    timeout: HIDDEN_WITHIN
  })
  const isCovered = await hiding.then(
    () => true,
    () => false
  )
  const reveal = isCovered ? null : await tellHidden(app)
  expect(await app.isHidden()).toBe(true)
  return async () => {
    await app.page.bringToFront()
    await reveal?.()
    await expect.poll(() => app.isHidden()).toBe(false)
  }
}

async function tellHidden({ page }: AppPage): Promise<() => Promise<void>> {
  test.info().annotations.push({ type: 'told to be hidden, for want of windows' })
  const reveal = await page.evaluateHandle(() => {
    const frames = window.requestAnimationFrame
    const tell = () => document.dispatchEvent(new Event('visibilitychange'))
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })
    window.requestAnimationFrame = () => 0
    tell()
    return () => {
      Reflect.deleteProperty(document, 'hidden')
      Reflect.deleteProperty(document, 'visibilityState')
      window.requestAnimationFrame = frames
      tell()
    }
  })
  return () => reveal.evaluate((show) => show())
}
