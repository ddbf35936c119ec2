import type { Browser, CDPSession, Page } from '@playwright/test'
import { startAppServer } from '../browser_tests/setup/appServer'
import { makeGrowth } from '../browser_tests/flows/documents'
import type { BenchWindow } from './lib/app'
import { openApp, openDocument } from './lib/app'
import { launchBrowser, newPage, wait } from './lib/browser'
import { runBench } from './lib/figures'
import { countUnfinished, makeSampling, submitPrompt } from './lib/plainClient'
import { getMedian } from './lib/statistics'

const SUBMISSIONS = 100
const QUEUED = 1_000
const ROUNDS = 5
/** ms for which what the submissions cause is still counted. */
const AFTERMATH = 2_000

/** Bytes of answers that the page got, as they came over the wire, with their headers. */
async function countBytes(page: Page) {
  const session: CDPSession = await page.context().newCDPSession(page)
  const fetched = { http: 0, socket: 0 }
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    fetched.http += encodedDataLength
  })
  session.on('Network.webSocketFrameReceived', ({ response }) => {
    fetched.socket += response.payloadData.length
  })
  await session.send('Network.enable')
  return fetched
}

/** Presses Run a hundred times over, on a server that is busy with a long job and has so many more waiting. */
async function measureRound(browser: Browser, queued: number) {
  const server = await startAppServer({ workers: 1 })
  await submitPrompt(server.url, makeSampling(1, 1_000, 512))
  for (let n = 0; n < queued; n++) await submitPrompt(server.url, makeSampling(n, 5))
  const page = await newPage(browser)
  await openApp(page, server.url)
  await openDocument(page, makeGrowth(), 'growth')
  await wait(1_500)
  const fetched = await countBytes(page)
  const time = await page.evaluate(async (count) => {
    const { app } = window as unknown as BenchWindow
    const since = performance.now()
    const accepted = await app.queuePrompt(0, count)
    if (!accepted) throw new Error('the server did not take all')
    return performance.now() - since
  }, SUBMISSIONS)
  await wait(AFTERMATH)
  if ((await countUnfinished(server.url)) !== 1 + queued + SUBMISSIONS)
    throw new Error('not all prompts wait')
  const result = { time: time / 1000, http: fetched.http / 1024, socket: fetched.socket / 1024 }
  await page.context().close()
  await server.close()
  return result
}

await runBench(async () => {
  const browser = await launchBrowser()
  const few: Awaited<ReturnType<typeof measureRound>>[] = []
  const many: typeof few = []
  for (let round = 0; round < ROUNDS; round++) {
    few.push(await measureRound(browser, 0))
    many.push(await measureRound(browser, QUEUED))
  }
  await browser.close()
  const median = (rounds: typeof few, key: keyof (typeof few)[number]) =>
    getMedian(rounds.map((round) => round[key]))
  const ratio = (key: keyof (typeof few)[number]) => median(many, key) / median(few, key)
  return [
    {
      name: `${SUBMISSIONS} submissions`,
      value: median(few, 'time'),
      unit: 's',
      atMost: 0.6,
      bare: '0.43 s',
      official: '4.2 / 5.2 s'
    },
    {
      name: 'Fetched by them',
      value: median(few, 'http'),
      unit: 'kB',
      atMost: 100,
      bare: '8 kB',
      official: '1 073 / 1 077 kB'
    },
    {
      name: `Their time with ${QUEUED} queued, against none`,
      value: ratio('time'),
      unit: 'x',
      atMost: 1.1
    },
    {
      name: `Fetched with ${QUEUED} queued, against none`,
      value: ratio('http'),
      unit: 'x',
      atMost: 1.1,
      official: '3.9'
    },
    { name: 'Socket frames meanwhile', value: median(few, 'socket'), unit: 'kB' }
  ]
})
