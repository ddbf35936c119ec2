import type { Page } from '@playwright/test'

/** Holds what the page submits on its way to the server. @returns lets it go, and all that follows */
export async function holdSubmissions(page: Page): Promise<() => void> {
  let release = (): void => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  const isSubmission = (url: URL): boolean => url.pathname.endsWith('/prompt')
  await page.route(isSubmission, async (route) => {
    if (route.request().method() === 'POST') await released
    await route.continue()
  })
  return () => release()
}
