import {
  getNode,
  getView,
  listNodes,
  listSelected,
  runCommand,
  select,
  titleOf,
  toPage
} from '../flows/canvas'
import { SAMPLER, SAVE } from '../flows/documents'
import { openGrowth, startEndless, stopAll } from '../flows/running'
import { expect, test } from '../setup/test'

/** What the Tab key must come to. */
const CONTROLS: readonly string[] = [
  'workflow-tab',
  'new-workflow',
  'run-batch-count',
  'run-button',
  'run-mode',
  'stop-workflow',
  'stop-all',
  'clear-pending',
  'job-panel-toggle',
  'scope-switch',
  'job-row',
  'job-open',
  'job-cancel'
]

test.describe('[B42] by keyboard alone', () => {
  test('tabs are walked, opened, named, moved and closed', async ({ app }) => {
    const { keyboard } = app.page
    await openGrowth(app, 'one')
    await openGrowth(app, 'two', { seed: 2 })
    await app.activeTab.focus()
    await keyboard.press('ArrowLeft')
    await expect(app.tab('one')).toBeFocused()
    await expect(app.tab('one')).toHaveAttribute('data-active', 'false')
    await keyboard.press('Enter')
    await expect(app.tab('one')).toHaveAttribute('data-active', 'true')
    await keyboard.press('F2')
    await keyboard.type('renamed')
    await keyboard.press('Enter')
    await expect(app.activeTab).toContainText('renamed')
    await expect(app.tab('renamed')).toBeFocused()
    await keyboard.press('Control+Shift+ArrowRight')
    await expect(app.tabs.last()).toContainText('renamed')
    await keyboard.press('Delete')
    await expect(app.tab('renamed')).toHaveCount(0)
    await keyboard.press('Alt+n')
    await expect(app.activeTab).toContainText('Unsaved Workflow')
    await keyboard.press('Alt+1')
    await expect(app.tabs.first()).toHaveAttribute('data-active', 'true')
  })

  test('jobs are run, walked, cancelled, and lead to their workflows', async ({ app }) => {
    const { keyboard } = app.page
    const first = await startEndless(app, 'first')
    await openGrowth(app, 'second', { seed: 2, steps: 5 })
    await keyboard.press('Control+Enter')
    await expect(app.tab('second')).toHaveAttribute('data-state', 'succeeded')
    await keyboard.press('q')
    await expect(app.jobs.rows).toHaveCount(2)
    await app.jobs.rows.first().focus()
    await keyboard.press('ArrowDown')
    await expect(app.jobs.rows.nth(1)).toBeFocused()
    await keyboard.press('Home')
    await expect(app.jobs.rows.first()).toBeFocused()
    await keyboard.press('Enter')
    await expect(app.activeTab).toHaveAttribute('data-workflow-id', first)
    await app.jobs.rows.first().focus()
    await keyboard.press('Delete')
    await expect(app.jobs.inState('interrupted')).toHaveAttribute('data-workflow-id', first)
    await keyboard.press('Escape')
    await expect(app.jobs.list).toBeHidden()
  })

  test('the keyboard stays in the job list while its jobs are stopped and deleted', async ({
    app
  }) => {
    const { page } = app
    const { keyboard } = page
    await startEndless(app, 'one')
    const last = await startEndless(app, 'two', 2)
    await select(page, SAMPLER)
    const nodes = await listNodes(page)
    await app.jobs.open()
    const row = app.jobs.ofWorkflow(last)
    await row.getByTestId('job-cancel').focus()
    await keyboard.press('Enter')
    await expect(row).toHaveAttribute('data-state', 'interrupted')
    await expect(app.jobs.rows.nth(1)).toHaveAttribute('data-workflow-id', last)
    await expect(row).toBeFocused()
    await keyboard.press('Control+Enter')
    await expect(app.jobs.rows).toHaveCount(3)
    await expect(app.jobs.inState('running')).toHaveCount(2)
    await expect(app.jobs.rows.last()).toBeFocused()
    await keyboard.press('Delete')
    await app.dialogConfirm.press('Enter')
    await expect(app.jobs.rows).toHaveCount(2)
    await expect(app.jobs.rows.last()).toBeFocused()
    await keyboard.press('Delete')
    await expect(app.jobs.inState('interrupted')).toBeFocused()
    expect(await listNodes(page)).toEqual(nodes)
    await stopAll(app)
  })

  test('dialogs keep the focus, and give it back to what opened them', async ({ app }) => {
    const { page } = app
    const isWithin = () =>
      page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)
    for (const name of ['Settings', 'Shortcuts', 'Help', 'Templates']) {
      const opener = page.getByRole('button', { name, exact: true })
      await opener.focus()
      await page.keyboard.press('Enter')
      const dialog = page.getByRole('dialog')
      await expect(dialog).toBeVisible()
      for (const key of ['Shift+Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab']) {
        await page.keyboard.press(key)
        expect(await isWithin(), `${name}, ${key}`).toBe(true)
      }
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
      await expect(opener).toBeFocused()
    }
    for (const [name, panel] of [
      ['Console', 'console-panel'],
      ['Nodes', 'node-library']
    ] as const) {
      const opener = page.getByRole('button', { name, exact: true })
      await opener.focus()
      await page.keyboard.press('Enter')
      const close = page.getByTestId(panel).getByRole('button', { name: /^Close/ })
      await close.focus()
      await page.keyboard.press('Escape')
      await expect(page.getByTestId(panel)).toBeHidden()
      await expect(opener).toBeFocused()
    }
  })

  test('nodes are selected one by one, and their menus and that of the canvas are opened and walked', async ({
    app
  }) => {
    const { page } = app
    const { keyboard } = page
    await openGrowth(app, 'walked')
    const canvas = page.getByTestId('graph-canvas')
    const menu = page.locator('.litecontextmenu')
    const status = page.getByTestId('canvas-status')
    await canvas.focus()
    for (const [key, selected] of [
      ['Alt+ArrowDown', SAMPLER],
      ['Alt+ArrowDown', SAVE],
      ['Alt+ArrowDown', SAMPLER],
      ['Alt+ArrowUp', SAVE]
    ] as const) {
      await keyboard.press(key)
      await expect.poll(() => listSelected(page)).toEqual([selected])
      await expect(status).toHaveText(
        `${(await getNode(page, selected)).title}, node ${selected === SAMPLER ? 1 : 2} of 2`
      )
    }
    // One that is out of view is brought there.
    for (let presses = 0; presses < 9; presses++) await keyboard.press('Alt+=')
    await expect.poll(async () => (await getView(page)).scale).toBeGreaterThan(3)
    const { width, height } = page.viewportSize()!
    const isInside = async () => {
      const [x, y] = await toPage(page, await titleOf(page, SAVE))
      return x > 0 && y > 0 && x < width && y < height
    }
    expect(await isInside()).toBe(false)
    await keyboard.press('Shift+F10')
    await expect(menu.locator(':focus')).toHaveCount(1)
    expect(await isInside()).toBe(true)
    await keyboard.press('C')
    await expect(menu.locator(':focus')).toHaveText('Collapse')
    await keyboard.press('Enter')
    await expect(menu).toHaveCount(0)
    await expect.poll(() => getNode(page, SAVE)).toMatchObject({ isCollapsed: true })
    await expect(canvas).toBeFocused()

    await runCommand(page, 'menu of what is selected')
    await expect(menu.locator(':focus')).toHaveCount(1)
    await keyboard.press('E')
    await expect(menu.locator(':focus')).toHaveText('Expand')
    await keyboard.press('Escape')
    await expect(menu).toHaveCount(0)
    await keyboard.press('Delete')
    await expect.poll(async () => (await listNodes(page)).map(({ id }) => id)).toEqual([SAMPLER])
    await keyboard.press('ContextMenu')
    await expect(menu.locator(':focus')).toHaveText('Add a node')
    await keyboard.press('Escape')
    await expect(menu).toHaveCount(0)
  })

  test.describe('with one worker', () => {
    test.use({ serverOptions: { workers: 1 } })

    test('the Tab key comes to every control of tabs and queue', async ({ app }) => {
      await startEndless(app, 'busy')
      await app.runButton.click()
      await app.jobs.open()
      await expect(app.jobs.inState('pending')).toHaveCount(1)
      await app.activeTab.focus()
      const missing = new Set(CONTROLS)
      for (let presses = 0; presses < 40 && missing.size > 0; presses++) {
        const handle = await app.page.evaluate(() =>
          document.activeElement?.getAttribute('data-testid')
        )
        missing.delete(handle ?? '')
        await app.page.keyboard.press('Tab')
      }
      expect([...missing]).toEqual([])
      await stopAll(app)
    })
  })
})
