import { makeImageOutput, SAMPLER, SAVE } from '../../flows/sampling'
import { expect, test } from '../../setup/scripted'

test('on a stock server the build asks for nothing that is missing, and stays on its own address', async ({
  app,
  script
}) => {
  const statuses: string[] = []
  const foreign: string[] = []
  app.page.on('response', (response) => {
    if (response.status() >= 400) statuses.push(`${response.status()} ${response.url()}`)
  })
  app.page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(script.url) && !/^(blob|data):/.test(url)) foreign.push(url)
  })
  await app.reload()
  const { run, tab } = await app.startSampling('on a stock server')
  run.begin(SAMPLER).step(SAMPLER, 5, 20).executed(SAVE, makeImageOutput('a.png')).succeed()
  await expect(tab).toHaveAttribute('data-state', 'succeeded')
  await app.jobs.open()
  await expect(app.row(run.promptId)).toHaveAttribute('data-state', 'succeeded')
  await app.reload()
  await expect(app.activeTab).toContainText('on a stock server')
  expect(statuses).toEqual([])
  expect(foreign).toEqual([])
  expect(script.requests.filter(({ path }) => path.startsWith('/templates/'))).toEqual([])
  // Paths of a backend's own front end are no packs: loading them blindly would run another app's code.
  expect(script.requests.filter(({ path }) => path.startsWith('/extensions/core'))).toEqual([])
})

test.describe('below a path of a proxy', () => {
  test('the page finds everything by relative addresses', async ({ page, script }) => {
    const missing: string[] = []
    page.on('response', (response) => {
      if (response.status() >= 400) missing.push(response.url())
    })
    await page.route('**/comfy/**', async (route) => {
      const url = route.request().url().replace('/comfy/', '/')
      const response = await route.fetch({ url, maxRetries: 3 })
      await route.fulfill({ response })
    })
    await page.routeWebSocket(/\/comfy\/(api\/)?ws/, (socket) => {
      socket.connectToServer()
    })
    await page.goto(`${script.url}/comfy/`)
    await expect(page.getByTestId('run-button')).toBeVisible()
    await page.waitForFunction(
      () =>
        ((window as never as { app?: { canvas?: { frame: number } } }).app?.canvas?.frame ?? 0) > 0
    )
    expect(missing).toEqual([])
    // What the page still fetches must not outlive its server.
    await page.unrouteAll({ behavior: 'wait' })
  })
})

test.describe('a server that lists scripts', () => {
  test.use({
    answers: { 'GET /extensions': () => ({ json: ['/extensions/core/colorPalette.js'] }) }
  })

  test('those of the official front end are not loaded', async ({ app, script }) => {
    const { run, tab } = await app.startSampling('without them')
    run.begin(SAMPLER).succeed()
    await expect(tab).toHaveAttribute('data-state', 'succeeded')
    expect(script.requests.filter(({ path }) => path.startsWith('/extensions/'))).toEqual([])
  })
})
