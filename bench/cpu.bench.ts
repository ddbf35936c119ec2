import type { Page } from '@playwright/test'
import type { RunningPrompt } from './lib/app'
import { openApp, openDocument, startRuns, startServer } from './lib/app'
import { launchBrowser, measureCpu, newPage, wait } from './lib/browser'
import { AT_WORK, makeChain } from './lib/documents'
import { runBench } from './lib/figures'
import { getMedian } from './lib/statistics'

const ROUNDS = 3
/** ms; long, since `/proc` counts in hundredths of a second. */
const IDLE = 20_000
const BUSY = 12_000
/** ms between two steps of the job. */
const GAP = 100

/** Counts the frames that the page asks for. */
function countFrames(): void {
  const notes = { frames: 0 }
  Object.assign(window, { notes })
  const native = window.requestAnimationFrame.bind(window)
  window.requestAnimationFrame = (callback) => {
    notes.frames++
    return native(callback)
  }
}

const readFrames = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { notes: { frames: number } }).notes.frames)

async function measureBusy(prompt: RunningPrompt): Promise<number> {
  let step = 0
  const timer = setInterval(() => prompt.sendStep((step += 7) % 997), GAP)
  await wait(1_000)
  const share = await measureCpu(BUSY)
  clearInterval(timer)
  return share
}

await runBench(async () => {
  const [server, browser] = [await startServer(), await launchBrowser()]
  const page = await newPage(browser)
  await page.addInitScript(countFrames)
  await openApp(page, server.url)
  await openDocument(page, makeChain(), 'chain')
  await wait(5_000)

  const idle: number[] = []
  const frames: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const before = await readFrames(page)
    idle.push(await measureCpu(IDLE))
    frames.push((await readFrames(page)) - before)
  }
  const [prompt] = await startRuns(page, server, 1, [String(AT_WORK)])
  const busy: number[] = []
  for (let round = 0; round < ROUNDS; round++) busy.push(await measureBusy(prompt!))
  if ((await page.locator('.node-bar').count()) === 0) throw new Error('no progress was painted')
  await browser.close()
  await server.close()
  return [
    {
      name: 'CPU of the browser, one job at 10 Hz',
      value: getMedian(busy),
      unit: '%',
      atMost: 10,
      bare: '7.5 % with an overlay, 21 % without',
      official: '84 / 80 %'
    },
    {
      name: 'CPU of the browser, idle',
      value: getMedian(idle),
      unit: '%',
      atMost: 0.5,
      bare: '0.4 %',
      official: '13 / 10 %'
    },
    {
      name: `Animation frames asked for in ${IDLE / 1000} s, idle`,
      value: Math.max(...frames),
      unit: '',
      atMost: 0,
      official: '6 000 to 9 600'
    }
  ]
})
