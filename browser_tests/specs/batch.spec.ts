import { SAMPLER } from '../flows/documents'
import { openGrowth, startEndless, stopAll } from '../flows/running'
import { holdSubmissions } from '../flows/network'
import { expect, test } from '../setup/test'

test.use({ serverOptions: { workers: 1 } })

test('[B13] a batch is what its workflow was at the press of Run', async ({ app, server }) => {
  await openGrowth(app, 'series', { seed: 7, steps: 5, control: 'increment' })
  await openGrowth(app, 'edited', { seed: 100, steps: 6 })
  await app.tab('series').click()
  await app.batchCount.fill('8')
  const release = await holdSubmissions(app.page)
  await app.runButton.click()
  // The widget shows what the next press would run.
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(15)
  await app.graph.typeNumber(SAMPLER, 'steps', 9)
  await app.tab('edited').click()
  await app.graph.typeNumber(SAMPLER, 'seed', 555)
  release()
  await expect(app.tab('series')).toHaveAttribute('data-state', 'succeeded')
  await expect(app.tab('series')).toHaveAttribute('data-pending', '0')
  const runs = (await server.listHistory()).map(({ inputs }) => inputs[SAMPLER])
  expect(runs.map((inputs) => inputs?.seed)).toEqual([7, 8, 9, 10, 11, 12, 13, 14])
  expect(new Set(runs.map((inputs) => inputs?.steps))).toEqual(new Set([5]))
  await expect(app.tab('edited')).toHaveAttribute('data-state', 'idle')
})

test('[B13] seeds that go on before each run: the widget shows the one that ran last', async ({
  server,
  openApp
}) => {
  await fetch(`${server.url}/api/settings`, {
    method: 'POST',
    body: JSON.stringify({ 'Comfy.WidgetControlMode': 'before' })
  })
  const app = await openApp()
  await openGrowth(app, 'before', { seed: 7, steps: 1, size: 64, control: 'increment' })
  await app.batchCount.fill('2')
  for (const last of [8, 10]) {
    await app.runButton.click()
    await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(last)
  }
  await expect.poll(async () => (await server.listHistory()).length).toBe(4)
  const runs = (await server.listHistory()).map(({ inputs }) => inputs[SAMPLER])
  expect(runs.map((inputs) => inputs?.seed)).toEqual([7, 8, 9, 10])
})

test('[B14] the batch count is the tab’s own', async ({ app }) => {
  await startEndless(app, 'blocker')
  await openGrowth(app, 'many', { seed: 2 })
  await app.batchCount.fill('4')
  await openGrowth(app, 'one', { seed: 3 })
  await expect(app.batchCount).toHaveValue('1')
  await app.runButton.click()
  await expect(app.tab('one')).toHaveAttribute('data-pending', '1')
  await app.tab('many').click()
  await expect(app.batchCount).toHaveValue('4')
  await app.runButton.click()
  await expect(app.tab('many')).toHaveAttribute('data-pending', '4')
  await expect(app.tab('one')).toHaveAttribute('data-pending', '1')
  await stopAll(app)
})
