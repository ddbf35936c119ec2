import { startAppServer } from '../browser_tests/setup/appServer'
import { wait } from './lib/browser'
import type { Figure } from './lib/figures'
import { runBench } from './lib/figures'
import { countUnfinished, makeSampling, submitPrompt } from './lib/plainClient'
import { getMedian } from './lib/statistics'

/** As many as the machine has cores to run them on. */
const WORKERS = 2
const JOBS = 10
const STEPS = 12
const ROUNDS = 3

let seed = 1

/** Jobs per second with so many workers, once each has started. */
async function measure(workers: number): Promise<number> {
  const server = await startAppServer({ workers })
  const warmUp = Array.from({ length: workers * 2 }, () => makeSampling(seed++, 5))
  for (const prompt of warmUp) await submitPrompt(server.url, prompt)
  const drain = async () => {
    while ((await countUnfinished(server.url)) > 0) await wait(20)
  }
  await drain()
  const since = performance.now()
  for (let n = 0; n < JOBS; n++) await submitPrompt(server.url, makeSampling(seed++, STEPS))
  await drain()
  const perSecond = JOBS / ((performance.now() - since) / 1000)
  await server.close()
  return perSecond
}

await runBench(async () => {
  const one: number[] = []
  const several: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    one.push(await measure(1))
    several.push(await measure(WORKERS))
  }
  const figures: Figure[] = [
    {
      name: `Jobs per second, ${WORKERS} engine workers against one`,
      value: getMedian(several) / getMedian(one),
      unit: 'x',
      atLeast: 0.9 * WORKERS
    },
    { name: 'Jobs per second, one engine worker', value: getMedian(one), unit: '/s' },
    { name: `Jobs per second, ${WORKERS} engine workers`, value: getMedian(several), unit: '/s' }
  ]
  return figures
})
