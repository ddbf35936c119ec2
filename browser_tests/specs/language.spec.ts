import { startEndless } from '../flows/running'
import { expect, test } from '../setup/test'

test('the language changes at once, while a job runs, and back', async ({ app }) => {
  await startEndless(app, 'A')
  const { page } = app
  const html = page.locator('html')
  await expect(html).toHaveAttribute('lang', 'en')
  await page.getByRole('button', { name: 'Settings' }).click()
  const field = page.getByTestId('language-field')
  await field.selectOption('de')
  await expect(html).toHaveAttribute('lang', 'de')
  await expect(app.runButton).toHaveText('Ausführen')
  // No name in the rail is cut off.
  const listCut = () =>
    page
      .locator('nav button > span.truncate')
      .evaluateAll((names) =>
        names.filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.textContent)
      )
  await expect.poll(listCut).toEqual([])
  await expect(page.getByTestId('job-panel-toggle')).toContainText('1 läuft')
  await expect(page.getByTestId('settings-dialog')).toContainText('Einstellungen')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('tablist', { name: 'Geöffnete Workflows' })).toBeVisible()
  await expect(app.tab('A')).toHaveAttribute('data-state', 'running')
  await app.jobs.open()
  await expect(app.jobs.rows.first()).toContainText('Läuft')
  await app.reload()
  await expect(app.runButton).toHaveText('Ausführen')
  await page.getByRole('button', { name: 'Einstellungen' }).click()
  await field.selectOption('en')
  await expect(app.runButton).toHaveText('Run')
  await page.keyboard.press('Escape')
  await app.stopWorkflow.click()
  await expect(app.activeTab).toHaveAttribute('data-state', 'idle')
})
