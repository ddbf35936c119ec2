import { openWithClock } from '../../flows/clock'
import { makeImageOutput, makeSampling, SAMPLER, SAVE } from '../../flows/sampling'
import { expect, test } from '../../setup/scripted'

test('[B24] a lost terminal frame: the next look at the lists ends the job, wherever it is', async ({
  openApp
}) => {
  const app = await openWithClock(openApp)
  const background = await app.startSampling('background')
  await app.openDocument(makeSampling({ seed: 2 }), 'never started')
  const waiting = await app.run()
  const front = await app.startSampling('front')
  front.run.begin(SAMPLER).step(SAMPLER, 5, 20)
  background.run.unheard().executed(SAVE, makeImageOutput('a.png')).succeed()
  waiting.unheard().start().executed(SAVE, makeImageOutput('b.png')).succeed()
  front.run.unheard().fail(SAMPLER, 'lost in transit')
  await app.jobs.open()
  await app.page.clock.fastForward(10_000)
  await expect(app.row(background.run.promptId)).toHaveAttribute('data-state', 'succeeded')
  await expect(app.row(waiting.promptId)).toHaveAttribute('data-state', 'succeeded')
  await expect(app.row(front.run.promptId)).toHaveAttribute('data-state', 'failed')
  await expect(app.tab('front')).toHaveAttribute('data-state', 'failed')
  expect(await app.getNode(SAMPLER)).toMatchObject({
    progress: null,
    isRunning: false,
    hasErrors: true
  })
  await app.tab('never started').click()
  await expect
    .poll(async () => (await app.getNode(SAVE)).images)
    .toEqual([expect.stringContaining('b.png')])
})

test.describe('a server that forgot a job', () => {
  test.use({ expectedErrors: /status of 404/ })

  test('[B24] present in the queue: untouched; in neither list: asked for by id, then lost, and offered again', async ({
    openApp,
    script
  }) => {
    const app = await openWithClock(openApp)
    const lost = await app.startSampling('lost')
    const kept = await app.startSampling('kept')
    kept.run.begin(SAMPLER).step(SAMPLER, 5, 20)
    script.forget(lost.run.promptId)
    await app.jobs.open()
    await app.page.clock.fastForward(10_000)
    await expect
      .poll(() => script.requests.some(({ path }) => path.endsWith(`/${lost.run.promptId}`)))
      .toBe(true)
    await app.page.clock.fastForward(5_000)
    await expect(app.row(lost.run.promptId)).toHaveAttribute('data-state', 'lost')
    await expect(app.row(kept.run.promptId)).toHaveAttribute('data-state', 'running')
    await expect(lost.tab).not.toHaveAttribute('data-state', 'running')
    const taken = script.waitForPrompt()
    await app.row(lost.run.promptId).getByRole('button', { name: /again/i }).click()
    const submission = await taken
    expect(submission.promptId).not.toBe(lost.run.promptId)
    expect(submission.body.prompt).toEqual(lost.run.submission.body.prompt)
  })
})

test('[B25] a reconnect settles what ended meanwhile, with its outputs', async ({
  app,
  script
}) => {
  const ended = await app.startSampling('ended')
  const running = await app.startSampling('running')
  running.run.begin(SAMPLER).step(SAMPLER, 5, 20)
  ended.run.unheard().executed(SAVE, makeImageOutput('meanwhile.png')).succeed()
  const clientId = await app.getClientId()
  const before = script.sockets.find((socket) => socket.clientId === clientId)!
  before.terminate()
  // What is sent while there is no socket is heard by nobody.
  await expect
    .poll(() => script.sockets.some((socket) => socket !== before && socket.clientId === clientId))
    .toBe(true)
  await expect(ended.tab).toHaveAttribute('data-state', 'succeeded')
  await expect(app.connection).toHaveAttribute('data-state', 'connected')
  await expect(running.tab).toHaveAttribute('data-state', 'running')
  expect(await app.getClientId()).toBe(clientId)
  running.run.step(SAMPLER, 15, 20)
  await expect.poll(async () => (await app.getNode(SAMPLER)).progress).toBe(0.75)
  await ended.tab.click()
  await expect
    .poll(async () => (await app.getNode(SAVE)).images)
    .toEqual([expect.stringContaining('meanwhile.png')])
})

test.describe('a server that can’t be asked', () => {
  test.use({ expectedErrors: /status of 500/ })

  test('[B25] changes nothing: no false end', async ({ openApp, script }) => {
    const app = await openWithClock(openApp)
    const { run, tab } = await app.startSampling('unasked')
    run.begin(SAMPLER).step(SAMPLER, 5, 20)
    await expect.poll(async () => (await app.getNode(SAMPLER)).progress).toBe(0.25)
    const asked: string[] = []
    await app.page.route(/\/api\/(jobs|queue|history)/, async (route) => {
      asked.push(route.request().url())
      await route.fulfill({ status: 500 })
    })
    script.sockets[0]!.terminate()
    await app.page.clock.fastForward(15_000)
    await expect.poll(() => asked.length).toBeGreaterThan(0)
    await expect(app.connection).toHaveAttribute('data-state', 'connected')
    await expect(tab).toHaveAttribute('data-state', 'running')
    await expect.poll(() => app.getNode(SAMPLER)).toMatchObject({ progress: 0.25, isRunning: true })
  })
})

test.describe('the connection', () => {
  test.use({ expectedErrors: /WebSocket|ERR_CONNECTION/ })

  test('[B26] shows that it is being made anew, and does not freeze the app', async ({
    app,
    script
  }) => {
    await app.page.routeWebSocket(/\/ws/, (socket) => void socket.close())
    script.sockets[0]!.terminate()
    await expect(app.connection).toHaveAttribute('data-state', /reconnecting|offline/)
    await app.openDocument(makeSampling(), 'meanwhile')
    await expect(app.tab('meanwhile')).toHaveAttribute('data-active', 'true')
  })
})

test('[B26] an open socket that is silent although jobs run is replaced', async ({
  openApp,
  script
}) => {
  const app = await openWithClock(openApp)
  const { run, tab } = await app.startSampling('silent')
  run.begin(SAMPLER)
  // Silence is counted from what was heard last.
  await app.settle()
  const [before] = script.sockets
  await app.page.clock.fastForward(13_000)
  await expect.poll(() => script.sockets.length === 1 && script.sockets[0] !== before).toBe(true)
  await expect(app.connection).toHaveAttribute('data-state', 'connected')
  run.step(SAMPLER, 5, 20).succeed()
  await expect(tab).toHaveAttribute('data-state', 'succeeded')
})

test('[B26] a socket that never said the end is replaced at once', async ({ openApp, script }) => {
  const app = await openWithClock(openApp)
  const { run, tab } = await app.startSampling('silent')
  run.begin(SAMPLER)
  await app.settle()
  const [before] = script.sockets
  run.unheard().succeed()
  await app.page.clock.fastForward(5_500)
  await expect(tab).toHaveAttribute('data-state', 'succeeded')
  await expect.poll(() => script.sockets.length === 1 && script.sockets[0] !== before).toBe(true)
})

test('[B27] a pending job that is cancelled ends at once', async ({ app }) => {
  const running = await app.startSampling('runs')
  await app.openDocument(makeSampling({ seed: 2 }), 'waits')
  const waiting = await app.run()
  await app.jobs.open()
  await app.row(waiting.promptId).getByTestId('job-cancel').click()
  await expect(app.row(waiting.promptId)).toHaveAttribute('data-state', 'cancelled')
  await expect(app.tab('waits')).toHaveAttribute('data-state', 'idle')
  await expect(running.tab).toHaveAttribute('data-state', 'running')
})

test('[B28] a blocked branch is a note on a node, not the end', async ({ app }) => {
  const { run, tab } = await app.startSampling('blocked')
  run.begin(SAMPLER)
  run.say('execution_error', {
    node_id: `${SAVE}`,
    node_type: 'SaveImage',
    executed: [],
    exception_message: 'blocked on purpose',
    exception_type: 'ExecutionBlocked',
    traceback: [],
    current_inputs: [],
    current_outputs: []
  })
  run.step(SAMPLER, 5, 20)
  await expect(app.page.locator(`[data-testid="error-row"][data-node-id="${SAVE}"]`)).toContainText(
    'blocked on purpose'
  )
  await expect(tab).toHaveAttribute('data-state', 'running')
  await expect.poll(async () => (await app.getNode(SAMPLER)).progress).toBe(0.25)
  run.succeed()
  await expect(tab).toHaveAttribute('data-state', 'succeeded')
})

test('[B29] 200 with node_errors: the run goes on, and what was dropped is shown on its node', async ({
  app,
  script
}) => {
  const nodeErrors = {
    [SAVE]: {
      errors: [
        {
          type: 'required_input_missing',
          message: 'Required input is missing',
          details: 'images',
          extra_info: { input_name: 'images' }
        }
      ],
      dependent_outputs: [`${SAVE}`],
      class_type: 'SaveImage'
    }
  }
  await app.page.route('**/prompt', async (route) => {
    const response = await route.fetch()
    const json = { ...((await response.json()) as object), node_errors: nodeErrors }
    await route.fulfill({ response, json })
  })
  await app.openDocument(makeSampling(), 'partly')
  const run = await app.run()
  run.start().begin(SAMPLER)
  await expect.poll(async () => (await app.getNode(SAVE)).hasErrors).toBe(true)
  await expect(app.tab('partly')).toHaveAttribute('data-state', 'running')
  expect((await app.getNode(SAMPLER)).hasErrors).toBe(false)
  expect((await app.getLegacy()).lastNodeErrors).toMatchObject({
    [SAVE]: { class_type: 'SaveImage' }
  })
  run.succeed()
  await expect(app.tab('partly')).toHaveAttribute('data-state', 'succeeded')
  expect(script.requests.filter(({ path }) => path === '/prompt')).toHaveLength(1)
})
