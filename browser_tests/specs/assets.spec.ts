import { makeDocument, makeNode } from '../../tests-ui/harness/canvasDocuments'
import { SAMPLER } from '../flows/documents'
import { openGrowth } from '../flows/running'
import { expect, test } from '../setup/test'

const LOAD = 1

test('what a job saved is looked at, dragged onto a node, and leads back to its workflow', async ({
  app
}) => {
  const { page } = app
  await openGrowth(app, 'origin', { seed: 77, steps: 5 })
  await app.runButton.click()
  await expect(app.tab('origin')).toHaveAttribute('data-state', 'succeeded')
  const target = makeNode(LOAD, 'LoadImage', {
    outputs: { IMAGE: 'IMAGE', MASK: 'MASK' },
    pos: [460, 120],
    size: [320, 340],
    widgets_values: ['sample-hills.jpg', 'image']
  })
  await app.openDocument(makeDocument([target]), 'target')

  await page.keyboard.press('a')
  const sidebar = page.getByTestId('asset-sidebar')
  const file = sidebar.getByRole('button', { name: 'growth_00001_.png', exact: true })
  await expect(file.locator('img')).toHaveJSProperty('complete', true)
  await file.focus()
  await page.keyboard.press('Space')
  await expect(app.viewer.pictures).toHaveJSProperty('naturalWidth', 128)
  await page.keyboard.press('Escape')

  const { x, y } = await app.graph.getMiddle(LOAD)
  const canvas = page.getByTestId('graph-canvas')
  const box = (await canvas.boundingBox())!
  await file.dragTo(canvas, { targetPosition: { x: x - box.x, y: y - box.y } })
  await expect.poll(() => app.graph.getWidget(LOAD, 'image')).toBe('growth_00001_.png [output]')
  expect(await app.graph.countNodes()).toBe(1)
  await canvas.focus()
  await page.keyboard.press('Control+z')
  await expect.poll(() => app.graph.getWidget(LOAD, 'image')).toBe('sample-hills.jpg')

  await file.click({ button: 'right' })
  await app.chooseOfMenu('Open its workflow')
  await expect(app.activeTab).toContainText('growth_00001_')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(77)

  // The server's input folder has its samples, pictures all of them.
  await sidebar.getByTestId('asset-folder-input').click()
  await sidebar.getByTestId('asset-search').fill('hills')
  await sidebar.getByRole('button', { name: 'sample-hills.jpg', exact: true }).click()
  const loader = await app.graph.findNode('LoadImage')
  await expect.poll(() => app.graph.getWidget(loader, 'image')).toBe('sample-hills.jpg')
})
