import { SAMPLER } from '../flows/documents'
import type { AppPage } from '../pages/appPage'
import { listNodes } from '../flows/canvas'
import { startEndless, stopAll } from '../flows/running'
import { expect, test } from '../setup/test'

/** Notes what moves on the page by itself, by its elements. */
async function watchShifts({ page }: AppPage): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const shifts: string[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as {
        value: number
        hadRecentInput: boolean
        sources: { node?: Node | null }[]
      }[])
        if (!entry.hadRecentInput)
          shifts.push(
            ...entry.sources.map(
              ({ node }) => (node as Element | null)?.outerHTML?.slice(0, 120) ?? ''
            )
          )
    }).observe({ type: 'layout-shift' })
  })
  return () => page.evaluate(() => (window as unknown as { shifts: string[] }).shifts)
}

test('nothing on the page moves while a job runs and its previews come', async ({ app }) => {
  await app.jobs.open()
  await startEndless(app, 'running')
  const getShifts = await watchShifts(app)
  const places = await listNodes(app.page)
  const { progress, images } = await app.getNode(SAMPLER)
  await expect
    .poll(async () => (await app.getNode(SAMPLER)).progress)
    .toBeGreaterThan(progress! + 0.005)
  await expect.poll(async () => (await app.getNode(SAMPLER)).images).not.toEqual(images)
  expect(await listNodes(app.page)).toEqual(places)
  expect(await getShifts()).toEqual([])
  await stopAll(app)
})
