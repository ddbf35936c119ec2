import type { FileChooser, Page } from '@playwright/test'

/**
 * Waits for the page to ask for files. The browser is told to leave the asking to the test before this resolves: a key
 * pressed at once would otherwise overtake that.
 */
export async function expectChooser(page: Page): Promise<{ chooser: Promise<FileChooser> }> {
  const chooser = page.waitForEvent('filechooser')
  await page.evaluate(() => null)
  return { chooser }
}
