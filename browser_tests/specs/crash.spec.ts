import { SAMPLER } from '../flows/documents'
import { openGrowth, startEndless } from '../flows/running'
import { expect, test } from '../setup/test'

test('[B24, B25, B26] a server that is killed and comes back', async ({ app, server }) => {
  const running = await startEndless(app, 'hit')
  await openGrowth(app, 'other', { seed: 2, steps: 5 })
  await app.jobs.open()

  await server.kill()
  await expect(app.connection).toHaveAttribute('data-state', 'reconnecting')
  // Nobody knows yet what became of the job: it stays as it was, and the page goes on.
  await expect(app.jobs.ofWorkflow(running)).toHaveAttribute('data-state', 'running')
  await app.tab('hit').click()
  await expect(app.tab('hit')).toHaveAttribute('data-active', 'true')
  await app.newWorkflow.click()
  await expect(app.activeTab).toContainText('Unsaved Workflow')

  await server.restart()
  await expect(app.connection).toHaveAttribute('data-state', 'connected')
  await expect(app.jobs.ofWorkflow(running)).toHaveAttribute('data-state', 'lost')
  await expect(app.tab('hit')).toHaveAttribute('data-state', 'idle')
  await app.tab('hit').click()
  expect(await app.getNode(SAMPLER)).toMatchObject({ progress: null, isRunning: false })

  await app.jobs.openMenu(app.jobs.inState('lost'))
  await app.chooseOfMenu('Run again')
  await expect(app.tab('hit')).toHaveAttribute('data-state', 'running')
  await app.stopWorkflow.click()
  await expect(app.tab('hit')).toHaveAttribute('data-state', 'idle')
  await app.tab('other').click()
  await app.runButton.click()
  await expect(app.tab('other')).toHaveAttribute('data-state', 'succeeded')
})
