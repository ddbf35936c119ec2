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
