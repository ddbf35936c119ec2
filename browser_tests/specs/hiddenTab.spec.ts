import { openGrowth, startEndless } from '../flows/running'
import { coverPage } from '../flows/visibility'
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
  const uncover = await coverPage(app, realContext)
  await expectTicking(app, /^\[\d+%\] unseen - /)
  await expectTicking(app, /^\[\d+%\] unseen - /)
  await uncover()
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
  await openGrowth(app, 'unseen', { steps: 20, control: 'increment' })
  await coverPage(app, realContext)
  await app.submit(2)
  await expect(app.tab('unseen')).toHaveAttribute('data-state', 'succeeded')
  await expect(app.page).toHaveTitle(/^\*?unseen/)
  await expect.poll(() => app.getFavicon()).toBe(idle)
  await expect(app.toasts).toContainText('2 jobs are done')
})
