import { expect, test } from '../setup/test'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

test('help shows the guide, follows its links, and copies a report of versions', async ({
  app
}) => {
  const { page } = app
  const help = page.getByTestId('help-dialog')
  const shown = (id: string) => help.locator(`[data-shown-page="${id}"]`)
  await page.keyboard.press('F1')
  await expect(shown('editor')).toContainText('Comfy.QueuePrompt')
  await help.getByRole('button', { name: 'Nodes and their fields' }).click()
  await shown('nodes').getByRole('link').first().click()
  await expect(shown('media')).toBeVisible()
  await expect(help.getByRole('heading', { name: 'Results in their nodes' })).toBeInViewport()

  await page.getByTestId('help-versions').click()
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^ComfyUI Parallel Frontend: [\s\S]*\nBrowser: /)
  await page.getByTestId('help-about').click()
  await expect(page.getByTestId('about-server')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('settings-dialog')).toBeHidden()
})
