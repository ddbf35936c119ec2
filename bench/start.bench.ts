import { gzipSync } from 'node:zlib'
import type { Browser } from '@playwright/test'
import { startAppServer } from '../browser_tests/setup/appServer'
import { waitUntilUsable } from './lib/app'
import { launchBrowser, newPage, wait } from './lib/browser'
import { runBench } from './lib/figures'
import { getMedian } from './lib/statistics'

const ROUNDS = 11
/** ms */
const REST = 1000

/** Notes when the app is usable: connected, with the graph drawn. Looks at every frame, as a user does. */
function watchStart(): void {
  const look = (): void => {
    const { app } = window as unknown as { app?: { canvas?: { frame: number } } }
    const connection = document.querySelector('[data-testid="connection-state"]')
    const isConnected = connection?.getAttribute('data-state') === 'connected'
    const isDrawn = (app?.canvas?.frame ?? 0) > 0
    if (isConnected && isDrawn) Object.assign(window, { usableAt: performance.now() })
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** kB of scripts, each packed, that are loaded until the app is usable. */
async function measureSize(browser: Browser, url: string): Promise<number> {
  const page = await newPage(browser)
  const scripts: Promise<number>[] = []
  page.on('response', (response) => {
    if (!/\.js(?:$|\?)/.test(response.url())) return
    scripts.push(
      response.body().then(
        (body) => gzipSync(body).length,
        () => 0
      )
    )
  })
  await page.goto(url)
  await waitUntilUsable(page)
  const sizes = await Promise.all(scripts)
  await page.context().close()
  return sizes.reduce((all, size) => all + size, 0) / 1024
}

/**
 * s, in a browser at rest: the processes of the round before have ended, those of this page's profile have begun, and
 * nothing reads the page's files beside it. All of that takes the same two cores.
 */
async function measureStart(browser: Browser, url: string): Promise<number> {
  const page = await newPage(browser)
  await page.addInitScript(watchStart)
  await wait(REST)
  await page.goto(url)
  const usableAt = await page.waitForFunction(
    () => (window as unknown as { usableAt?: number }).usableAt,
    null,
    { polling: 200 }
  )
  const time = await usableAt.jsonValue()
  await page.context().close()
  return Number(time) / 1000
}

await runBench(async () => {
  const server = await startAppServer()
  const browser = await launchBrowser()
  const size = await measureSize(browser, server.url)
  const starts: number[] = []
  for (let round = 0; round < ROUNDS; round++) starts.push(await measureStart(browser, server.url))
  await browser.close()
  await server.close()
  return [
    {
      name: 'JavaScript loaded until usable, gzip',
      value: size,
      unit: 'kB',
      atMost: 350,
      bare: '87 kB',
      official: '4 085 / 5 325 kB'
    },
    {
      name: 'From the address to connected and drawn',
      value: getMedian(starts),
      unit: 's',
      atMost: 0.5,
      bare: '0.25 s',
      official: '2.1 / 2.8 s'
    }
  ]
})
