import { SAMPLER } from '../flows/documents'
import { ENDLESS, openGrowth, stopAll } from '../flows/running'
import { expect, test } from '../setup/test'

test('[B1, B37] two runs of one workflow: a row each; its nodes and tab show the newer', async ({
  app
}) => {
  const id = await openGrowth(app, 'twice', { ...ENDLESS, control: 'increment' })
  await app.batchCount.fill('2')
  await app.runButton.click()
  await app.jobs.open()
  await expect(app.jobs.inState('running')).toHaveCount(2)
  await expect(app.jobs.ofWorkflow(id)).toHaveCount(2)
  await expect(app.page).toHaveTitle(/^2 running/)
  const [newer, older] = await app.jobs.listPromptIds()
  await expect.poll(async () => (await app.getNode(SAMPLER)).images.length).toBe(1)
  await app.jobs.row(older!).getByTestId('job-cancel').click()
  await expect(app.jobs.row(older!)).toHaveAttribute('data-state', 'interrupted')
  await expect(app.jobs.row(newer!)).toHaveAttribute('data-state', 'running')
  await expect(app.tab('twice')).toHaveAttribute('data-state', 'running')
  expect(await app.getNode(SAMPLER)).toMatchObject({ isRunning: true })
  await stopAll(app)
  await expect(app.tab('twice')).toHaveAttribute('data-state', 'idle')
})
