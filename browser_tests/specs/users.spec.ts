import { findViolations } from '../flows/axe'
import { AppPage } from '../pages/appPage'
import { expect, test } from '../setup/test'

test.describe('on a server with several users', () => {
  test.use({ serverOptions: { args: ['--multi-user'] } })

  test('who comes is asked, remembered, sent with each request, and can be changed', async ({
    page,
    server
  }) => {
    const app = new AppPage(page)
    const senders = new Set<string>()
    page.on('request', async (request) => {
      const isRoute = new URL(request.url()).pathname.startsWith('/api/settings')
      if (isRoute) senders.add((await request.headerValue('comfy-user')) ?? 'nobody')
    })
    await page.goto(server.url)
    const gate = page.getByTestId('user-gate')
    await gate.getByRole('textbox', { name: 'User name' }).fill('Ann')
    expect(await findViolations(page)).toEqual([])
    await gate.getByRole('button', { name: 'Create user' }).click()
    await app.waitUntilUsable()
    const dialog = page.getByTestId('settings-dialog')
    const openSettings = async (name: string) => {
      await page.keyboard.press('Control+,')
      await dialog.getByRole('button', { name, exact: true }).click()
    }
    await openSettings('Appearance')
    await dialog.getByText('Light', { exact: true }).click()
    const scheme = page.locator('html')
    await expect(scheme).toHaveAttribute('data-color-scheme', 'light')
    await page.keyboard.press('Escape')
    await app.reload()
    await expect(gate).toBeHidden()
    await expect(scheme).toHaveAttribute('data-color-scheme', 'light')

    await openSettings('User')
    await expect(dialog).toContainText('Working as Ann')
    await page.getByTestId('switch-user').click()
    await gate.getByRole('textbox', { name: 'User name' }).fill('Bob')
    await gate.getByRole('button', { name: 'Create user' }).click()
    await app.waitUntilUsable()
    await expect(scheme).toHaveAttribute('data-color-scheme', 'dark')
    await openSettings('User')
    await page.getByTestId('switch-user').click()
    await expect(gate.getByRole('listitem')).toHaveText(['Ann', 'Bob'])
    await gate.getByRole('button', { name: 'Ann' }).click()
    await app.waitUntilUsable()
    await expect(scheme).toHaveAttribute('data-color-scheme', 'light')
    expect([...senders].every((sender) => /^(ann|bob)_/i.test(sender))).toBe(true)
    expect(senders.size).toBe(2)
  })
})

test('a server with one user asks nobody, and has no page for it', async ({ app }) => {
  const { page } = app
  await page.keyboard.press('Control+,')
  const dialog = page.getByTestId('settings-dialog')
  await expect(dialog.getByRole('button', { name: 'About', exact: true })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'User', exact: true })).toHaveCount(0)
})
