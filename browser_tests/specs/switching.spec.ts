import { SAMPLER } from '../flows/documents'
import { expectProgress, openGrowth, startEndless, stopAll } from '../flows/running'
import { BARE } from '../pages/graphPage'
import { expect, test } from '../setup/test'

test('[B5, B6] ten switches while running leave nothing on the wrong nodes', async ({ app }) => {
  await startEndless(app, 'busy')
  await openGrowth(app, 'quiet', { seed: 2 })
  const reached: number[] = []
  for (let round = 0; round < 5; round++) {
    await app.tab('busy').click()
    await expect.poll(async () => (await app.getNode(SAMPLER)).isRunning).toBe(true)
    const { progress, images } = await app.getNode(SAMPLER)
    reached.push(progress!)
    expect(images).toEqual([expect.stringContaining('blob:')])
    await app.tab('quiet').click()
    expect(await app.getNode(SAMPLER)).toEqual(BARE)
    await expectProgress(app, 'busy', Number(await app.tab('busy').getAttribute('data-progress')))
    expect(await app.getNode(SAMPLER)).toEqual(BARE)
  }
  expect(reached).toEqual([...reached].sort((a, b) => a - b))
  expect(reached.at(-1)).toBeGreaterThan(reached[0]!)
  await expect(app.tab('quiet')).toHaveAttribute('data-state', 'idle')
  await expect(app.tab('busy')).toHaveAttribute('data-state', 'running')
  await stopAll(app)
})

test.describe('with one worker', () => {
  test.use({ serverOptions: { workers: 1 } })

  test('[B5] a workflow that waits behind another of the same ids wears nothing of it', async ({
    app
  }) => {
    await startEndless(app, 'busy')
    await openGrowth(app, 'waiting', { seed: 2 })
    await app.runButton.click()
    await expect(app.tab('waiting')).toHaveAttribute('data-state', 'queued')
    await expect(app.tab('waiting')).toHaveAttribute('data-pending', '1')
    const before = Number(await app.tab('busy').getAttribute('data-progress'))
    await expectProgress(app, 'busy', before)
    expect(await app.getNode(SAMPLER)).toEqual(BARE)
    await app.tab('busy').click()
    await app.stopWorkflow.click()
    await expect(app.tab('waiting')).toHaveAttribute('data-state', 'succeeded')
    await expect(app.tab('busy')).toHaveAttribute('data-state', 'idle')
  })
})
