import { makeGrowth, SAMPLER, SAVE } from '../flows/documents'
import { expectProgress, startEndless } from '../flows/running'
import { expect, test } from '../setup/test'

test.describe('two workflows of one browser tab', () => {
  test('[B1, B3, B4] run at once, and each ends for itself', async ({ app }) => {
    const slow = await startEndless(app, 'slow')
    await app.openDocument(makeGrowth({ seed: 2, steps: 40 }), 'quick')
    await app.runButton.click()
    await expect(app.tab('quick')).toHaveAttribute('data-state', 'succeeded')
    await expect(app.tab('slow')).toHaveAttribute('data-state', 'running')
    await app.jobs.open()
    await expect(app.jobs.ofWorkflow(slow)).toHaveAttribute('data-state', 'running')
    await app.stopAll.click()
    await expect(app.tab('slow')).toHaveAttribute('data-state', 'idle')
  })

  test('[B5, B6] the front node of the same id wears nothing of the other', async ({ app }) => {
    await startEndless(app, 'slow')
    await expect.poll(async () => (await app.getNode(SAMPLER)).progress).toBeGreaterThan(0)
    const leaving = (await app.getNode(SAMPLER)).progress
    const told = Number(await app.tab('slow').getAttribute('data-progress'))
    await app.openDocument(makeGrowth({ seed: 2 }), 'still')
    expect(await app.getNode(SAMPLER)).toMatchObject({ progress: null, isRunning: false })
    await expectProgress(app, 'slow', told)
    await app.tab('slow').click()
    await expect.poll(async () => (await app.getNode(SAMPLER)).progress).toBeGreaterThan(leaving!)
    expect((await app.getNode(SAMPLER)).isRunning).toBe(true)
    await app.stopWorkflow.click()
    await expect.poll(async () => (await app.getNode(SAMPLER)).isRunning).toBe(false)
  })

  test('[B21] a result that came in the background is on its node', async ({ app }) => {
    await app.openDocument(makeGrowth({ steps: 40 }), 'first')
    await app.runButton.click()
    await app.openDocument(makeGrowth({ seed: 2 }), 'second')
    await expect(app.tab('first')).toHaveAttribute('data-state', 'succeeded')
    expect((await app.getNode(SAVE)).images).toEqual([])
    await app.tab('first').click()
    await expect
      .poll(async () => (await app.getNode(SAVE)).images)
      .toEqual([expect.stringContaining('/view?')])
  })
})
