import type { Route } from '@playwright/test'
import { makeImageOutput, makeSampling, SAMPLER, SAVE } from '../../flows/sampling'
import type { ScriptedPage } from '../../pages/scriptedPage'
import { expect, test } from '../../setup/scripted'
import { ScriptedRun } from '../../setup/scriptedRun'

/** Lets the server take prompts at once, but keeps its answer from the page until released. */
async function holdAnswers(app: ScriptedPage): Promise<() => void> {
  let release: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (release = resolve))
  await app.page.route('**/prompt', async (route: Route) => {
    const response = await route.fetch()
    await gate
    await route.fulfill({ response })
  })
  return release
}

test.describe('extra keys of frames', () => {
  test('[B10] whatever they say, the prompt_id of the frame counts', async ({ app }) => {
    const { run, tab } = await app.startSampling('hinted')
    await app.openDocument(makeSampling({ seed: 2 }), 'front')
    const empty = { workflow_id: '', metadata: {} }
    const wrong = { workflow_id: 'no-such-workflow', metadata: { prompt_id: 'another' } }
    const odd = { workflow_id: 7, metadata: null, workflow_metadata: { workflow_id: 'x' } }
    run.say('progress', { node: `${SAMPLER}`, value: 5, max: 20, ...empty })
    run.say('executed', { node: `${SAVE}`, output: makeImageOutput('a.png'), ...wrong })
    run.say('execution_success', { timestamp: 5, ...odd })
    await expect(tab).toHaveAttribute('data-state', 'succeeded')
    await expect(app.tab('front')).toHaveAttribute('data-state', 'idle')
    await tab.click()
    await expect.poll(async () => (await app.getNode(SAVE)).images).toHaveLength(1)
  })

  test('[B10] a hint at another open workflow does not move the run, nor one that comes midway', async ({
    app
  }) => {
    const { run, tab } = await app.startSampling('owner')
    const other = await app.openDocument(makeSampling({ seed: 2 }), 'other')
    run.begin(SAMPLER).step(SAMPLER, 5, 20)
    run.say('progress', { node: `${SAMPLER}`, value: 10, max: 20, workflow_id: other })
    run.say('executed', { node: `${SAVE}`, output: makeImageOutput('a.png'), workflow_id: other })
    await app.settle()
    await expect(app.tab('other')).toHaveAttribute('data-state', 'idle')
    expect((await app.getNode(SAMPLER)).progress).toBeNull()
    expect((await app.getNode(SAVE)).images).toEqual([])
    await tab.click()
    await expect.poll(async () => (await app.getNode(SAMPLER)).progress).toBe(0.5)
    expect((await app.getNode(SAVE)).images).toHaveLength(1)
  })
})

test.describe('frames before the answer', () => {
  test('[B11] a whole run before the answer to POST /prompt', async ({ app }) => {
    const release = await holdAnswers(app)
    await app.openDocument(makeSampling(), 'early')
    const run = await app.run()
    run.start().begin(SAMPLER).step(SAMPLER, 5, 20)
    await expect(app.tab('early')).toHaveAttribute('data-state', 'running')
    run.executed(SAVE, makeImageOutput('early.png')).succeed()
    await expect(app.tab('early')).toHaveAttribute('data-state', 'succeeded')
    const answered = app.page.waitForResponse('**/prompt')
    release()
    await answered
    // Late and doubled frames change nothing any more.
    run.start().step(SAMPLER, 7, 20)
    run.fail(SAMPLER)
    run.succeed()
    await app.settle()
    await expect(app.tab('early')).toHaveAttribute('data-state', 'succeeded')
    expect(await app.getNode(SAMPLER)).toMatchObject({
      progress: null,
      isRunning: false,
      hasErrors: false
    })
    expect((await app.getNode(SAVE)).images).toHaveLength(1)
    await app.jobs.open()
    await expect(app.row(run.promptId)).toHaveAttribute('data-state', 'succeeded')
  })

  test('[B11] a server that chooses the prompt id itself, and starts before it answers', async ({
    app,
    script
  }) => {
    const serverId = '11111111-2222-4333-8444-555555555555'
    const answers: (() => void)[] = []
    await app.page.route('**/prompt', async (route) => {
      await new Promise<void>((resolve) => answers.push(resolve))
      await route.fulfill({ json: { prompt_id: serverId, number: 1, node_errors: {} } })
    })
    await app.openDocument(makeSampling(), 'old server')
    await app.runButton.click()
    await expect.poll(() => answers.length).toBe(1)
    const clientId = await app.getClientId()
    const submission = { promptId: serverId, clientId, number: 1, body: { prompt: {} } }
    const run = new ScriptedRun(script, submission)
    run.start().begin(SAMPLER).step(SAMPLER, 5, 20)
    await app.settle()
    answers[0]!()
    await expect(app.tab('old server')).toHaveAttribute('data-state', 'running')
    await expect.poll(async () => (await app.getNode(SAMPLER)).progress).toBe(0.25)
    run.executed(SAVE, makeImageOutput('old.png')).succeed()
    await expect(app.tab('old server')).toHaveAttribute('data-state', 'succeeded')
    await app.jobs.open()
    await expect(app.jobs.rows).toHaveCount(1)
    await expect(app.row(serverId)).toHaveAttribute('data-state', 'succeeded')
  })

  test('[B12] switching before the answer files the prompt under its own tab', async ({ app }) => {
    const release = await holdAnswers(app)
    const workflowId = await app.openDocument(makeSampling(), 'submits')
    const other = await app.openDocument(makeSampling({ seed: 2 }), 'other')
    await app.tab('submits').click()
    const run = await app.run()
    await app.tab('other').click()
    release()
    await expect(app.tab('submits')).toHaveAttribute('data-state', 'queued')
    run.start().begin(SAMPLER).step(SAMPLER, 5, 20)
    await expect(app.tab('submits')).toHaveAttribute('data-state', 'running')
    await app.jobs.open()
    await expect(app.jobs.ofWorkflow(workflowId)).toHaveCount(1)
    await expect(app.jobs.ofWorkflow(other)).toHaveCount(0)
    expect(await app.getNode(SAMPLER)).toMatchObject({ progress: null, isRunning: false })
  })
})
