import type { Page } from '@playwright/test'
import { toPage } from '../browser_tests/flows/canvas'
import type { BenchWindow } from './lib/app'
import { openApp, openDocument, startServer } from './lib/app'
import { launchBrowser, newPage, wait } from './lib/browser'
import { makeLarge } from './lib/documents'
import { runBench } from './lib/figures'
import { getMedian } from './lib/statistics'

const ROUNDS = 20
const WARM_UP = 4

type NotingWindow = BenchWindow & { readonly edits: { at: number; drawnAt: number }[] }

/** Notes when a key goes down, and when the frame with another number of nodes is done. */
function takeNotes(): void {
  const edits: { at: number; drawnAt: number }[] = []
  Object.assign(window, { edits })
  const { port1, port2 } = new MessageChannel()
  let current: (typeof edits)[number] | null = null
  port2.onmessage = () => {
    if (current) current.drawnAt = performance.now()
    current = null
  }
  const count = () =>
    (window as unknown as { app: { graph: { _nodes: unknown[] } } }).app.graph._nodes.length
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter' && event.key !== 'z') return
      const { canvas } = (window as unknown as BenchWindow).app
      const [nodes, frame] = [count(), canvas.frame]
      current = { at: event.timeStamp, drawnAt: 0 }
      edits.push(current)
      const look = (): void => {
        // LiteGraph counts a graph's frames from 0 when it is read anew. Posted within the frame, this is heard once
        // the frame has been painted.
        if (count() !== nodes && canvas.frame > 0 && canvas.frame !== frame) port1.postMessage(null)
        else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    },
    { capture: true }
  )
}

async function press(page: Page, key: string): Promise<number> {
  await page.keyboard.press(key)
  await page.waitForFunction(() => (window as unknown as NotingWindow).edits.at(-1)?.drawnAt)
  const { at, drawnAt } = await page.evaluate(() =>
    (window as unknown as NotingWindow).edits.splice(0).at(-1)!
  )
  return drawnAt - at
}

await runBench(async () => {
  const [server, browser] = [await startServer(), await launchBrowser()]
  const page = await newPage(browser)
  await page.addInitScript(takeNotes)
  await openApp(page, server.url)
  await openDocument(page, makeLarge(1), 'large')
  await wait(1_500)
  const times: Record<'add' | 'undo' | 'redo', number[]> = { add: [], undo: [], redo: [] }
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const note = (kind: keyof typeof times, time: number) => round >= 0 && times[kind].push(time)
    const [x, y] = await toPage(page, [500, 340])
    await page.mouse.dblclick(x, y, { delay: 20 })

    const search = page.getByTestId('node-search')
    await search.locator('input').fill('KSampler')
    await search.getByRole('listbox').getByRole('option').first().waitFor()
    await wait(200)
    note('add', await press(page, 'Enter'))
    await wait(300)
    await page.getByTestId('graph-canvas').focus()
    note('undo', await press(page, 'Control+z'))
    await wait(200)
    note('redo', await press(page, 'Control+Shift+z'))
    await wait(200)
    await press(page, 'Control+z')
    await wait(200)
  }
  await browser.close()
  await server.close()
  return [
    { name: 'Adding a node', value: getMedian(times.add), unit: 'ms', atMost: 50 },
    { name: 'Undo', value: getMedian(times.undo), unit: 'ms', atMost: 50 },
    { name: 'Redo', value: getMedian(times.redo), unit: 'ms', atMost: 50 }
  ]
})
