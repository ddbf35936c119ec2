import type { Locator, Page } from '@playwright/test'
import { makeDocument, makeNested, makeNode } from '../../tests-ui/harness/canvasDocuments'
import { click, listNodes, runCommand, titleOf, untilDrawn } from '../flows/canvas'
import { expect, test } from '../setup/test'

/** A picture that is inverted and looked at. */
const DOCUMENT = makeDocument(
  [
    makeNode(1, 'EmptyImage', {
      outputs: { IMAGE: 'IMAGE' },
      pos: [100, 120],
      widgets_values: [64, 64, 1, 0]
    }),
    makeNode(2, 'PreviewImage', { inputs: { images: 'IMAGE' }, pos: [420, 120] })
  ],
  [[1, 1, 0, 2, 0, 'IMAGE']]
)

const listTitles = async (page: Page) => (await listNodes(page)).map(({ title }) => title)
/** The line of a blueprint; subgraphs of the workflow in front are listed beside, under names that may be the same. */
const rowOf = (page: Page, title: string): Locator =>
  page
    .getByTestId('node-library')
    .getByRole('treeitem', { name: title })
    .and(page.locator('[data-node-type^="SubgraphBlueprint."]'))

async function openLibrary(page: Page, text: string): Promise<void> {
  await page.getByTestId('graph-canvas').focus()
  await page.keyboard.press('n')
  await page.getByTestId('node-library-search').fill(text)
}

test('a subgraph is kept in the library, and used from search and library as copies of their own, until it is deleted', async ({
  app,
  server
}) => {
  const { page } = app
  await app.openDocument(DOCUMENT, 'library')
  await page.getByTestId('graph-canvas').focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+Shift+e')
  await expect.poll(async () => (await listNodes(page)).length).toBe(1)
  await runCommand(page, 'selected subgraph to the node library')
  await page.locator('.graphdialog input').fill('Empty and look')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('toast').filter({ hasText: 'Empty and look' })).toBeVisible()
  expect(await server.readUserFile('subgraphs/Empty and look.json')).toMatchObject({ version: 0.4 })

  await app.openDocument(makeDocument([]), 'used')
  await runCommand(page, 'add a node')
  await page.getByTestId('node-search').getByRole('combobox').first().fill('empty and')
  const found = page.getByTestId('node-search').getByRole('listbox').getByRole('option')
  await expect(found.first()).toContainText('Empty and look')
  await page.keyboard.press('Enter')
  await expect.poll(() => listTitles(page)).toEqual(['Empty and look'])
  await openLibrary(page, 'empty and')
  await rowOf(page, 'Empty and look').dragTo(page.getByTestId('graph-canvas'), {
    targetPosition: { x: 500, y: 500 }
  })
  await expect.poll(() => listTitles(page)).toEqual(['Empty and look', 'Empty and look'])

  const [first, second] = await listNodes(page)
  expect(first!.type).not.toBe(second!.type)
  await untilDrawn(page)
  await app.graph.enter(first!.id)
  await click(page, await titleOf(page, 1))
  await page.keyboard.press('Delete')
  await expect.poll(async () => (await listNodes(page)).length).toBe(1)
  await app.graph.leave()
  await untilDrawn(page)
  await app.graph.enter(second!.id)
  await expect.poll(async () => (await listNodes(page)).length).toBe(2)

  await rowOf(page, 'Empty and look').click({ button: 'right' })
  await app.chooseOfMenu('Delete from the library')
  await app.dialogConfirm.click()
  await expect(rowOf(page, 'Empty and look')).toHaveCount(0)
  expect(await server.readUserFile('subgraphs/Empty and look.json')).toBeNull()
})

test.describe('a blueprint that a node pack brings', () => {
  test.use({
    serverOptions: {
      files: {
        'custom_nodes/paper/index.mjs': 'export default () => []',
        'custom_nodes/paper/subgraphs/Inverted paper.json': JSON.stringify(makeNested([20]))
      }
    }
  })

  test('is listed by name, read when it is looked at, and runs where it is added', async ({
    app,
    server
  }) => {
    const { page } = app
    const reads: string[] = []
    page.on('request', (request) => {
      const [, id] = /global_subgraphs\/(.+)$/.exec(request.url()) ?? []
      if (id) reads.push(id)
    })
    await app.openDocument(
      makeDocument([makeNode(9, 'PreviewImage', { inputs: { images: 'IMAGE' }, pos: [700, 80] })]),
      'paper'
    )
    await openLibrary(page, 'inverted paper')
    const row = rowOf(page, 'Inverted paper')
    await expect(row).toBeVisible()
    expect(reads).toEqual([])
    await row.hover()
    await expect(page.locator('#page-popups')).toContainText('paper')
    await expect(page.locator('#page-popups')).toContainText('width')
    await row.click()
    await expect.poll(() => listTitles(page)).toContain('Inverted paper')
    const added = (await listNodes(page)).find(({ id }) => id !== 9)
    await page.evaluate((id) => {
      const { app: host } = window as never as {
        app: {
          graph: {
            getNodeById(id: number): { connect(slot: number, to: unknown, at: number): void }
          }
        }
      }
      host.graph.getNodeById(id).connect(0, host.graph.getNodeById(9), 0)
    }, added!.id)
    await app.runButton.click()
    await expect(app.activeTab).toHaveAttribute('data-state', 'succeeded')
    const [ran] = await server.listHistory()
    expect(ran!.inputs[`${added!.id}:30`]).toMatchObject({ width: 100 })
  })
})
