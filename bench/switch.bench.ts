import type { Page } from '@playwright/test'
import type { BenchWindow } from './lib/app'
import { openApp, openDocument, startServer } from './lib/app'
import { launchBrowser, newPage, wait } from './lib/browser'
import { makeLarge } from './lib/documents'
import type { Figure } from './lib/figures'
import { runBench } from './lib/figures'
import { getMedian } from './lib/statistics'

const SWITCHES = 40
const WARM_UP = 6

interface Switch {
  readonly at: number
  drawnAt: number
}
type NotingWindow = BenchWindow & { readonly switches: Switch[] }

/** Notes when a tab is pressed, and when the frame in which the other graph was drawn is done. */
function takeNotes(): void {
  const switches: Switch[] = []
  Object.assign(window, { switches })
  const { port1, port2 } = new MessageChannel()
  let current: Switch | null = null
  port2.onmessage = () => {
    if (current) current.drawnAt = performance.now()
    current = null
  }
  window.addEventListener(
    'pointerdown',
    (event) => {
      const { app } = window as unknown as BenchWindow
      const { canvas } = app
      const { graph } = canvas
      current = { at: event.timeStamp, drawnAt: 0 }
      switches.push(current)
      const look = (): void => {
        // LiteGraph counts a graph's frames from 0. Posted within the frame, this is heard once the frame has been painted.
        if (canvas.graph !== graph && canvas.frame > 0) port1.postMessage(null)
        else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    },
    { capture: true }
  )
}

async function switchTabs(page: Page, count: number): Promise<number[]> {
  const tabs = page.getByTestId('workflow-tab')
  const places: { x: number; y: number }[] = []
  for (const tab of [tabs.nth(-1), tabs.nth(-2)]) {
    const box = await tab.boundingBox()
    if (!box) throw new Error('a tab is not in view')
    places.push({ x: box.x + 30, y: box.y + box.height / 2 })
  }
  for (let n = 0; n < count; n++) {
    const { x, y } = places[(n + 1) % 2]!
    await page.mouse.click(x, y)
    await wait(250)
  }
  const switches = await page.evaluate(() => (window as unknown as NotingWindow).switches.splice(0))
  const done = switches.filter(({ drawnAt }) => drawnAt > 0)
  if (done.length < count) throw new Error(`${done.length} of ${count} clicks showed another graph`)
  return done.map(({ at, drawnAt }) => drawnAt - at)
}

async function measure(scale: number, what: string): Promise<Figure> {
  const [server, browser] = [await startServer(), await launchBrowser()]
  const page = await newPage(browser)
  await page.addInitScript(takeNotes)
  await openApp(page, server.url)
  for (const name of ['first', 'second']) await openDocument(page, makeLarge(scale), name)
  await wait(1_500)
  await switchTabs(page, WARM_UP)
  const times = await switchTabs(page, SWITCHES)
  await browser.close()
  await server.close()
  return {
    name: `Click to drawn, ${what}`,
    value: getMedian(times),
    unit: 'ms',
    atMost: 20,
    ...(scale === 1 && { bare: '14 ms', official: '511 / 1 535 ms' })
  }
}

await runBench(async () => [await measure(1, 'zoom 1'), await measure(0.1, 'all nodes in view')])
