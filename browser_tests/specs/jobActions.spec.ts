import { makeGrowth, SAVE, SAMPLER } from '../flows/documents'
import { openGrowth, startEndless } from '../flows/running'
import { expect, test } from '../setup/test'

test('[B37] a job opens its workflow, runs again, downloads, and is deleted', async ({
  app,
  server
}) => {
  const done = await openGrowth(app, 'done', { steps: 5 })
  await app.runButton.click()
  await expect(app.tab('done')).toHaveAttribute('data-state', 'succeeded')
  await openGrowth(app, 'other', { seed: 2 })
  await app.jobs.open()
  const row = app.jobs.ofWorkflow(done).first()
  await row.getByTestId('job-open').click()
  await expect(app.activeTab).toHaveAttribute('data-workflow-id', done)

  const downloading = app.page.waitForEvent('download')
  await app.jobs.openMenu(row)
  await app.chooseOfMenu('Download the results')
  expect((await downloading).suggestedFilename()).toMatch(/^growth_\d+_\.png$/)

  await app.jobs.openMenu(row)
  await app.chooseOfMenu('Run again')
  await expect(app.jobs.inState('succeeded')).toHaveCount(2)
  const [first, second] = await server.listHistory()
  expect(second?.inputs).toEqual(first?.inputs)
  expect(second?.promptId).not.toBe(first?.promptId)

  await app.jobs.openMenu(app.jobs.row(first!.promptId))
  await app.chooseOfMenu('Delete from the list')
  await app.dialogConfirm.click()
  await expect(app.jobs.rows).toHaveCount(1)
  await expect.poll(async () => (await server.listHistory()).length).toBe(1)
  await app.reload()
  await app.jobs.open()
  await expect(app.jobs.rows).toHaveCount(1)
})

test('[B37] the job of a closed workflow opens what was submitted, with its results', async ({
  app
}) => {
  await openGrowth(app, 'gone', { seed: 77, steps: 5 })
  await app.runButton.click()
  await expect(app.tab('gone')).toHaveAttribute('data-state', 'succeeded')
  await app.close('gone')
  await expect(app.tab('gone')).toHaveCount(0)
  await app.jobs.open()
  await app.jobs.inState('succeeded').getByTestId('job-open').click()
  await expect(app.activeTab).toContainText('gone')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(77)
  await expect
    .poll(async () => (await app.getNode(SAVE)).images)
    .toEqual([expect.stringContaining('/view?')])
})

test('[B31] a failed job shows its error, in its workflow', async ({ app }) => {
  const failed = await app.openDocument(makeGrowth({ steps: 5000 }), 'failed')
  await app.runButton.click()
  await expect(app.tab('failed')).toHaveAttribute('data-state', 'failed')
  await openGrowth(app, 'other', { seed: 2 })
  await expect(app.errorPanel).toBeHidden()
  await app.jobs.open()
  await app.jobs.openMenu(app.jobs.inState('failed'))
  await app.chooseOfMenu('Show the error')
  await expect(app.activeTab).toHaveAttribute('data-workflow-id', failed)
  await expect(app.errorRows).toContainText('steps')
})

test('the list is filtered by state, workflow and text', async ({ app }) => {
  const done = await openGrowth(app, 'apple', { steps: 5 })
  await app.runButton.click()
  await expect(app.tab('apple')).toHaveAttribute('data-state', 'succeeded')
  await startEndless(app, 'pear', 2)
  await app.jobs.open()
  await expect(app.jobs.list).toHaveAttribute('data-count', '2')
  await expect(app.jobs.rows.first()).toHaveAttribute('data-state', 'running')
  await app.jobs.search.fill('apple')
  await expect(app.jobs.list).toHaveAttribute('data-count', '1')
  await expect(app.jobs.rows).toHaveAttribute('data-workflow-id', done)
  await app.jobs.search.fill('')
  await app.jobs.filter('running').click()
  await expect(app.jobs.rows).toHaveAttribute('data-state', 'running')
  await app.stopAll.click()
  await expect(app.jobs.list).toHaveAttribute('data-count', '0')
  await app.jobs.filter('all').click()
  await expect(app.jobs.list).toHaveAttribute('data-count', '2')
})
