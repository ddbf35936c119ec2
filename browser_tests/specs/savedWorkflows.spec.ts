import type { Locator, Page } from '@playwright/test'
import { makeGrowth, SAMPLER } from '../flows/documents'
import { openGrowth } from '../flows/running'
import { expect, test } from '../setup/test'

/** Writes a workflow as another program does. */
async function store(page: Page, path: string, document: object): Promise<void> {
  await page.evaluate(
    async ([name, body]) => {
      await fetch(`/api/userdata/${encodeURIComponent(name)}?overwrite=true`, {
        method: 'POST',
        body
      })
    },
    [path, JSON.stringify(document)] as const
  )
}

const getRow = (sidebar: Locator, name: string | RegExp) =>
  sidebar.getByRole('treeitem', { name, exact: true })

test('saved workflows are a tree that moves, renames, bookmarks and deletes', async ({
  app,
  server
}) => {
  const { page } = app
  await store(page, 'workflows/studies/sky.json', makeGrowth({ seed: 61 }))
  await store(page, 'workflows/sea.json', makeGrowth({ seed: 62 }))
  await page.keyboard.press('w')
  const sidebar = page.getByTestId('workflow-sidebar')
  const tree = sidebar.getByRole('tree')

  await getRow(sidebar, 'sea').dragTo(getRow(sidebar, 'studies'))
  await expect.poll(() => server.readUserFile('workflows/studies/sea.json')).not.toBeNull()
  expect(await server.readUserFile('workflows/sea.json')).toBeNull()
  await expect(getRow(sidebar, 'sea')).toHaveCount(0)

  await tree.focus()
  for (const key of ['Home', 'ArrowRight', 'ArrowDown', 'F2']) await page.keyboard.press(key)
  await expect(page.getByTestId('workflow-tab-name-input')).toBeFocused()
  await page.keyboard.type('deep/sea')
  await page.keyboard.press('Enter')
  await expect(getRow(sidebar, 'deep')).toBeVisible()
  expect(await server.readUserFile('workflows/deep/sea.json')).not.toBeNull()

  await getRow(sidebar, 'sky').click({ button: 'right' })
  await app.chooseOfMenu('Add bookmark')
  await expect(getRow(sidebar, 'studies/sky')).toBeVisible()
  await expect
    .poll(() => server.readUserFile('workflows/.index.json'))
    .toEqual({ favorites: ['workflows/studies/sky.json'] })
  await getRow(sidebar, 'studies/sky').click()
  await expect(app.activeTab).toContainText('sky')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(61)
  await app.graph.typeNumber(SAMPLER, 'seed', 63)
  await expect(getRow(sidebar, 'sky, unsaved')).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(getRow(sidebar, 'sky')).toBeVisible()
  expect(JSON.stringify(await server.readUserFile('workflows/studies/sky.json'))).toContain('[63,')

  await getRow(sidebar, 'deep').click({ button: 'right' })
  await app.chooseOfMenu('Delete')
  await app.dialogConfirm.click()
  await expect(getRow(sidebar, 'deep')).toHaveCount(0)
  expect(await server.readUserFile('workflows/deep/sea.json')).toBeNull()
})

test('saved workflows are searched in all folders, opened once, duplicated beside themselves, and read anew', async ({
  app,
  server
}) => {
  const { page } = app
  await store(page, 'workflows/studies/sky.json', makeGrowth({ seed: 64 }))
  await store(page, 'workflows/sea.json', makeGrowth({ seed: 65 }))
  await page.keyboard.press('w')
  const sidebar = page.getByTestId('workflow-sidebar')
  await page.getByTestId('saved-workflow-search').fill('sk')
  await expect(getRow(sidebar, 'sea')).toHaveCount(0)
  await getRow(sidebar, 'studies/sky').click()
  await expect(app.activeTab).toContainText('sky')
  const count = await app.tabs.count()
  await app.tabs.first().click()
  await getRow(sidebar, 'studies/sky').click()
  await expect(app.activeTab).toContainText('sky')
  await expect(app.tabs).toHaveCount(count)

  await getRow(sidebar, 'studies/sky').click({ button: 'right' })
  await app.chooseOfMenu('Duplicate')
  await expect(getRow(sidebar, 'studies/sky (copy)')).toBeVisible()
  const copy = (await server.readUserFile('workflows/studies/sky (copy).json')) as { id: string }
  expect(JSON.stringify(copy)).toContain('[64,')
  await page.getByTestId('saved-workflow-search').fill('')
  await store(page, 'workflows/late.json', makeGrowth({ seed: 66 }))
  await expect(getRow(sidebar, 'late')).toHaveCount(0)
  await sidebar.getByRole('button', { name: 'Look again' }).click()
  await getRow(sidebar, 'late').click()
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(66)
})

test('a file that changed under us is asked about, and neither side is lost', async ({
  app,
  server
}) => {
  const { page } = app
  await openGrowth(app, 'shared', { seed: 71 })
  await page.keyboard.press('Control+s')
  await expect.poll(() => server.readUserFile('workflows/shared.json')).not.toBeNull()
  await store(page, 'workflows/shared.json', makeGrowth({ seed: 72 }))
  await app.graph.typeNumber(SAMPLER, 'seed', 73)
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('dialog')).toContainText('has changed on the server')
  await page.getByTestId('dialog-alternative').click()
  await expect(app.activeTab).toContainText('shared')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(72)
  await expect(app.tab('shared (mine)')).toHaveAttribute('data-unsaved', 'true')
  await app.tab('shared (mine)').click()
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(73)

  await page.keyboard.press('Control+Shift+s')
  await page.getByTestId('dialog-text').fill('mine/kept')
  await page.keyboard.press('Enter')
  await expect(app.tab('kept')).toHaveAttribute('data-unsaved', 'false')
  expect(JSON.stringify(await server.readUserFile('workflows/mine/kept.json'))).toContain('[73,')
  expect(JSON.stringify(await server.readUserFile('workflows/shared.json'))).toContain('[72,')
})
