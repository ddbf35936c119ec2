import { SAMPLER, SAVE } from '../flows/documents'
import { openGrowth, startEndless, stopAll } from '../flows/running'
import { BARE } from '../pages/graphPage'
import { expect, test } from '../setup/test'

test('[B4, B41] what ends in the background is told on its own tab', async ({ app }) => {
  await openGrowth(app, 'left behind', { steps: 60 })
  await app.runButton.click()
  await openGrowth(app, 'in front', { seed: 2 })
  await expect(app.tab('left behind')).toHaveAttribute('data-state', 'succeeded')
  await expect(app.tab('left behind')).toHaveAttribute('data-progress', '')
  await expect(app.tab('in front')).toHaveAttribute('data-state', 'idle')
  await expect(app.toasts).toHaveAttribute('data-kind', 'success')
  await expect(app.toasts).toContainText('left behind')
  expect(await app.getNode(SAMPLER)).toEqual(BARE)
  expect(await app.getNode(SAVE)).toEqual(BARE)
  await app.tab('left behind').click()
  expect(await app.getNode(SAMPLER)).toMatchObject({ progress: null, isRunning: false })
  await expect
    .poll(async () => (await app.getNode(SAVE)).images)
    .toEqual([expect.stringContaining('/view?')])
  await expect(app.tab('left behind')).toHaveAttribute('data-state', 'succeeded')
})

test('[B16] the live preview of what runs behind is in the job list, and on no node in front', async ({
  app
}) => {
  const busy = await startEndless(app, 'busy')
  await openGrowth(app, 'in front', { seed: 2 })
  await app.jobs.open()
  const preview = app.jobs.ofWorkflow(busy).getByTestId('job-preview').locator('img')
  await expect(preview).toHaveAttribute('src', /^blob:/)
  const seen = await preview.getAttribute('src')
  await expect(preview).not.toHaveAttribute('src', seen!)
  await expect
    .poll(() => preview.evaluate((picture) => (picture as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0)
  expect(await app.getNode(SAMPLER)).toEqual(BARE)
  await app.jobs.ofWorkflow(busy).getByTestId('job-open').click()
  await expect
    .poll(async () => (await app.getNode(SAMPLER)).images)
    .toEqual([expect.stringContaining('blob:')])
  await stopAll(app)
})
