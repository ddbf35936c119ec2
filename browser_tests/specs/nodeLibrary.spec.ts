import { listNodes } from '../flows/canvas'
import { expect, test } from '../setup/test'

test('the node library is searched, shows what a node is, keeps bookmarks in folders, and adds by drag and by keys', async ({
  app
}) => {
  const { page } = app
  await app.openDocument({ nodes: [], links: [], version: 0.4 }, 'empty')
  await page.getByTestId('graph-canvas').focus()
  await page.keyboard.press('n')
  const library = page.getByTestId('node-library')
  const row = (type: string) => library.locator(`[data-node-type="${type}"]`)
  await library.getByTestId('new-bookmark-folder').click()
  await expect(page.getByTestId('workflow-tab-name-input')).toBeFocused()
  await page.keyboard.type('Mine')
  await page.keyboard.press('Enter')
  const folder = library.locator('[data-bookmark-folder="Mine/"]')
  await expect(folder).toHaveAttribute('aria-label', 'Mine 0')

  const search = library.getByTestId('node-library-search')
  await search.fill('invert image')
  await row('ImageInvert').first().hover()
  const card = page.locator('#page-popups').getByText('Invert Image').first()
  await expect(card).toBeVisible()
  await row('ImageInvert').getByTestId('node-bookmark').click()
  await search.fill('')
  await row('ImageInvert').first().dragTo(folder)
  await expect(folder).toHaveAttribute('aria-label', 'Mine 1')
  await app.reload()
  await page.getByRole('button', { name: 'Nodes', exact: true }).click()
  await expect(folder).toHaveAttribute('aria-label', 'Mine 1')
  await folder.click()
  await expect(row('ImageInvert')).toBeVisible()

  await row('ImageInvert').dragTo(page.getByTestId('graph-canvas'), {
    targetPosition: { x: 700, y: 300 }
  })
  await expect
    .poll(async () => (await listNodes(page)).map(({ type }) => type))
    .toEqual(['ImageInvert'])
  await library.getByRole('tree').focus()
  await page.keyboard.press('t')
  const text = library.getByRole('treeitem', { name: /^text \d/ })
  await expect(text).toBeFocused()
  await page.keyboard.press('Home')
  await expect(folder).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await listNodes(page)).length).toBe(2)
})
