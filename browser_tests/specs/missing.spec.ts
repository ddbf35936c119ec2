import { makeDocument, makeNode } from '../../tests-ui/harness/canvasDocuments'
import { findViolations } from '../flows/axe'
import { getNode, listLinks, listNodes, runCommand } from '../flows/canvas'
import { expect, test } from '../setup/test'

const MODEL = 'https://models.example/flux.safetensors'

/** A type that the engine names a replacement of, one that nobody knows, and a model that isn't there. */
function makeLacking(): object {
  const lost = (id: number, x: number) =>
    makeNode(id, 'LostNode', {
      inputs: { image: 'IMAGE' },
      pos: [x, 1500],
      properties: { cnr_id: 'lost-pack' },
      widgets_values: ['text', 3, { deep: [1] }]
    })
  return makeDocument(
    [
      makeNode(1, 'EmptyImage', {
        outputs: { IMAGE: 'IMAGE' },
        pos: [0, 0],
        widgets_values: [64, 32, 1, 0xff0000]
      }),
      makeNode(2, 'ResizeImagesByLongerEdge', {
        inputs: { images: 'IMAGE' },
        outputs: { images: 'IMAGE' },
        pos: [300, 0],
        widgets_values: [128]
      }),
      makeNode(3, 'PreviewImage', { inputs: { images: 'IMAGE' }, pos: [620, 0] }),
      lost(4, 0),
      lost(5, 3000),
      makeNode(6, 'LoadImage', {
        pos: [300, 300],
        widgets_values: ['flux.safetensors', 'image'],
        properties: { models: [{ name: 'flux.safetensors', url: MODEL, directory: 'unet' }] }
      })
    ],
    [
      [1, 1, 0, 2, 0, 'IMAGE'],
      [2, 2, 0, 3, 0, 'IMAGE']
    ]
  )
}

test('what a document needs and the server lacks is listed: gone to, replaced, undone; closed and shown again', async ({
  app
}) => {
  const { page } = app
  const panel = page.getByTestId('missing-panel')
  const type = (name: string) => panel.locator(`[data-testid="missing-type"][data-type="${name}"]`)
  await expect(panel).toBeHidden()
  await app.openDocument(makeLacking(), 'lacking')
  await expect(panel).toContainText('2 unknown node types · 1 missing model')
  await expect(type('LostNode')).toContainText('× 2')
  await expect(type('LostNode')).toContainText('lost-pack')
  const model = panel.getByTestId('missing-model')
  await expect(model).toContainText('unet')
  await expect(model).toContainText(MODEL)
  await expect(model.getByRole('link')).toHaveCount(0)
  expect(await findViolations(page, '[data-testid="missing-panel"]')).toEqual([])

  // What nobody knows goes back as it came.
  const { nodes } = (await app.getDocument()) as { nodes: { id: number }[] }
  expect(nodes.find(({ id }) => id === 4)).toMatchObject({
    type: 'LostNode',
    pos: [0, 1500],
    widgets_values: ['text', 3, { deep: [1] }],
    inputs: [{ name: 'image', type: 'IMAGE', link: null }],
    properties: { cnr_id: 'lost-pack' }
  })

  const getSelected = () =>
    page.evaluate(() => {
      const { app: comfy } = window as unknown as {
        app: { canvas: { selected_nodes: Record<string, { id: number }> } }
      }
      return Object.values(comfy.canvas.selected_nodes).map(({ id }) => id)
    })
  await type('LostNode').getByRole('button', { name: 'Go to LostNode' }).click()
  await expect.poll(getSelected).toEqual([4])
  await page.keyboard.press('Enter')
  await expect.poll(getSelected).toEqual([5])

  await type('ResizeImagesByLongerEdge')
    .getByRole('button', { name: /^Replace by/ })
    .click()
  await expect(panel).toContainText('1 unknown node type · 1 missing model')
  const replaced = await getNode(page, 2)
  expect(replaced.type).toBe('ImageScaleToMaxDimension')
  await expect.poll(() => listLinks(page)).toEqual(['1>2', '2>3'])
  await expect.poll(() => app.graph.getWidget(2, 'largest_size')).toBe(128)
  await page.getByTestId('graph-canvas').focus()
  await page.keyboard.press('Control+z')
  await expect(type('ResizeImagesByLongerEdge')).toBeVisible()
  expect((await listNodes(page)).map(({ type: name }) => name)).toContain(
    'ResizeImagesByLongerEdge'
  )

  await panel.getByRole('button', { name: /^Close/ }).click()
  await expect(panel).toBeHidden()
  await runCommand(page, 'workflow lacks')
  await expect(panel).toBeVisible()
  await panel.getByRole('button', { expanded: true }).click()
  await expect(type('LostNode')).toBeHidden()
  // Another workflow lacks nothing.
  await app.newWorkflow.click()
  await expect(panel).toBeHidden()
  await runCommand(page, 'workflow lacks')
  await expect(page.getByText('Nothing is missing')).toBeVisible()
})
