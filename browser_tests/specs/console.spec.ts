import { openGrowth } from '../flows/running'
import { expect, test } from '../setup/test'

test('the server’s log is followed live, filtered and cleared; about names versions', async ({
  app
}) => {
  const { page } = app
  await openGrowth(app, 'A', { steps: 2 })
  await page.keyboard.press('Control+`')
  const log = page.getByTestId('server-log')
  const lines = page.getByTestId('log-lines')
  await expect(log).toHaveAttribute('data-phase', 'ready')
  const count = async () => Number(await lines.getAttribute('data-count'))
  const before = await count()
  await app.runButton.click()
  await expect(app.activeTab).toHaveAttribute('data-state', 'succeeded')
  await expect.poll(count).toBeGreaterThan(before)
  // The last that the server has to say of the run: nothing comes after what is cleared below.
  await expect(page.getByTestId('log-line').filter({ hasText: 'prompt ended' })).toBeVisible()
  await expect(page.getByTestId('log-line').last()).toBeInViewport()
  await page.getByTestId('log-filter').fill('zzz')
  await expect(log).toContainText('None matches')
  await page.getByTestId('log-filter').fill('')
  await page.getByTestId('log-clear').click()
  await expect(log).toContainText('Nothing was logged')
  await app.runButton.click()
  await page.getByTestId('close-console').click()
  await expect(page.getByTestId('console-panel')).toBeHidden()

  await page.keyboard.press('Control+,')
  await page.getByTestId('settings-dialog').getByRole('button', { name: 'About' }).click()
  await expect(page.getByTestId('app-version')).toContainText(/\d+\.\d+\.\d+/)
  await expect(page.getByTestId('about-server')).toContainText('ComfyUI')
  await expect(page.getByTestId('about-server')).toContainText('Embedded (Node.js')
})

test('the console is as high as its edge is dragged or moved by keys, also after a reload', async ({
  app
}) => {
  const { page } = app
  const panel = page.getByTestId('console-panel')
  const edge = page.getByRole('separator', { name: 'Height of the console' })
  const getHeight = async () => Math.round((await panel.boundingBox())?.height ?? 0)
  await page.keyboard.press('Control+`')
  await expect.poll(getHeight).toBe(260)
  const { x, y, width } = (await edge.boundingBox())!
  await page.mouse.move(x + width / 2, y + 3)
  await page.mouse.down()
  await page.mouse.move(x + width / 2, y - 137, { steps: 4 })
  await page.mouse.up()
  await expect.poll(getHeight).toBe(400)
  await expect(edge).toHaveAttribute('aria-valuenow', '400')
  await edge.focus()
  await page.keyboard.press('ArrowDown')
  await expect.poll(getHeight).toBe(384)
  await app.reload()
  await page.keyboard.press('Control+`')
  await expect.poll(getHeight).toBe(384)
  await page.setViewportSize({ width: 1440, height: 400 })
  await expect.poll(getHeight).toBeLessThan(260)
  await page.setViewportSize({ width: 1440, height: 900 })
  await edge.dblclick()
  await expect.poll(getHeight).toBe(260)
})
