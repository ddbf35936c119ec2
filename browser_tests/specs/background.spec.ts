import { SAMPLER, SAVE } from '../flows/documents'
import { openGrowth } from '../flows/running'
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
