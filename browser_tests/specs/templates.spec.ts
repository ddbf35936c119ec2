import { expect, test } from '../setup/test'

interface CanvasHandle {
  app: {
    canvas: {
      canvas: HTMLCanvasElement
      ds: { scale: number; offset: [number, number] }
      graph: { nodes: { title: string; boundingRect: [number, number, number, number] }[] }
    }
  }
}

test('the engine’s samples are shown with pictures, found by words, and run at the press of Run', async ({
  app
}) => {
  const { page } = app
  const opener = page.getByRole('button', { name: 'Templates', exact: true })
  const dialog = page.getByTestId('templates-dialog')
  const cards = dialog.getByTestId('template-card')
  await opener.click()
  await expect(cards).toHaveCount(6)
  for (const picture of await cards.locator('img').all())
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(400)
  const search = dialog.getByRole('searchbox', { name: 'Search templates' })
  await search.fill('nothing like that')
  await expect(dialog.getByRole('status')).toContainText('No template matches')
  await search.fill('frame picture')
  await expect(cards).toHaveCount(1)
  await cards.first().click()
  await expect(dialog).toBeHidden()
  await expect(app.activeTab).toContainText('Scale and frame a picture')
  await app.runButton.click()
  await expect(app.tab('Scale and frame a picture')).toHaveAttribute('data-state', 'succeeded')

  await opener.click()
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()
  await page.keyboard.press('Control+,')
  await page.getByTestId('language-field').selectOption('de')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Vorlagen', exact: true }).click()
  await expect(cards.filter({ hasText: 'Ein Muster wachsen lassen' })).toHaveCount(1)
})

test('in a small window no node of a sample lies under the minimap', async ({ app }) => {
  const { page } = app
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.getByRole('button', { name: 'Templates', exact: true }).click()
  await page.getByTestId('template-card').filter({ hasText: 'A batch of four' }).click()
  await expect(app.activeTab).toContainText('A batch of four')
  const map = page.getByTestId('minimap')
  await expect(map).toBeVisible()
  const { x, y, width, height } = (await map.boundingBox())!
  /** Titles of what lies there, and the scale. */
  const look = () =>
    page.evaluate(
      ([left, top, right, bottom]) => {
        const { ds, graph, canvas } = (window as unknown as CanvasHandle).app.canvas
        const { x: originX, y: originY } = canvas.getBoundingClientRect()
        const under = graph.nodes.filter(({ boundingRect: [nodeX, nodeY, wide, high] }) => {
          const nodeLeft = originX + (nodeX + ds.offset[0]) * ds.scale
          const nodeTop = originY + (nodeY + ds.offset[1]) * ds.scale
          return (
            nodeLeft < right &&
            nodeLeft + wide * ds.scale > left &&
            nodeTop < bottom &&
            nodeTop + high * ds.scale > top
          )
        })
        return { under: under.map(({ title }) => title), scale: ds.scale }
      },
      [x, y, x + width, y + height] as const
    )
  await expect.poll(async () => (await look()).under).toEqual([])
  expect((await look()).scale).toBeGreaterThan(0.5)
})
