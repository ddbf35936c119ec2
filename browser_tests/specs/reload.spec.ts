import { SAMPLER, SAVE } from '../flows/documents'
import { expectProgress, openGrowth, startEndless, stopAll } from '../flows/running'
import { expect, test } from '../setup/test'

test('[B22] a reload brings back tabs, results, and what runs with its progress', async ({
  app
}) => {
  const done = await openGrowth(app, 'done', { steps: 5 })
  await app.runButton.click()
  await expect(app.tab('done')).toHaveAttribute('data-state', 'succeeded')
  const result = [expect.stringMatching(/\/view\?filename=growth_00001_\.png&.*type=output/)]
  await expect.poll(async () => (await app.getNode(SAVE)).images).toEqual(result)
  const busy = await startEndless(app, 'busy', 2)
  await expectProgress(app, 'busy', 1)
  const reached = Number(await app.tab('busy').getAttribute('data-progress'))
  const clientId = await app.getClientId()

  await app.reload()

  expect(await app.getClientId()).toBe(clientId)
  await expect(app.activeTab).toHaveAttribute('data-workflow-id', busy)
  await expect(app.tab('busy')).toHaveAttribute('data-state', 'running')
  await expectProgress(app, 'busy', reached)
  await expect.poll(async () => (await app.getNode(SAMPLER)).isRunning).toBe(true)
  expect((await app.getNode(SAMPLER)).progress).toBeGreaterThan(0)
  await app.jobs.open()
  await expect(app.jobs.ofWorkflow(busy)).toHaveAttribute('data-state', 'running')
  await expect(app.jobs.ofWorkflow(done)).toHaveAttribute('data-state', 'succeeded')
  await app.tab('done').click()
  await expect(app.tab('done')).toHaveAttribute('data-workflow-id', done)
  await expect(app.tab('done')).toHaveAttribute('data-state', 'succeeded')
  await expect.poll(async () => (await app.getNode(SAVE)).images).toEqual(result)
  expect(await app.getNode(SAMPLER)).toMatchObject({ progress: null, isRunning: false })
  await stopAll(app)
  await expect(app.tab('busy')).toHaveAttribute('data-state', 'idle')
})

test('[B22, B24] a job that ended while the page was away has its result when it is back', async ({
  app,
  server
}) => {
  await openGrowth(app, 'away', { steps: 40 })
  // Left once the server has taken it; the run may end before the page sees it start.
  const taken = app.page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().endsWith('/prompt')
  )
  await app.runButton.click()
  await taken
  await app.page.goto('about:blank')
  await expect.poll(() => server.countUnfinished()).toBe(0)
  await app.open(server.url)
  await expect(app.tab('away')).toHaveAttribute('data-state', 'succeeded')
  await expect
    .poll(async () => (await app.getNode(SAVE)).images)
    .toEqual([expect.stringContaining('/view?')])
})
