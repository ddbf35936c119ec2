import type { Page } from '@playwright/test'
import { findViolations } from '../flows/axe'
import { click, drag, runCommand, slotOf, titleOf, toPage } from '../flows/canvas'
import { makeGrowth, SAMPLER } from '../flows/documents'
import { openGrowth } from '../flows/running'
import type { AppServer } from '../setup/appServer'
import { expect, test } from '../setup/test'

/** Waits for a surface, and notes what is wrong with it. */
function makeCheck(page: Page) {
  return async (within: string, name: string): Promise<void> => {
    await expect(page.locator(within).first()).toBeVisible()
    expect.soft(await findViolations(page, within), name).toEqual([])
  }
}

const byId = (id: string) => `[data-testid="${id}"]`

async function fillServer(server: AppServer, scheme: string): Promise<void> {
  const post = (path: string, body: unknown) =>
    fetch(`${server.url}/api/${path}`, { method: 'POST', body: JSON.stringify(body) })
  const store = (file: string, body: unknown) =>
    post(`userdata/${encodeURIComponent(`workflows/${file}`)}?overwrite=true`, body)
  await post('settings/Comfy.ColorPalette', scheme)
  await store('studies/sky.json', makeGrowth({ seed: 1 }))
  await store('sea.json', makeGrowth({ seed: 2 }))
  await store('.index.json', { favorites: ['workflows/sea.json'] })
}

for (const scheme of ['dark', 'light'])
  test(`[B42] panels, dialogs and menus with something in them pass an automated check in the ${scheme} scheme`, async ({
    openApp,
    server
  }) => {
    await fillServer(server, scheme)
    const app = await openApp()
    const { page } = app
    const check = makeCheck(page)
    const escape = () => page.keyboard.press('Escape')
    const toggle = (name: string) => page.getByRole('button', { name, exact: true }).click()
    await toggle('Templates')
    await expect(page.getByTestId('template-card')).toHaveCount(6)
    await check(byId('templates-dialog'), 'templates')
    await escape()
    await openGrowth(app, 'one', { seed: 3, steps: 4 })
    await app.runButton.click()
    await expect(app.tab('one')).toHaveAttribute('data-state', 'succeeded')

    await toggle('Workflows')
    const workflows = page.getByTestId('workflow-sidebar')
    await workflows.getByRole('treeitem', { name: 'studies', exact: true }).click()
    await workflows.getByRole('treeitem', { name: 'sky', exact: true }).click()
    await expect(app.activeTab).toContainText('sky')
    await check(byId('workflow-sidebar'), 'saved workflows')
    await workflows.getByRole('treeitem', { name: 'sky', exact: true }).click({ button: 'right' })
    await check('[role="menu"]', 'menu of a saved workflow')
    await escape()
    await workflows.getByRole('tree').focus()
    await page.keyboard.press('F2')
    await check(byId('workflow-sidebar'), 'a saved workflow that is named')
    await escape()
    await toggle('Workflows')

    await toggle('Assets')
    const file = page.getByRole('button', { name: 'growth_00001_.png', exact: true })
    await file.click({ modifiers: ['Control'] })
    await check(byId('asset-sidebar'), 'assets, one selected')
    await file.click({ button: 'right' })
    await check('[role="menu"]', 'menu of a file')
    await escape()
    await toggle('Assets')

    await toggle('Nodes')
    const library = page.getByTestId('node-library')
    await library.getByRole('treeitem').first().click()
    await library.getByRole('treeitem', { name: 'Load Image', exact: true }).hover()
    await check('body', 'the node library, with a node’s card')
    await toggle('Nodes')

    await app.tab('one').click()
    const [x, y] = await slotOf(page, SAMPLER, 'output')
    await drag(page, [x, y], [x + 20, y + 500])
    await expect(page.getByTestId('node-search').getByRole('combobox').first()).toBeFocused()
    await page.keyboard.type('im')
    await check(byId('node-search'), 'what fits a link')
    await escape()
    await click(page, [x - 150, y + 66])
    await check('.graphdialog', 'a number')
    await escape()
    await page.mouse.dblclick(...(await toPage(page, await titleOf(page, SAMPLER))))
    await check('body', 'a node’s title that is written')
    await escape()

    await app.chooseOfTab('one', 'Export')
    await check('[role="dialog"]', 'a name that is asked for')
    await escape()
    await click(page, await titleOf(page, SAMPLER))
    await runCommand(page, 'Make a subgraph of what is selected')
    await app.close('one')
    await check('[role="dialog"]', 'what becomes of edits')
    await escape()
    await runCommand(page, 'Add the selected subgraph to the node library')
    await check('.graphdialog', 'the name of a blueprint')
    await escape()
    await app.graph.enter(
      await page.evaluate(() => {
        const { app: host } = window as never as {
          app: { graph: { nodes: { id: number; subgraph?: unknown }[] } }
        }
        return host.graph.nodes.find(({ subgraph }) => subgraph)!.id
      })
    )
    await runCommand(page, 'Show or hide the inspector')
    await page.keyboard.press('Control+a')
    await check('body', 'inside a subgraph, with the inspector')
    await app.graph.leave()
    await app.dropFile('broken.json', '{')
    await check(byId('toast'), 'a notice')
    await app.jobs.open()
    await app.jobs.rows.first().click({ button: 'right' })
    await check('[role="menu"]', 'menu of a job')
  })
