import type { Locator, Page } from '@playwright/test'
import { click, getNode, titleOf } from '../flows/canvas'
import { makeGrowth, SAMPLER, SAVE } from '../flows/documents'
import { ENDLESS, openGrowth, stopAll } from '../flows/running'
import { expect, test } from '../setup/test'

const inspector = (page: Page): Locator => page.getByTestId('inspector')
const field = (page: Page, name: string): Locator =>
  inspector(page).locator(`[data-testid="inspector-field"][data-name="${name}"]`)
const tab = (page: Page, name: string): Locator => page.getByTestId(`inspector-tab-${name}`)
/** Selects a node by its title, once it is drawn where its graph says. */
async function choose(page: Page, id: number): Promise<void> {
  await expect(async () => {
    await click(page, await titleOf(page, id))
    await expect(inspector(page)).toHaveAttribute('data-node-id', String(id), { timeout: 1000 })
  }).toPass()
}
const run = (page: Page): Locator => page.getByTestId('inspector-run')

test('the inspector shows and edits what is selected; its edits are steps like those of the canvas', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(makeGrowth(), 'inspected')
  await expect(inspector(page)).toBeHidden()
  await page.getByTestId('inspector-toggle').click()
  await expect(inspector(page)).toContainText('Select a node')
  await click(page, await titleOf(page, SAMPLER))
  await expect(inspector(page)).toHaveAttribute('data-node-id', String(SAMPLER))

  await field(page, 'steps').getByRole('textbox').fill('6 * 2')
  await page.keyboard.press('Enter')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'steps')).toBe(12)
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'steps')).toBe(13)
  await field(page, 'pattern').getByRole('combobox').selectOption('spots')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'pattern')).toBe('spots')

  await tab(page, 'look').click()
  await page.getByTestId('inspector-colour').locator('[data-colour="green"]').click()
  await page.getByTestId('inspector-mode').getByText('Bypassed').click()
  await expect.poll(() => getNode(page, SAMPLER)).toMatchObject({ color: '#232', mode: 4 })
  await page.getByTestId('inspector-title').fill('Coral')
  await page.keyboard.press('Enter')
  await expect.poll(() => getNode(page, SAMPLER)).toMatchObject({ title: 'Coral' })

  // Both of the canvas and of the inspector, back to the beginning.
  await page.getByTestId('graph-canvas').focus()
  for (const expected of [{ mode: 4 }, { mode: 0, color: '#232' }, { color: null }]) {
    await page.keyboard.press('Control+z')
    await expect.poll(() => getNode(page, SAMPLER)).toMatchObject(expected)
  }
  await tab(page, 'fields').click()
  await page.getByTestId('graph-canvas').focus()
  await page.keyboard.press('Control+z')
  await expect(field(page, 'pattern').getByRole('combobox')).toHaveValue('coral')
  await page.keyboard.press('Control+a')
  await expect(inspector(page)).toContainText('2 nodes')
  await expect(inspector(page)).toContainText('no field in common')
  await page.keyboard.press('i')
  await expect(inspector(page)).toBeHidden()
})

test('[B5, B34] the inspector follows the node’s run: percent, time, results, errors; and shows its help', async ({
  app
}) => {
  const { page } = app
  await openGrowth(app, 'endless', ENDLESS)
  await page.keyboard.press('i')
  await choose(page, SAMPLER)
  await tab(page, 'run').click()
  await expect(inspector(page)).toContainText('Has not run')
  await app.runButton.click()
  await expect(run(page)).toHaveAttribute('data-state', 'running')
  await expect(run(page)).toContainText(/\d:(0[1-9]|[1-5]\d).*%/)
  // The same node of another workflow did not run.
  await app.openDocument(makeGrowth(), 'quick')
  await choose(page, SAMPLER)
  await expect(inspector(page)).toContainText('Has not run')
  await app.tab('endless').click()
  await stopAll(app)
  await choose(page, SAVE)
  await expect(run(page)).toHaveAttribute('data-state', 'unreached')

  await app.tab('quick').click()
  await expect(app.activeTab).toContainText('quick')
  await app.runButton.click()
  await choose(page, SAVE)
  await expect(run(page)).toHaveAttribute('data-state', 'done')
  const results = page.getByTestId('inspector-results').getByRole('button')
  await results.first().click()
  await expect(app.viewer.frame).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(app.viewer.frame).toBeHidden()

  // A link that is missing: the server refuses, and the node says so.
  await page.getByTestId('graph-canvas').focus()
  await page.evaluate((id) => {
    const { app: comfy } = window as unknown as {
      app: { graph: { getNodeById(id: number): { disconnectInput(slot: number): void } } }
    }
    comfy.graph.getNodeById(id).disconnectInput(0)
  }, SAVE)
  await app.runButton.click()
  await expect(page.getByTestId('inspector-error')).toContainText('images')

  await tab(page, 'help').click()
  await expect(page.getByTestId('inspector-help').getByRole('table').first()).toContainText(
    'filename_prefix'
  )
  await choose(page, SAMPLER)
  await expect(page.getByTestId('inspector-help').getByRole('table')).toContainText('from coral')
})
