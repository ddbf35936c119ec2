import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { ROOT } from '../scripts/lib/project.mjs'
import type { BenchWindow } from './lib/app'
import { openApp, openDocument, startServer } from './lib/app'
import { openBare } from './lib/bareLiteGraph'
import { launchBrowser, newPage, wait } from './lib/browser'
import { makeField } from './lib/documents'
import type { Figure } from './lib/figures'
import { runBench } from './lib/figures'
import { getMedian } from './lib/statistics'

const NODES = 2_000
const ROUNDS = 5
/** ms */
const SPAN = 3_000

type Gesture = 'pan' | 'zoom' | 'drag'

/**
 * Makes a gesture for a while with the canvas's own events, one event a frame: a pan with the middle button, a zoom with
 * the wheel, a drag of the first node by its title.
 * @returns frames a second
 */
function gesture(page: Page, kind: Gesture): Promise<number> {
  return page.evaluate(
    ([what, duration]) =>
      new Promise<number>((resolve) => {
        const { canvas } = (window as unknown as BenchWindow).app
        const element = (canvas as unknown as { canvas: HTMLCanvasElement }).canvas
        const box = element.getBoundingClientRect()
        const { ds } = canvas
        const [scale, offset] = [ds.scale, [...ds.offset] as [number, number]]
        // The first node's title: at (40, 60), 30 high and above that.
        const from =
          what === 'drag'
            ? { x: (100 + offset[0]) * scale, y: (45 + offset[1]) * scale }
            : { x: box.width / 2, y: box.height / 2 }
        const button = what === 'pan' ? 1 : 0
        const at = (dx: number, dy: number) => ({
          clientX: box.left + from.x + dx,
          clientY: box.top + from.y + dy,
          bubbles: true,
          cancelable: true,
          pointerId: 1,
          isPrimary: true,
          button
        })
        const send = (type: string, dx: number, dy: number, buttons: number): void => {
          const target = type === 'pointerdown' ? element : document
          const init = { ...at(dx, dy), buttons, ...(type === 'pointermove' && { button: -1 }) }
          ;(type === 'pointermove' ? element : target).dispatchEvent(new PointerEvent(type, init))
        }
        if (what !== 'zoom') send('pointerdown', 0, 0, button === 1 ? 4 : 1)
        let frames = -2
        let since = 0
        const step = (now: number): void => {
          frames++
          if (frames === 0) since = now
          // To and fro, so that every round sees the same nodes.
          const swing = Math.sin((now / 1000) * Math.PI)
          if (what === 'zoom') {
            const deltaY = Math.floor(now / 250) % 2 === 0 ? -20 : 20
            element.dispatchEvent(new WheelEvent('wheel', { ...at(0, 0), deltaY }))
          } else send('pointermove', swing * 150, swing * 80, button === 1 ? 4 : 1)
          if (frames < 0 || now - since < duration) requestAnimationFrame(step)
          else {
            if (what !== 'zoom') {
              send('pointermove', 0, 0, button === 1 ? 4 : 1)
              element.dispatchEvent(new PointerEvent('pointerup', { ...at(0, 0), buttons: 0 }))
            }
            ds.scale = scale
            ds.offset = offset
            canvas.setDirty(true, true)
            resolve((frames * 1000) / (now - since))
          }
        }
        requestAnimationFrame(step)
      }),
    [kind, SPAN] as const
  )
}

/** Frames a second of both pages, in turns. */
async function compare(own: Page, bare: Page, kind: Gesture): Promise<[number, number]> {
  const rates: [number[], number[]] = [[], []]
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, page] of [own, bare].entries()) {
      await page.bringToFront()
      await wait(200)
      const rate = await gesture(page, kind)
      // The first round warms both up.
      if (round > 0) rates[index as 0 | 1].push(rate)
    }
  }
  return [getMedian(rates[0]), getMedian(rates[1])]
}

async function measure(browser: Browser, scale: number): Promise<Figure[]> {
  const server = await startServer()
  const document = makeField(NODES, scale)
  const own = await newPage(browser)
  await openApp(own, server.url)
  await openDocument(own, document, 'field')
  const library = readFileSync(
    join(ROOT, 'node_modules/@comfyorg/litegraph/dist/litegraph.umd.js'),
    'utf8'
  )
  const bare = await newPage(browser)
  const size = await own.getByTestId('graph-canvas').boundingBox()
  if (!size) throw new Error('the canvas is not in view')
  await openBare(bare, library, document, size)
  await wait(1_500)
  const figures: Figure[] = []
  for (const kind of ['pan', 'zoom', 'drag'] as const) {
    const [ours, alone] = await compare(own, bare, kind)
    figures.push({
      name: `Frames a second, ${kind}, zoom ${scale}, against LiteGraph alone`,
      value: ours / alone,
      unit: 'x',
      atLeast: 0.9,
      bare: `${alone.toFixed(1)} /s; here ${ours.toFixed(1)} /s`
    })
  }
  await own.context().close()
  await bare.context().close()
  await server.close()
  return figures
}

await runBench(async () => {
  const browser = await launchBrowser()
  const figures = [...(await measure(browser, 1)), ...(await measure(browser, 0.2))]
  await browser.close()
  return figures
})
