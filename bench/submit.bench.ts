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

/** The same requests by a loop of `fetch` in the page, and nothing else done: what the browser and the server take. */
async function timeLoop(page: Page, bodies: readonly string[]): Promise<number> {
  return page.evaluate(async (texts) => {
    const requests = texts.map((text) =>
      JSON.stringify({ ...(JSON.parse(text) as object), prompt_id: crypto.randomUUID() })
    )
    const since = performance.now()
    for (const body of requests) {
      const headers = { 'Content-Type': 'application/json' }
      const answer = await fetch('api/prompt', { method: 'POST', headers, body })
      if (!answer.ok) throw new Error('the server did not take all')
      await answer.text()
    }
    return performance.now() - since
  }, bodies)
}

/** A page on a server that is busy with a long job and has so many more waiting. */
async function openBusy(browser: Browser, queued: number) {
  const server = await startAppServer({ workers: 1 })
  await submitPrompt(server.url, makeSampling(1, 1_000, 512))
  for (let n = 0; n < queued; n++) await submitPrompt(server.url, makeSampling(n, 5))
  const page = await newPage(browser)
  await openApp(page, server.url)
  await openDocument(page, makeGrowth(), 'growth')
  await wait(1_500)
  const close = async () => {
    await page.context().close()
    await server.close()
  }
  return { server, page, close }
}

/** Presses Run a hundred times over. @returns s until the server had taken all */
async function submitAll(page: Page): Promise<number> {
  const ms = await page.evaluate(async (count) => {
    const { app } = window as unknown as BenchWindow
    const since = performance.now()
    const accepted = await app.queuePrompt(0, count)
    if (!accepted) throw new Error('the server did not take all')
    return performance.now() - since
  }, SUBMISSIONS)
  return ms / 1000
}

/** What is fetched for it, in kB, and what was posted. */
async function countRound(browser: Browser, queued: number) {
  const { page, close } = await openBusy(browser, queued)
  const fetched = await countBytes(page)
  const bodies: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/prompt'))
      bodies.push(request.postData() ?? '')
  })
  await submitAll(page)
  await wait(AFTERMATH)
  await close()
  return { http: fetched.http / 1024, socket: fetched.socket / 1024, bodies }
}

/** How long it takes, in s, in a page that nobody watches. */
async function timeRound(browser: Browser, queued: number, bodies: readonly string[]) {
  const { server, page, close } = await openBusy(browser, queued)
  const time = await submitAll(page)
  await wait(AFTERMATH)
  if ((await countUnfinished(server.url)) !== 1 + queued + SUBMISSIONS)
    throw new Error('not all prompts wait')
  const loop = await timeLoop(page, bodies)
  await close()
  return { time, loop: loop / 1000 }
}

await runBench(async () => {
  const browser = await launchBrowser()
  const counted = await countRound(browser, 0)
  const countedMany = await countRound(browser, QUEUED)
  const few: Awaited<ReturnType<typeof timeRound>>[] = []
  const many: typeof few = []
  for (let round = 0; round < ROUNDS; round++) {
    few.push(await timeRound(browser, 0, counted.bodies))
    many.push(await timeRound(browser, QUEUED, counted.bodies))
  }
  await browser.close()
  const median = (rounds: typeof few, key: keyof (typeof few)[number]) =>
    getMedian(rounds.map((round) => round[key]))
  return [
    {
      name: `${SUBMISSIONS} submissions`,
      value: median(few, 'time'),
      unit: 's',
      atMost: 0.6,
      bare: '0.43 s',
      official: '4.2 / 5.2 s'
    },
    { name: 'The same requests by a loop of fetch', value: median(few, 'loop'), unit: 's' },
    {
      name: 'Fetched by them',
      value: counted.http,
      unit: 'kB',
      atMost: 100,
      bare: '8 kB',
      official: '1 073 / 1 077 kB'
    },
    {
      name: `Their time with ${QUEUED} queued, against none`,
      value: median(many, 'time') / median(few, 'time'),
      unit: 'x',
      atMost: 1.1
    },
    {
      name: `Fetched with ${QUEUED} queued, against none`,
      value: countedMany.http / counted.http,
      unit: 'x',
      atMost: 1.1,
      official: '3.9'
    },
    { name: 'Socket frames meanwhile', value: counted.socket, unit: 'kB' }
  ]
})
