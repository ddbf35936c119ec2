import { ENDLESS, openGrowth, startEndless } from '../flows/running'
import type { AppPage } from '../pages/appPage'
import { expect, test } from '../setup/test'

/** Waits until both say more than they did. */
async function expectTicking(app: AppPage, title: RegExp): Promise<void> {
  const before = { title: await app.page.title(), icon: await app.getFavicon() }
  expect(before.title).toMatch(title)
  await expect.poll(() => app.page.title()).not.toBe(before.title)
  await expect.poll(() => app.getFavicon()).not.toBe(before.icon)
  expect(await app.page.title()).toMatch(title)
}

test('[B38, B41] title and favicon go on while another browser tab hides the page', async ({
  openApp,
  realContext
}) => {
  const app = await openApp(realContext)
  const idle = await app.getFavicon()
  await startEndless(app, 'unseen')
  const front = await realContext.newPage()
  await front.bringToFront()
  await expect.poll(() => app.isHidden()).toBe(true)
  await expectTicking(app, /^\[\d+%\] unseen - /)
  await expectTicking(app, /^\[\d+%\] unseen - /)
  await app.page.bringToFront()
  await expect.poll(() => app.isHidden()).toBe(false)
  await app.stopAll.click()
  await expect(app.page).toHaveTitle(/^unseen/)
  await expect.poll(() => app.getFavicon()).toBe(idle)
})

test('[B38] what ends in a hidden page is told by its title, and in the page', async ({
  openApp,
  realContext
}) => {
  const app = await openApp(realContext)
  const idle = await app.getFavicon()
  await openGrowth(app, 'one', { ...ENDLESS, steps: 100 })
  await app.runButton.click()
  await openGrowth(app, 'two', { ...ENDLESS, seed: 2, steps: 100 })
  await app.runButton.click()
  await expect(app.page).toHaveTitle(/^2 running/)
  const front = await realContext.newPage()
  await front.bringToFront()
  await expect.poll(() => app.isHidden()).toBe(true)
  await expect(app.page).toHaveTitle(/^two/, { timeout: 40_000 })
  await expect.poll(() => app.getFavicon()).toBe(idle)
  await expect(app.tab('one')).toHaveAttribute('data-state', 'succeeded')
  await expect(app.tab('two')).toHaveAttribute('data-state', 'succeeded')
  await expect(app.toasts).toContainText('2 jobs are done')
})
