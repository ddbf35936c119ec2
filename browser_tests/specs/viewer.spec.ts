import { openGrowth } from '../flows/running'
import { expect, test } from '../setup/test'

test('[B42] results are viewed, compared and left with the keyboard alone', async ({ app }) => {
  await openGrowth(app, 'series', { steps: 5, control: 'increment' })
  await app.batchCount.fill('2')
  await app.runButton.click()
  await expect(app.tab('series')).toHaveAttribute('data-state', 'succeeded')
  await app.page.keyboard.press('q')
  await app.jobs.rows.first().focus()
  await app.page.keyboard.press('Space')
  const { viewer } = app
  await expect(viewer.frame).toBeVisible()
  await expect(viewer.pictures).toHaveCount(1)
  await expect(viewer.pictures).toHaveJSProperty('naturalWidth', 128)
  const newest = await viewer.pictures.getAttribute('src')

  await app.page.keyboard.press('+')
  await expect(viewer.pictures).toHaveCSS('transform', /matrix\(1\.25/)
  await app.page.keyboard.press('0')
  await expect(viewer.pictures).toHaveCSS('transform', /matrix\(1, 0, 0, 1, 0, 0\)/)
  await app.page.keyboard.press('c')
  await app.page.keyboard.press('ArrowDown')
  await expect(viewer.pictures).toHaveCount(2)
  const shown = await viewer.pictures.evaluateAll((pictures) =>
    pictures.map((picture) => (picture as HTMLImageElement).getAttribute('src'))
  )
  expect(shown).toContain(newest)
  expect(new Set(shown).size).toBe(2)
  await app.page.keyboard.press('Escape')
  await expect(viewer.frame).toBeHidden()
  await expect(app.jobs.list).toBeVisible()
})
