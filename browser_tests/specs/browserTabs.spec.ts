import { SAMPLER } from '../flows/documents'
import { openGrowth, startEndless, stopAll } from '../flows/running'
import { AppPage } from '../pages/appPage'
import { BARE } from '../pages/graphPage'
import { expect, test } from '../setup/test'

/** Waits until the browser keeps a workflow: what a duplicated tab begins with. */
async function untilKept({ page }: AppPage, workflowId: string): Promise<void> {
  const isKept = () =>
    page.evaluate(
      (id) =>
        new Promise<boolean>((resolve, reject) => {
          const opening = indexedDB.open('parallel-frontend')
          opening.addEventListener('error', () => reject(opening.error!))
          opening.addEventListener('success', () => {
            const counting = opening.result
              .transaction('workflows')
              .objectStore('workflows')
              .count(id)
            counting.addEventListener('success', () => resolve(counting.result > 0))
            opening.result.close()
          })
        }),
      workflowId
    )
  await expect.poll(isKept).toBe(true)
}

test('[B40] two browser tabs of one browser: their jobs are mine, their canvases apart', async ({
  app,
  openApp
}) => {
  const other = await openApp()
  expect(await other.getClientId()).not.toBe(await app.getClientId())
  const theirs = await startEndless(app, 'theirs')
  await openGrowth(other, 'here', { seed: 2, steps: 40 })
  await other.jobs.open()
  const row = other.jobs.inState('running')
  await expect(row).toHaveAttribute('data-owner', 'mine')
  await expect(row).toHaveAttribute('data-workflow-id', '')
  await expect(other.jobs.toggle).toContainText('1 running')
  expect(await other.getNode(SAMPLER)).toEqual(BARE)
  await other.runButton.click()
  await expect(other.tab('here')).toHaveAttribute('data-state', 'succeeded')
  await expect(app.tab('theirs')).toHaveAttribute('data-state', 'running')
  await expect(app.toasts).toHaveCount(0)
  await expect(other.stopWorkflow).toBeDisabled()
  await stopAll(other)
  await expect(app.tab('theirs')).toHaveAttribute('data-state', 'idle')
  await app.jobs.open()
  await expect(app.jobs.ofWorkflow(theirs)).toHaveAttribute('data-state', 'interrupted')
})

test('[B9, B40] another browser’s jobs are foreign, and shown by the switch only', async ({
  app,
  openApp,
  browser
}) => {
  const elsewhere = await browser.newContext()
  const other = await openApp(elsewhere)
  await startEndless(app, 'theirs')
  await openGrowth(other, 'here', { seed: 2 })
  await other.jobs.open()
  await expect(other.jobs.list).toHaveAttribute('data-count', '0')
  await expect(other.jobs.toggle).toContainText('0 running')
  await expect(other.page).toHaveTitle(/^here/)
  await expect(other.stopAll).toBeDisabled()
  await expect(other.jobs.scope).toHaveAttribute('data-scope', 'mine')
  await other.jobs.scope.click()
  await expect(other.jobs.scope).toHaveAttribute('data-scope', 'everyone')
  await expect(other.jobs.inState('running')).toHaveAttribute('data-owner', 'foreign')
  await expect(other.jobs.toggle).toContainText('1 running')
  await expect(other.stopAll).toBeDisabled()
  expect(await other.getNode(SAMPLER)).toEqual(BARE)
  await stopAll(app)
  await expect(other.jobs.inState('interrupted')).toHaveAttribute('data-owner', 'foreign')
  await elsewhere.close()
})

test('[B40] a duplicated browser tab gets a client id and workflows of its own', async ({
  app,
  context
}) => {
  const original = await startEndless(app, 'work')
  await untilKept(app, original)
  const copying = context.waitForEvent('page')
  // As browsers duplicate a tab: the session's storage is copied.
  await app.page.evaluate(() => void window.open(location.href))
  const copy = new AppPage(await copying)
  await copy.waitUntilUsable()
  expect(await copy.page.evaluate(() => sessionStorage.length)).toBeGreaterThan(0)
  expect(await copy.getClientId()).not.toBe(await app.getClientId())
  await expect(copy.activeTab).toContainText('work')
  expect(await copy.activeTab.getAttribute('data-workflow-id')).not.toBe(original)
  await expect(copy.tab('work')).toHaveAttribute('data-state', 'idle')
  expect(await copy.getNode(SAMPLER)).toMatchObject({ progress: null, isRunning: false })
  await copy.jobs.open()
  await expect(copy.jobs.inState('running')).toHaveAttribute('data-owner', 'mine')
  await expect(copy.jobs.inState('running')).toHaveCount(1)
  await expect(app.tab('work')).toHaveAttribute('data-state', 'running')
  await copy.runButton.click()
  await expect(copy.tab('work')).toHaveAttribute('data-state', 'running')
  await copy.stopWorkflow.click()
  await expect(copy.tab('work')).toHaveAttribute('data-state', 'idle')
  await expect(app.tab('work')).toHaveAttribute('data-state', 'running')
  await stopAll(app)
})
