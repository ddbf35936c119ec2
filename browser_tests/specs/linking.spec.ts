import type { Page } from '@playwright/test'
import type { CanvasHandle, GraphPoint } from '../flows/canvas'
import { drag, listLinks, listNodes, runCommand, toPage } from '../flows/canvas'
import { expect, test } from '../setup/test'

const DOCUMENT = {
  nodes: [
    {
      id: 1,
      type: 'EmptyImage',
      pos: [100, 120],
      size: [220, 140],
      outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [] }]
    },
    {
      id: 2,
      type: 'PreviewImage',
      pos: [560, 120],
      size: [220, 100],
      inputs: [{ name: 'images', type: 'IMAGE', link: null }]
    }
  ],
  links: [],
  extra: { ds: { scale: 1, offset: [0, 0] } },
  version: 0.4
}
/** Slots of the two, and free canvas below. */
const [OUTPUT, INPUT, FREE]: GraphPoint[] = [
  [310, 134],
  [570, 134],
  [420, 460]
]

const getLinkMode = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      (window as unknown as CanvasHandle & { app: { canvas: { links_render_mode: number } } }).app
        .canvas.links_render_mode
  )

test('a link is drawn from slot to slot; let go on free canvas, it is joined to what is chosen there', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(DOCUMENT, 'linked')
  await drag(page, OUTPUT!, INPUT!)
  await expect.poll(() => listLinks(page)).toEqual(['1>2'])
  await page.keyboard.press('Control+z')
  await expect.poll(() => listLinks(page)).toEqual([])

  await drag(page, OUTPUT!, FREE!)
  const search = page.getByTestId('node-search')
  const found = search.getByRole('listbox').getByRole('option')
  await expect(search.getByTestId('node-search-input')).toHaveValue('IMAGE')
  await search.getByRole('combobox').first().fill('empty image')
  await expect(found).toHaveCount(0)
  await search.getByRole('combobox').first().fill('invrt im')
  await expect(found.first()).toContainText('Invert Image')
  await page.keyboard.press('Enter')
  await expect(search).toBeHidden()
  const added = (await listNodes(page)).find(({ type }) => type === 'ImageInvert')!
  await expect.poll(() => listLinks(page)).toEqual([`1>${added.id}`])
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await listNodes(page)).length).toBe(2)

  // What was added last comes first, also for another letter of its name.
  await page.mouse.dblclick(...(await toPage(page, FREE!)))
  await expect(found.first()).toContainText('Invert Image')
  await page.keyboard.press('Escape')
  await expect(search).toBeHidden()

  const shapes = new Set<number>()
  for (const shape of ['curves', 'slanted lines', 'right angles']) {
    await runCommand(page, `draw links ${shape}`)
    await expect(page.getByTestId('command-palette')).toBeHidden()
    await expect.poll(async () => shapes.has(await getLinkMode(page))).toBe(false)
    shapes.add(await getLinkMode(page))
  }
  await runCommand(page, 'show or hide the links')
  await expect.poll(async () => shapes.has(await getLinkMode(page))).toBe(false)
  await runCommand(page, 'show or hide the links')
  await expect.poll(async () => shapes.has(await getLinkMode(page))).toBe(true)
})
