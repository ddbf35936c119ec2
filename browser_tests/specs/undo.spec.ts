import { click, drag, getNode, titleOf } from '../flows/canvas'
import { SAMPLER } from '../flows/documents'
import { openGrowth } from '../flows/running'
import { expect, test } from '../setup/test'

test('undo is of one workflow, whatever runs and whichever was in front; a text field has its own', async ({
  app
}) => {
  const { page } = app
  await openGrowth(app, 'other', { seed: 2 })
  await openGrowth(app, 'edited')
  const { pos } = await getNode(page, SAMPLER)
  await app.graph.typeNumber(SAMPLER, 'steps', 7)
  await drag(page, await titleOf(page, SAMPLER), [pos[0]! + 100, pos[1]! + 45])
  await expect.poll(async () => (await getNode(page, SAMPLER)).pos).not.toEqual(pos)
  const moved = (await getNode(page, SAMPLER)).pos
  await app.runButton.click()
  await expect(app.activeTab).toHaveAttribute('data-state', 'succeeded')

  await app.tab('other').click()
  await expect(app.activeTab).toContainText('other')
  await page.getByTestId('graph-canvas').focus()
  await page.keyboard.press('Control+z')
  await app.graph.typeNumber(SAMPLER, 'steps', 5)
  await app.tab('edited').click()
  await expect(app.activeTab).toContainText('edited')
  await expect.poll(async () => (await getNode(page, SAMPLER)).pos).toEqual(moved)

  await click(page, await titleOf(page, SAMPLER))
  await page.getByTestId('inspector-toggle').click()
  await page.getByTestId('inspector-tab-look').click()
  const title = page.getByTestId('inspector-title')
  await expect(page.getByTestId('inspector')).toHaveAttribute('data-node-id', `${SAMPLER}`)
  const before = await title.inputValue()
  await title.focus()
  await page.keyboard.press('End')
  await page.keyboard.type('x')
  await page.keyboard.press('Control+z')
  await expect(title).toHaveValue(before)
  expect((await getNode(page, SAMPLER)).pos).toEqual(moved)

  await page.getByTestId('graph-canvas').focus()
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await getNode(page, SAMPLER)).pos).toEqual(pos)
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'steps')).toBe(7)
  await page.keyboard.press('Control+z')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'steps')).toBe(10)
  await page.keyboard.press('Control+y')
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(async () => (await getNode(page, SAMPLER)).pos).toEqual(moved)
  await app.tab('other').click()
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'steps')).toBe(5)
})
