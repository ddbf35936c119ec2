import type { Page } from '@playwright/test'
import type { BenchWindow, RunningPrompt } from './lib/app'
import { openApp, openDocument, startRuns, startServer } from './lib/app'
import { launchBrowser, newPage, wait } from './lib/browser'
import { makeChain, makeField } from './lib/documents'
import type { Figure } from './lib/figures'
import { runBench } from './lib/figures'
import { getMedian, getPercentile } from './lib/statistics'

const NODES = 2_000
const JOBS = 50
/** ms between two steps of each job. */
const GAP = 100
/** ms */
const PAN = 5_000
const ROUNDS = 5

/**
 * Pans for a while, a little each frame.
 *
 * @returns ms between frames, by the times that the browser gives them: a frame that comes late shows as two
 */
function pan(page: Page): Promise<number[]> {
  return page.evaluate(
    (duration) =>
      new Promise<number[]>((resolve) => {
        const { canvas } = (window as unknown as BenchWindow).app
        const gaps: number[] = []
        let [since, last] = [0, 0]
        const step = (now: number): void => {
          since ||= now
          gaps.push(now - last)
          last = now
          const { ds } = canvas
          // To and fro, so that every round sees the same nodes.
          ds.offset[0] -= (Math.floor((now - since) / 1000) % 2 === 0 ? 6 : -6) / ds.scale
          canvas.setDirty(true, true)
          if (now - since < duration) requestAnimationFrame(step)
          else resolve(gaps.slice(2))
        }
        requestAnimationFrame(step)
      }),
    PAN
  )
}

/** All jobs tell of their steps, evenly spread over time, until stopped. */
function tell(jobs: readonly RunningPrompt[]): () => void {
  let sent = 0
  const since = performance.now()
  const timer = setInterval(() => {
    const due = ((performance.now() - since) / GAP) * jobs.length
    for (; sent < due; sent++)
      jobs[sent % jobs.length]!.sendStep(Math.floor(sent / jobs.length) % 997)
  }, 2)
  return () => clearInterval(timer)
}

async function measure(scale: number, atMost: number, bare: string, official: string) {
  const [server, browser] = [await startServer(), await launchBrowser()]
  const page = await newPage(browser)
  await openApp(page, server.url)
  await openDocument(page, makeChain(), 'chain')
  const jobs = await startRuns(page, server, JOBS - 1)
  await openDocument(page, makeField(NODES, scale), 'field')
  jobs.push(...(await startRuns(page, server, 1)))
  await wait(2_000)
  await pan(page)
  const idle: number[] = []
  const busy: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    idle.push(getPercentile(await pan(page), 95))
    const stop = tell(jobs)
    busy.push(getPercentile(await pan(page), 95))
    stop()
    await wait(300)
  }
  await browser.close()
  await server.close()
  const [quiet, loaded] = [getMedian(idle), getMedian(busy)]
  return [
    {
      name: `Frame gap, 95th percentile, ${JOBS} jobs, zoom ${scale}`,
      value: loaded,
      unit: 'ms',
      atMost,
      bare,
      official
    },
    {
      name: `The same against no jobs (${quiet.toFixed(1)} ms), zoom ${scale}`,
      value: loaded / quiet,
      unit: 'x',
      atMost: 1.1
    }
  ] satisfies Figure[]
}

await runBench(async () => [
  ...(await measure(1, 20, '17 ms', '217 / 167 ms')),
  ...(await measure(0.2, 35, '33 ms', '250 / 233 ms'))
])
