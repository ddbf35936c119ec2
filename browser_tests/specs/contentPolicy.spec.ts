import { expect, test } from '@playwright/test'
import { type AppServer, startAppServer } from '../setup/appServer'

/** What a node pack's script does, each of which a too strict policy would stop; and what none may do. */
const PACK = `
  const result = { compiled: new Function('return 6 * 7')() }
  const element = document.body.appendChild(document.createElement('div'))
  element.setAttribute('style', 'color: rgb(1, 2, 3)')
  result.style = getComputedStyle(element).color
  const picture = new Image()
  const canvas = document.createElement('canvas')
  const drawn = new Promise((resolve) => {
    picture.onload = () => resolve('shown')
    picture.onerror = () => resolve('refused')
    canvas.toBlob((blob) => { picture.src = URL.createObjectURL(blob) })
  })
  const code = new Blob(['postMessage("works")'], { type: 'text/javascript' })
  const worked = new Promise((resolve) => {
    const worker = new Worker(URL.createObjectURL(code))
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = () => resolve('refused')
  })
  const foreign = new Promise((resolve) => {
    const script = document.createElement('script')
    script.src = 'https://example.org/foreign.js'
    script.onload = () => resolve('ran')
    script.onerror = () => resolve('refused')
    document.head.append(script)
  })
  const asked = fetch('https://example.org/').then(() => 'went', () => 'refused')
  window.packResult = Promise.all([drawn, worked, foreign, asked]).then((all) => ({ ...result, all }))
`

let server: AppServer

test.beforeAll(async () => {
  server = await startAppServer()
})
test.afterAll(() => server.close())

test('the page works under its content policy, and so do scripts of node packs from this server', async ({
  page
}) => {
  const refused: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text())
  })
  // Another server that would answer everything, were it asked.
  await page.route('https://example.org/**', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: '',
      headers: { 'access-control-allow-origin': '*' }
    })
  )
  await page.route('**/extensions/pack/probe.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: PACK })
  )
  await page.goto(server.url)
  await page.getByTestId('run-button').click()
  // Far enough that a preview was shown, which is an object of the page itself.
  await page.waitForFunction(() => {
    const { app } = window as unknown as {
      app: { graph: { nodes: { imgs?: HTMLImageElement[] }[] } }
    }
    return app.graph.nodes.some(
      ({ imgs: [picture] = [] }) => picture?.src.startsWith('blob:') && picture.naturalWidth > 0
    )
  })
  expect(refused).toEqual([])

  await page.evaluate(() => {
    const script = document.createElement('script')
    script.src = '/extensions/pack/probe.js'
    document.head.append(script)
  })
  await page.waitForFunction(() => 'packResult' in window)
  const result = await page.evaluate(
    () => (window as unknown as { packResult: unknown }).packResult
  )
  expect(result).toEqual({
    compiled: 42,
    style: 'rgb(1, 2, 3)',
    all: ['shown', 'works', 'refused', 'refused']
  })
})
