import { makeImageOutput, makeSampling, SAMPLER, SAVE } from '../../flows/sampling'
import { expect, test } from '../../setup/scripted'
import { ScriptedRun } from '../../setup/scriptedRun'

const STILL = { progress: null, isRunning: false, images: [] }

test.describe('prompts that run at once', () => {
  test('[B1, B2] keep their own progress and counts', async ({ app }) => {
    const first = await app.startSampling('first')
    first.run.begin(SAMPLER).step(SAMPLER, 5, 20)
    await app.jobs.open()
    const firstRow = app.row(first.run.promptId)
    await expect(firstRow).toHaveAttribute('data-progress', /^1[23]$/)
    const before = await firstRow.getAttribute('data-progress')
    const second = await app.startSampling('second')
    second.run.begin(SAMPLER).step(SAMPLER, 15, 20)
    await expect(app.row(second.run.promptId)).toHaveAttribute('data-progress', /^3[78]$/)
    second.run.snapshot({ [SAMPLER]: [20, 20, 'finished'], [SAVE]: [1, 1, 'finished'] })
    second.run.executed(SAVE, makeImageOutput('second.png'))
    await expect(app.row(second.run.promptId)).toHaveAttribute('data-progress', '100')
    await app.settle()
    await expect(firstRow).toHaveAttribute('data-progress', before!)
    for (const { tab, run } of [first, second]) {
      await expect(tab).toHaveAttribute('data-state', 'running')
      await expect(app.row(run.promptId)).toHaveAttribute('data-state', 'running')
    }
  })

  test('[B3, B4] no end of one ends another: success, error, interruption, end of execution', async ({
    app
  }) => {
    const endings: [end: (run: ScriptedRun) => void, state: string][] = [
      [(run) => run.succeed(), 'succeeded'],
      [(run) => run.fail(SAMPLER), 'failed'],
      [(run) => run.interrupt(SAMPLER), 'interrupted'],
      [(run) => run.say('executing', { node: null }), 'running']
    ]
    const first = await app.startSampling('first')
    first.run.begin(SAMPLER).step(SAMPLER, 5, 20)
    await app.jobs.open()
    const second = await app.openDocument(makeSampling({ seed: 2 }), 'second')
    for (const [end, state] of endings) {
      await app.tab('second').click()
      const run = await app.run()
      run.start().begin(SAMPLER).step(SAMPLER, 10, 20)
      await app.tab('first').click()
      end(run)
      await app.settle()
      await expect(app.row(run.promptId)).toHaveAttribute('data-state', state)
      await expect(app.row(run.promptId)).toHaveAttribute('data-workflow-id', second)
      await expect(first.tab).toHaveAttribute('data-state', 'running')
      expect(await app.getNode(SAMPLER)).toMatchObject({ progress: 0.25, isRunning: true })
    }
    first.run.succeed()
    await expect(first.tab).toHaveAttribute('data-state', 'succeeded')
  })

  test('[B4] a background result is told on its own tab', async ({ app }) => {
    const { run, tab } = await app.startSampling('ends')
    await app.openDocument(makeSampling({ seed: 2 }), 'front')
    run.begin(SAMPLER).executed(SAVE, makeImageOutput('done.png')).succeed()
    await expect(tab).toHaveAttribute('data-state', 'succeeded')
    await expect(app.tab('front')).toHaveAttribute('data-state', 'idle')
    await tab.click()
    await expect.poll(async () => (await app.getNode(SAVE)).images).toHaveLength(1)
    expect(await app.getNode(SAMPLER)).toMatchObject({ progress: null, isRunning: false })
    expect((await app.getLegacy()).runningNodeId).toBeNull()
  })

  test('[B5, B6] the front node wears nothing of its namesake, after ten switches as well', async ({
    app
  }) => {
    const first = await app.startSampling('runs')
    first.run.begin(SAMPLER).step(SAMPLER, 5, 20)
    await app.openDocument(makeSampling({ seed: 2 }), 'waits')
    await app.run()
    await expect(app.tab('waits')).toHaveAttribute('data-state', 'queued')
    expect(await app.getNode(SAMPLER)).toMatchObject(STILL)
    for (let count = 0; count < 5; count += 1) {
      await app.tab('runs').click()
      await app.tab('waits').click()
    }
    first.run.step(SAMPLER, 15, 20)
    await app.settle()
    expect(await app.getNode(SAMPLER)).toMatchObject(STILL)
    await expect(app.page.getByTestId('node-progress-text')).toHaveCount(0)
    await app.tab('runs').click()
    await expect
      .poll(async () => app.getNode(SAMPLER))
      .toMatchObject({ progress: 0.75, isRunning: true })
  })

  test('[B7] two tabs of one document keep their runs apart', async ({ app }) => {
    const id = '6f1f4a1e-0d6a-4c0a-9a52-5b1e7f6c2d10'
    const original = await app.startSampling('original', makeSampling({ id }))
    const copyId = await app.openDocument(makeSampling({ id }), 'copy')
    expect(copyId).not.toBe(original.workflowId)
    original.run.begin(SAMPLER).step(SAMPLER, 5, 20).executed(SAVE, makeImageOutput('own.png'))
    await app.settle()
    expect(await app.getNode(SAMPLER)).toMatchObject(STILL)
    expect((await app.getNode(SAVE)).images).toEqual([])
    expect((await app.getLegacy()).nodeOutputs).toEqual({})
    original.run.fail(SAMPLER)
    await expect(original.tab).toHaveAttribute('data-state', 'failed')
    await expect(app.tab('copy')).toHaveAttribute('data-state', 'idle')
    expect((await app.getNode(SAMPLER)).hasErrors).toBe(false)
    await original.tab.click()
    await expect.poll(async () => (await app.getNode(SAMPLER)).hasErrors).toBe(true)
    expect((await app.getNode(SAVE)).images).toEqual([expect.stringContaining('own.png')])
  })

  test('[B8] a renamed workflow keeps its run', async ({ app }) => {
    const { run, workflowId } = await app.startSampling('before')
    await app.tab('before').dblclick()
    await app.page.getByTestId('workflow-tab-name-input').fill('after')
    await app.page.keyboard.press('Enter')
    run.begin(SAMPLER).step(SAMPLER, 5, 20)
    await expect(app.tab('after')).toHaveAttribute('data-workflow-id', workflowId)
    await expect(app.tab('after')).toHaveAttribute('data-state', 'running')
    await expect.poll(async () => (await app.getNode(SAMPLER)).progress).toBe(0.25)
    await app.jobs.open()
    await expect(app.row(run.promptId)).toContainText('after')
  })

  test('[B9] a prompt of unknown origin paints nothing and is listed as foreign', async ({
    app,
    script
  }) => {
    await app.openDocument(makeSampling(), 'mine')
    const clientId = await app.getClientId()
    const taken = script.waitForPrompt()
    const prompt = { [SAMPLER]: { class_type: 'ProbeSteps', inputs: {} } }
    const body = JSON.stringify({ prompt, client_id: 'somebody-else' })
    await fetch(`${script.url}/api/prompt`, { method: 'POST', body })
    const run = new ScriptedRun(script, await taken, clientId)
    run.start().begin(SAMPLER).step(SAMPLER, 5, 20).executed(SAMPLER, makeImageOutput('other.png'))
    await app.settle()
    expect(await app.getNode(SAMPLER)).toMatchObject(STILL)
    await expect(app.tab('mine')).toHaveAttribute('data-state', 'idle')
    expect((await app.getLegacy()).nodeOutputs).toEqual({})
    await app.jobs.open()
    await expect(app.jobs.rows).toHaveCount(0)
    await app.jobs.scope.click()
    await expect(app.jobs.scope).toHaveAttribute('data-scope', 'everyone')
    await expect(app.row(run.promptId)).toHaveAttribute('data-owner', 'foreign')
  })
})
