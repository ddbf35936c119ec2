import type { CDPSession, Page } from '@playwright/test'
import { startAppServer } from '../browser_tests/setup/appServer'
import { makeDocument, makeNode } from '../tests-ui/harness/canvasDocuments'
import type { BenchWindow } from './lib/app'
import { openApp, openDocument } from './lib/app'
import { launchBrowser, newPage, wait } from './lib/browser'
import { runBench } from './lib/figures'
import { countUnfinished } from './lib/plainClient'

const FEW = 100
const MANY = 10_000
const BATCH = 100

/** A job that is over at once: a text that is shown. */
function makeText(): object {
  return makeDocument(
    [
      makeNode(1, 'PrimitiveInt', { outputs: { INT: 'INT' }, widgets_values: [1, 'randomize'] }),
      makeNode(2, 'PreviewAny', { inputs: { source: '*' }, pos: [400, 0] })
    ],
    [[1, 1, 0, 2, 0, '*']]
  )
}

async function runJobs(page: Page, url: string, count: number): Promise<void> {
  for (let done = 0; done < count; done += BATCH) {
    await page.evaluate(
      (batch) => (window as unknown as BenchWindow).app.queuePrompt(0, batch),
      BATCH
    )
    while ((await countUnfinished(url)) > 0) await wait(20)
  }
  await page.waitForFunction(
    () =>
      document
        .querySelector('[data-testid="workflow-tab"][data-active="true"]')
        ?.getAttribute('data-state') === 'succeeded'
  )
  await wait(3_000)
}

/** MB in use once everything that can go has gone. */
async function readHeap(session: CDPSession): Promise<number> {
  for (let n = 0; n < 3; n++) {
    await session.send('HeapProfiler.collectGarbage')
    await wait(300)
  }
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize / 1024 / 1024
}

await runBench(async () => {
  const [server, browser] = [await startAppServer({ workers: 2 }), await launchBrowser()]
  const page = await newPage(browser)
  await openApp(page, server.url)
  await openDocument(page, makeText(), 'text')
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  await runJobs(page, server.url, FEW)
  const few = await readHeap(session)
  await runJobs(page, server.url, MANY - FEW)
  const many = await readHeap(session)
  await browser.close()
  await server.close()
  return [
    {
      name: `Heap after ${MANY} finished jobs, more than after ${FEW}`,
      value: many - few,
      unit: 'MB',
      atMost: 5,
      bare: '0.4 MB',
      official: '30 kB a job: 300 MB'
    },
    { name: `Heap after ${FEW}`, value: few, unit: 'MB' }
  ]
})
