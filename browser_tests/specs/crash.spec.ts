import { SAMPLER } from '../flows/documents'
import { openGrowth, startEndless } from '../flows/running'
import { expect, test } from '../setup/test'

test.use({ serverOptions: { workers: 1 } })

test('[B24, B25, B26] a server that is killed and comes back', async ({ app, server }) => {
  const running = await startEndless(app, 'hit')
  const waiting = await openGrowth(app, 'waiting', { seed: 2, steps: 5 })
  await app.runButton.click()
  await app.jobs.open()
  await expect(app.jobs.ofWorkflow(waiting)).toHaveAttribute('data-state', 'pending')

  await server.kill()
  await expect(app.connection).toHaveAttribute('data-state', 'reconnecting')
  // Nobody knows yet what became of the jobs: they stay as they were, and the page goes on.
  await expect(app.jobs.ofWorkflow(running)).toHaveAttribute('data-state', 'running')
  await expect(app.jobs.ofWorkflow(waiting)).toHaveAttribute('data-state', 'pending')
  await app.tab('hit').click()
  await expect(app.tab('hit')).toHaveAttribute('data-active', 'true')
  await app.newWorkflow.click()
  await expect(app.activeTab).toContainText('Unsaved Workflow')

  await server.restart()
  await expect(app.connection).toHaveAttribute('data-state', 'connected')
  // What ran is over, and the server says so; what waited is done now.
  await expect(app.jobs.ofWorkflow(running)).toHaveAttribute('data-state', 'failed')
  await expect(app.jobs.ofWorkflow(waiting)).toHaveAttribute('data-state', 'succeeded')
  await expect(app.tab('hit')).toHaveAttribute('data-state', 'failed')
  await app.tab('hit').click()
  expect(await app.getNode(SAMPLER)).toMatchObject({ progress: null, isRunning: false })
  await expect(app.errorRows).toContainText('server ended')

  await app.jobs.openMenu(app.jobs.ofWorkflow(running))
  await app.chooseOfMenu('Run again')
  await expect(app.tab('hit')).toHaveAttribute('data-state', 'running')
  await app.stopWorkflow.click()
  await expect(app.tab('hit')).toHaveAttribute('data-state', 'idle')
})

test('[B24] a server that comes back without its memory: its jobs are lost, and can be run again', async ({
  app,
  server
}) => {
  const running = await startEndless(app, 'forgotten')
  await app.jobs.open()
  await server.kill()
  await expect(app.connection).toHaveAttribute('data-state', 'reconnecting')
  await server.restart('lost')
  await expect(app.jobs.ofWorkflow(running)).toHaveAttribute('data-state', 'lost')
  await expect(app.tab('forgotten')).toHaveAttribute('data-state', 'idle')
  expect(await app.getNode(SAMPLER)).toMatchObject({ progress: null, isRunning: false })
  await app.jobs.inState('lost').getByRole('button', { name: 'Run this job again' }).click()
  await expect(app.tab('forgotten')).toHaveAttribute('data-state', 'running')
  await app.stopWorkflow.click()
  await expect(app.tab('forgotten')).toHaveAttribute('data-state', 'idle')
})
