import { makeDocument, makeNode } from '../../../tests-ui/harness/canvasDocuments'
import { makeImageOutput, makeSampling, SAMPLER, SAVE } from '../../flows/sampling'
import { encodePlainPreview, PIXELS } from '../../setup/frames'
import { expect, test } from '../../setup/scripted'
import { ScriptedRun } from '../../setup/scriptedRun'

const SERVER_ID = '11111111-2222-4333-8444-555555555555'

test.describe('a server without jobs API, flags, client-chosen ids and snapshots', () => {
  test.use({
    expectedErrors: /status of 40[45]/,
    answers: {
      'GET /system_stats': () => ({ json: { system: { comfyui_version: '0.3.10' }, devices: [] } }),
      'GET /features': () => ({ status: 404 })
    }
  })

  test('[B11, B16, B24] runs, shows progress and previews, and settles a lost end by its history', async ({
    app,
    script
  }) => {
    const { page } = app
    await page.clock.install()
    await page.route(/\/api\/jobs/, (route) => route.fulfill({ status: 404 }))
    await page.route('**/prompt', (route) =>
      route.fulfill({ json: { prompt_id: SERVER_ID, number: 1, node_errors: {} } })
    )
    await app.reload()
    await app.openDocument(makeSampling(), 'old')
    await app.runButton.click()
    const clientId = await app.getClientId()
    const item = [1, SERVER_ID, {}, {}, []]
    script.answer('GET /queue', () => ({ json: { queue_running: [item], queue_pending: [] } }))
    const run = new ScriptedRun(script, {
      promptId: SERVER_ID,
      clientId,
      number: 1,
      body: { prompt: {} }
    })
    run.start()
    run.say('executing', { node: `${SAMPLER}` })
    await expect.poll(async () => (await app.getNode(SAMPLER)).isRunning).toBe(true)
    script.send(clientId, { type: 'progress', data: { value: 5, max: 20 } })
    script.send(clientId, encodePlainPreview(PIXELS.red))
    await expect
      .poll(async () => app.getNode(SAMPLER))
      .toMatchObject({ progress: 0.25, images: [expect.stringMatching(/^blob:/)] })
    run.say('executing', { node: `${SAVE}` })
    await expect.poll(async () => (await app.getNode(SAMPLER)).isRunning).toBe(false)
    script.answer('GET /queue', () => ({ json: { queue_running: [], queue_pending: [] } }))
    const entry = {
      prompt: item,
      outputs: { [SAVE]: makeImageOutput('by-history.png') },
      status: { status_str: 'success', completed: true, messages: [] }
    }
    script.answer(`GET /history/${SERVER_ID}`, () => ({ json: { [SERVER_ID]: entry } }))
    await page.clock.fastForward(10_000)
    await expect(app.tab('old')).toHaveAttribute('data-state', 'succeeded')
    await expect
      .poll(async () => (await app.getNode(SAVE)).images)
      .toEqual([expect.stringContaining('by-history.png')])
  })
})

test.describe('a server of 0.8', () => {
  test.use({
    answers: {
      'GET /system_stats': () => ({ json: { system: { comfyui_version: '0.8.0' }, devices: [] } })
    }
  })

  test('[B39] is asked for no route that it lacks: a job is stopped by its id, a missing node only named', async ({
    app,
    script
  }) => {
    script.send(await app.getClientId(), {
      type: 'feature_flags',
      data: { supports_preview_metadata: true }
    })
    await app.settle()
    const { run, tab } = await app.startSampling('running')
    run.begin(SAMPLER)
    await app.stopWorkflow.click()
    const interrupts = () => script.requests.filter(({ path }) => path === '/interrupt')
    await expect
      .poll(() => interrupts().map(({ body }) => JSON.parse(String(body))))
      .toEqual([{ prompt_id: run.promptId }])
    run.interrupt(SAMPLER)
    await expect(tab).toHaveAttribute('data-state', 'idle')
    await app.openDocument(makeDocument([makeNode(1, 'NodeThatIsGone')]), 'missing')
    await expect(app.page.getByTestId('missing-type')).toContainText('NodeThatIsGone')
    await app.settle()
    const paths = script.requests.map(({ path }) => path)
    expect(paths.filter((path) => /cancel|node_replacements/.test(path))).toEqual([])
  })
})
