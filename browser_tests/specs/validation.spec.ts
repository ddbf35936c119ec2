import { SAMPLER } from '../flows/documents'
import { holdSubmissions } from '../flows/network'
import { openGrowth } from '../flows/running'
import { BARE } from '../pages/graphPage'
import { expect, test } from '../setup/test'

test('[B12, B30, B31] a refusal is shown where it belongs, and goes when the input is mended', async ({
  app
}) => {
  const wrong = await openGrowth(app, 'wrong', { steps: 5000 })
  await openGrowth(app, 'right', { seed: 2, steps: 5 })
  await app.tab('wrong').click()
  const release = await holdSubmissions(app.page)
  await app.runButton.click()
  await app.tab('right').click()
  release()

  await expect(app.tab('wrong')).toHaveAttribute('data-state', 'failed')
  await expect(app.tab('right')).toHaveAttribute('data-state', 'idle')
  await expect(app.errorPanel).toBeHidden()
  expect(await app.getNode(SAMPLER)).toEqual(BARE)

  await app.tab('wrong').click()
  await expect(app.errorPanel).toHaveAttribute('data-workflow-id', wrong)
  await expect(app.errorRows).toHaveAttribute('data-node-id', String(SAMPLER))
  await expect(app.errorRows).toContainText('steps')
  await expect(app.errorRows).toContainText('1000')
  await expect.poll(async () => (await app.getNode(SAMPLER)).hasErrors).toBe(true)

  await app.reload()
  await expect(app.errorRows).toHaveAttribute('data-node-id', String(SAMPLER))
  await expect.poll(async () => (await app.getNode(SAMPLER)).hasErrors).toBe(true)

  await app.graph.typeNumber(SAMPLER, 'steps', 5)
  await expect(app.errorPanel).toBeHidden()
  await expect.poll(async () => (await app.getNode(SAMPLER)).hasErrors).toBe(false)
  await app.runButton.click()
  await expect(app.tab('wrong')).toHaveAttribute('data-state', 'succeeded')
})
