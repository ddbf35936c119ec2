import type { Page } from '@playwright/test'
import type { BenchWindow, RunningPrompt } from './lib/app'
import { openApp, openDocument, startRuns, startServer } from './lib/app'
import { launchBrowser, newPage, wait } from './lib/browser'
import { AT_WORK, makeChain } from './lib/documents'
import type { Figure } from './lib/figures'
import { runBench } from './lib/figures'
import { STEPS } from './lib/snapshots'
import { getMedian } from './lib/statistics'

const PER_SECOND = 2_000
const SECONDS = 6
const TOTAL = PER_SECOND * SECONDS
const ROUNDS = 3
/** Prompts that the messages are of, each of a workflow of its own; the last is in front. */
const PROMPTS = [1, 16]

/** What the page notes while it is flooded. */
interface Notes {
  /** Messages whose handlers have run. */
  handled: number
  frames: number
  /** ms since the epoch */
  lastHandledAt: number
}
type NotingWindow = BenchWindow & { readonly notes: Notes }

/** Counts messages behind the app's own handler, which was there first, and frames. */
function takeNotes(): void {
  const notes: Notes = { handled: 0, frames: 0, lastHandledAt: 0 }
  Object.assign(window, { notes })
  const Native = window.WebSocket
  window.WebSocket = class extends Native {
    constructor(...given: ConstructorParameters<typeof WebSocket>) {
      super(...given)
      queueMicrotask(() =>
        this.addEventListener('message', () => {
          notes.handled++
          notes.lastHandledAt = performance.timeOrigin + performance.now()
        })
      )
    }
  }
  const count = (): void => {
    notes.frames++
    requestAnimationFrame(count)
  }
  requestAnimationFrame(count)
}

/** Sends evenly. @returns ms since the epoch of the last message */
async function flood(prompts: readonly RunningPrompt[]): Promise<number> {
  const since = performance.now()
  for (let sent = 0; sent < TOTAL;) {
    const due = Math.min(TOTAL, Math.ceil(((performance.now() - since) / 1000) * PER_SECOND))
    for (; sent < due; sent++) {
      const isLast = sent >= TOTAL - prompts.length
      prompts[sent % prompts.length]!.sendStep(isLast ? STEPS : sent % (STEPS - 1))
    }
    await wait(1)
  }
  return performance.timeOrigin + performance.now()
}

/** ms since the epoch when the node in front shows its last step. */
async function waitUntilShown(page: Page): Promise<number> {
  const handle = await page.waitForFunction(
    (id) => {
      const node = (window as unknown as BenchWindow).app.graph.getNodeById(id)
      return node?.progress === 1 && performance.timeOrigin + performance.now()
    },
    AT_WORK,
    { polling: 'raf', timeout: 60_000 }
  )
  return Number(await handle.jsonValue())
}

async function measureRound(count: number) {
  const [server, browser] = [await startServer(), await launchBrowser()]
  const page = await newPage(browser)
  await page.addInitScript(takeNotes)
  await openApp(page, server.url)
  const prompts: RunningPrompt[] = []
  for (let n = 0; n < count; n++) {
    await openDocument(page, makeChain(), `chain ${n}`)
    prompts.push(...(await startRuns(page, server, 1, [String(AT_WORK)])))
  }
  await wait(1_000)
  const readNotes = () => page.evaluate(() => ({ ...(window as unknown as NotingWindow).notes }))
  const before = await readNotes()
  const flooding = flood(prompts)
  const shown = flooding.then(() => waitUntilShown(page))
  await wait(SECONDS * 1000)
  const after = await readNotes()
  const sentAt = await flooding
  const shownAt = await shown
  while ((await readNotes()).handled - before.handled < TOTAL) await wait(20)
  const { lastHandledAt } = await readNotes()
  await browser.close()
  await server.close()
  return {
    frames: (after.frames - before.frames) / SECONDS,
    handled: (after.handled - before.handled) / SECONDS,
    behind: Math.max(0, lastHandledAt - sentAt),
    shown: Math.max(0, shownAt - sentAt)
  }
}

async function measure(count: number): Promise<Figure[]> {
  const rounds: Awaited<ReturnType<typeof measureRound>>[] = []
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound(count))
  const median = (key: keyof (typeof rounds)[number]) =>
    getMedian(rounds.map((round) => round[key]))
  const of = count === 1 ? 'of one prompt' : `of ${count} prompts`
  const reference = (bare: string, official: string) => (count === 1 ? { bare, official } : {})
  return [
    {
      name: `Frames a second, messages ${of}`,
      value: median('frames'),
      unit: '/s',
      atLeast: 55,
      ...reference('60 with an overlay, 59 without', '9 / 31')
    },
    {
      name: `Messages handled a second, ${of}`,
      value: median('handled'),
      unit: '/s',
      atLeast: 1_900,
      ...reference('1 996 with an overlay, 1 190 without', '147 / 546')
    },
    {
      name: `Last message handled after, ${of}`,
      value: median('behind'),
      unit: 'ms',
      atMost: 100,
      ...reference('3 ms with an overlay, 3.6 s without', 'over 20 s / 14 s')
    },
    { name: `Last step on its node after, ${of}`, value: median('shown'), unit: 'ms' }
  ]
}

await runBench(async () => {
  const figures: Figure[] = []
  for (const count of PROMPTS) figures.push(...(await measure(count)))
  return figures
})
