import type { Page } from '@playwright/test'

/**
 * With `SLOW=6` in the environment a page runs six times slower than the test that drives it: what a test does not wait
 * for shows at once, not on a busy day.
 */
export async function slowPage(page: Page): Promise<void> {
  const rate = Number(process.env.SLOW ?? 1)
  if (!(rate > 1)) return
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}
