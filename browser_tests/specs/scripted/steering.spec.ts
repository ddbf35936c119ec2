import type { ScriptedServer } from '../../../tests-ui/harness/replayServer'
import { makeImageOutput, makeSampling, SAMPLER, SAVE } from '../../flows/sampling'
import { PIXELS } from '../../setup/frames'
import { hidePage } from '../../setup/pageVisibility'
import { expect, test } from '../../setup/scripted'

test('[B37] rows tell all there is to know, and lead to the tab itself', async ({ app }) => {
  const { run, workflowId } = await app.startSampling('tells')
  await app.openDocument(makeSampling({ seed: 2 }), 'waits')
  const waiting = await app.run()
  await app.jobs.open()
  await expect(app.jobs.list).toHaveAttribute('data-count', '2')
  run.begin(SAMPLER).preview(SAMPLER, PIXELS.red).step(SAMPLER, 5, 20)
  const row = app.row(run.promptId)
  await expect(row).toHaveAttribute('data-workflow-id', workflowId)
  await expect(row).toContainText('Probe: steps')
  await expect(row).toContainText(/5\s*(\/|of)\s*20/)
  await expect(row).toContainText(/\d+(:\d\d| ?s)/)
  await expect(row.locator('img')).toHaveAttribute('src', /^blob:/)
  await expect(app.row(waiting.promptId)).toContainText(/next|first|1/i)
  await row.getByTestId('job-open').click()
  await expect(app.tab('tells')).toHaveAttribute('data-active', 'true')
  await expect(app.tabs.filter({ hasText: 'tells' })).toHaveCount(1)
  run.executed(SAVE, makeImageOutput('result.png')).succeed()
  await expect(row).toHaveAttribute('data-state', 'succeeded')
  await expect(row.locator('img')).toHaveAttribute('src', /result\.png/)
  waiting.start().begin(SAMPLER).fail(SAMPLER, 'out of paint')
  await expect(app.row(waiting.promptId)).toContainText('out of paint')
})

test('[B38] title and favicon tell the aggregate, also while the page is hidden', async ({
  app
}) => {
  const { page } = app
  const idle = await page.title()
  expect(idle).not.toMatch(/%|running/)
  const icon = () => page.locator('link[rel~="icon"]').first().getAttribute('href')
  const idleIcon = await icon()
  const first = await app.startSampling('first')
  first.run.begin(SAMPLER).step(SAMPLER, 5, 20)
  await expect(page).toHaveTitle(/1[23]%/)
  await expect.poll(icon).not.toBe(idleIcon)
  const quarter = await icon()
  await hidePage(page)
  first.run.step(SAMPLER, 15, 20)
  await expect(page).toHaveTitle(/3[78]%/)
  await expect.poll(icon).not.toBe(quarter)
  await page.evaluate(() => {
    const { app: legacy } = window as never as {
      app: { queuePrompt(n: number, c: number): unknown }
    }
    return legacy.queuePrompt(0, 1)
  })
  await expect(first.tab).toHaveAttribute('data-pending', '1')
  first.run.succeed()
  await expect(page).not.toHaveTitle(/%|running/)
  await expect.poll(icon).toBe(idleIcon)
})

test('[B38] several running jobs are counted in the title', async ({ app }) => {
  const first = await app.startSampling('first')
  const second = await app.startSampling('second')
  first.run.begin(SAMPLER).step(SAMPLER, 5, 20)
  second.run.begin(SAMPLER).step(SAMPLER, 5, 20)
  await expect(app.page).toHaveTitle(/^2 running/)
  first.run.succeed()
  await expect(app.page).toHaveTitle(/1[23]%/)
})

/** What was asked to be stopped so far: every id that a stop names, and how many name none. */
function readStops(script: ScriptedServer): { ids: string[]; nameless: number } {
  const ids: string[] = []
  let nameless = 0
  for (const { method, path, body } of script.requests) {
    if (method !== 'POST') continue
    const own = /^\/jobs\/([^/]+)\/cancel$/.exec(path)?.[1]
    if (own) ids.push(own)
    const text = body.toString()
    const json = (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, unknown>
    if (path === '/jobs/cancel') ids.push(...(json.job_ids as string[]))
    if (path === '/queue' && json.clear) nameless += 1
    if (path === '/queue' && json.delete) ids.push(...(json.delete as string[]))
    if (path !== '/interrupt') continue
    if (typeof json.prompt_id === 'string') ids.push(json.prompt_id)
    else nameless += 1
  }
  return { ids: [...new Set(ids)].toSorted(), nameless }
}

test('[B39] each stop names exactly what it stops', async ({ app, script }) => {
  for (const button of [app.stopWorkflow, app.stopAll, app.clearPending])
    await expect(button).toBeDisabled()
  const first = await app.startSampling('first')
  const behind = await app.run()
  const second = await app.startSampling('second')
  await app.openDocument(makeSampling({ seed: 3 }), 'third')
  const third = await app.run()
  // What the page doesn't know to run yet would count as waiting.
  for (const { tab } of [first, second]) await expect(tab).toHaveAttribute('data-state', 'running')
  await expect(app.stopWorkflow).toBeEnabled()
  await app.clearPending.click()
  await expect
    .poll(() => readStops(script))
    .toEqual({
      ids: [behind.promptId, third.promptId].toSorted(),
      nameless: 0
    })
  await expect(app.clearPending).toBeDisabled()
  await expect(app.stopWorkflow).toBeDisabled()
  await expect(app.stopAll).toBeEnabled()
  await first.tab.click()
  await app.stopWorkflow.click()
  await expect.poll(() => readStops(script).ids).toContain(first.run.promptId)
  expect(readStops(script).ids).not.toContain(second.run.promptId)
  first.run.begin(SAMPLER).interrupt(SAMPLER)
  await expect(first.tab).toHaveAttribute('data-state', 'idle')
  await expect(second.tab).toHaveAttribute('data-state', 'running')
  // Closing stops nothing.
  const before = readStops(script)
  const close = second.tab.getByTestId('workflow-tab-close')
  await second.tab.hover()
  await close.click()
  await expect(second.tab.or(app.page.getByTestId('dialog-discard')).first()).not.toBeVisible()
  await app.jobs.open()
  await expect(app.row(second.run.promptId)).toHaveAttribute('data-state', 'running')
  expect(readStops(script)).toEqual(before)
  await app.stopAll.click()
  await expect.poll(() => readStops(script).ids).toContain(second.run.promptId)
  expect(readStops(script).nameless).toBe(0)
})

test.describe('a server that knows no ids', () => {
  test.use({
    expectedErrors: /status of 40[45]/,
    answers: {
      'GET /system_stats': () => ({ json: { system: { comfyui_version: '0.3.40' }, devices: [] } }),
      'POST /jobs/cancel': () => ({ status: 405 }),
      'GET /jobs': () => ({ status: 404 })
    }
  })

  test('[B39] is asked first whom an interrupt would hit', async ({ app, script }) => {
    await app.page.route(/\/api\/jobs/, (route) => route.fulfill({ status: 404 }))
    const { run } = await app.startSampling('mine')
    run.begin(SAMPLER)
    const stranger = {
      prompt: { 1: { class_type: 'EmptyImage', inputs: {} } },
      client_id: 'stranger'
    }
    // By the time of the press somebody else's job runs.
    script.answer('GET /queue', () => ({
      json: { queue_running: [[9, 'a-strangers', stranger.prompt, {}, []]], queue_pending: [] }
    }))
    const from = script.requests.length
    await app.stopWorkflow.click()
    await expect
      .poll(() => script.requests.slice(from).some(({ path }) => path === '/queue'))
      .toBe(true)
    await expect(app.page.getByTestId('dialog-cancel').or(app.toasts).first()).toBeVisible()
    expect(script.requests.some(({ path }) => path === '/interrupt')).toBe(false)
  })

  test('[B39] and interrupts when it is the job meant', async ({ app, script }) => {
    await app.page.route(/\/api\/jobs/, (route) => route.fulfill({ status: 404 }))
    const { run, tab } = await app.startSampling('mine')
    run.begin(SAMPLER)
    const from = script.requests.length
    await app.stopWorkflow.click()
    const confirm = app.page.getByTestId('dialog-confirm')
    const isAsked = () => script.requests.some(({ path }) => path === '/interrupt')
    await expect.poll(async () => isAsked() || (await confirm.isVisible())).toBe(true)
    if (!isAsked()) await confirm.click()
    await expect.poll(isAsked).toBe(true)
    const paths = script.requests.slice(from).map(({ method, path }) => `${method} ${path}`)
    expect(paths.indexOf('GET /queue')).toBeGreaterThanOrEqual(0)
    expect(paths.indexOf('GET /queue')).toBeLessThan(paths.indexOf('POST /interrupt'))
    run.interrupt(SAMPLER)
    await expect(tab).toHaveAttribute('data-state', 'idle')
  })
})

test('[B40] two browser tabs: ids of their own, no cross-talk, one list', async ({
  openApp,
  browser,
  script
}) => {
  const first = await openApp()
  const second = await openApp()
  const { run, tab } = await first.startSampling('in the first')
  await second.openDocument(makeSampling(), 'in the second')
  expect(await second.getClientId()).not.toBe(await first.getClientId())
  run.begin(SAMPLER).step(SAMPLER, 5, 20)
  await expect(tab).toHaveAttribute('data-state', 'running')
  await second.jobs.open()
  await expect(second.row(run.promptId)).toHaveAttribute('data-owner', 'mine')
  expect(await second.getNode(SAMPLER)).toMatchObject({ progress: null, isRunning: false })
  await expect(second.tab('in the second')).toHaveAttribute('data-state', 'idle')
  // A duplicated tab has the first one's session storage.
  const opening = first.page.context().waitForEvent('page')
  await first.page.evaluate((url) => void window.open(url), script.url)
  const duplicate = await opening
  await expect(duplicate.getByTestId('connection-state')).toHaveAttribute('data-state', 'connected')
  const duplicateId = await duplicate.evaluate(
    () => (window as never as { api: { clientId: string } }).api.clientId
  )
  expect([await first.getClientId(), await second.getClientId()]).not.toContain(duplicateId)
  await duplicate.close()
  // Another person's browser.
  const context = await browser.newContext()
  const other = await openApp(context)
  await other.jobs.open()
  await expect(other.jobs.rows).toHaveCount(0)
  await expect(other.page).not.toHaveTitle(/running|%/)
  await expect(other.jobs.scope).toHaveAttribute('data-scope', 'mine')
  await other.jobs.scope.click()
  await expect(other.row(run.promptId)).toHaveAttribute('data-owner', 'foreign')
  run.succeed()
  await expect(second.row(run.promptId)).toHaveAttribute('data-state', 'succeeded')
  await expect(other.toasts).toHaveCount(0)
  await context.close()
})

test('[B41] finished jobs notify: in the app, and by the system only while the page is hidden', async ({
  openApp
}) => {
  const app = await openApp()
  await app.page.addInitScript(() => {
    const shown: string[] = []
    class FakeNotification extends EventTarget {
      static readonly permission = 'granted'
      static readonly requestPermission = () => Promise.resolve('granted')
      constructor(title: string) {
        super()
        shown.push(title)
      }
      close(): void {}
    }
    Object.assign(window, { Notification: FakeNotification, shownBySystem: shown })
  })
  await app.reload()
  const readShown = () =>
    app.page.evaluate(() => (window as never as { shownBySystem: string[] }).shownBySystem)
  const first = await app.startSampling('first')
  const second = await app.startSampling('second')
  first.run.begin(SAMPLER).succeed()
  await expect(app.toasts.filter({ hasText: 'first' })).toHaveAttribute('data-kind', 'success')
  await app.toasts.getByRole('button', { name: /dismiss|close/i }).click()
  expect(await readShown()).toEqual([])
  await hidePage(app.page)
  second.run.begin(SAMPLER).fail(SAMPLER, 'out of paint')
  await expect(app.toasts.filter({ hasText: 'second' })).toHaveAttribute('data-kind', 'error')
  await expect.poll(readShown).toHaveLength(1)
})
