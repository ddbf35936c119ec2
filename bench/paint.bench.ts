import type { CDPSession } from '@playwright/test'
import type { RunningPrompt } from './lib/app'
import { openApp, openDocument, startRuns, startServer } from './lib/app'
import { launchBrowser, newPage, wait } from './lib/browser'
import { AT_WORK, makeChain } from './lib/documents'
import type { Figure } from './lib/figures'
import { runBench } from './lib/figures'
import { getMedian } from './lib/statistics'

const RUNNING = [1, 16, 200]
/** Workflows that the prompts are spread over. */
const WORKFLOWS = 16
const MESSAGES = 20
const ROUNDS = 7
/** ms between two messages: each is painted before the next comes. */
const GAP = 150

/** ms of its own time that the page's main thread has worked so far. */
async function readWork(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
}

/** Work of the main thread per message, beyond what it does without any. */
async function measureTicks(session: CDPSession, prompt: RunningPrompt, round: number) {
  const quiet = await readWork(session)
  await wait(MESSAGES * GAP)
  const before = await readWork(session)
  for (let n = 0; n < MESSAGES; n++) {
    prompt.sendStep(((round * MESSAGES + n) * 7) % 997)
    await wait(GAP)
  }
  const after = await readWork(session)
  return (after - before - (before - quiet)) / MESSAGES
}

async function measure(running: number): Promise<Figure> {
  const [server, browser] = [await startServer(), await launchBrowser()]
  const page = await newPage(browser)
  await openApp(page, server.url)
  let front: RunningPrompt | undefined
  const tabs = Math.min(WORKFLOWS, running)
  for (let tab = 0; tab < tabs; tab++) {
    await openDocument(page, makeChain(), `chain ${tab}`)
    const share = Math.floor(running / tabs) + (tab < running % tabs ? 1 : 0)
    front = (await startRuns(page, server, share, [String(AT_WORK)])).at(-1)
  }
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await wait(1_000)
  const perTick: number[] = []
  for (let round = 0; round < ROUNDS; round++)
    perTick.push(await measureTicks(session, front!, round))
  const shown = await page.locator('.node-bar').count()
  if (shown === 0) throw new Error('no progress was painted')
  await browser.close()
  await server.close()
  return {
    name: `Main thread, one message until painted; ${running} running`,
    value: getMedian(perTick),
    unit: 'ms',
    atMost: 5,
    ...(running === 1 && { bare: '3 ms with an overlay, 13 ms without', official: '26 / 24 ms' })
  }
}

await runBench(async () => {
  const figures: Figure[] = []
  for (const running of RUNNING) figures.push(await measure(running))
  return figures
})
