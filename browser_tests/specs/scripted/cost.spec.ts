import type { Page } from '@playwright/test'
import { untilDrawn } from '../../flows/canvas'
import { openWithClock, stopClock } from '../../flows/clock'
import { makeSampling, SAMPLER } from '../../flows/sampling'
import { PIXELS } from '../../setup/frames'
import { expect, test } from '../../setup/scripted'

interface Draws {
  front: number
  back: number
}

/** Counts how often LiteGraph draws its two canvases. */
async function countDraws(page: Page): Promise<() => Promise<Draws>> {
  await page.evaluate(() => {
    const draws: Draws = { front: 0, back: 0 }
    Object.assign(window, { draws })
    const { app } = window as never as {
      app: { canvas: { drawFrontCanvas(): void; drawBackCanvas(): void } }
    }
    const { canvas } = app
    const { drawFrontCanvas, drawBackCanvas } = canvas
    canvas.drawFrontCanvas = function drawFront() {
      draws.front += 1
      drawFrontCanvas.call(this)
    }
    canvas.drawBackCanvas = function drawBack() {
      draws.back += 1
      drawBackCanvas.call(this)
    }
  })
  return () => page.evaluate(() => ({ ...(window as never as { draws: Draws }).draws }))
}

/** Counts how often a member of a node of the front graph is written. */
async function countWrites(page: Page, id: number): Promise<() => Promise<number>> {
  await page.evaluate((nodeId) => {
    const { app } = window as never as {
      app: { graph: { getNodeById(id: number): { progress?: number } } }
    }
    const node = app.graph.getNodeById(nodeId)
    let { progress } = node
    Object.assign(window, { writes: 0 })
    Object.defineProperty(node, 'progress', {
      configurable: true,
      get: () => progress,
      set: (next: number | undefined) => {
        progress = next
        ;(window as never as { writes: number }).writes += 1
      }
    })
  }, id)
  return () => page.evaluate(() => (window as never as { writes: number }).writes)
}

test('[B46] an equal event writes and draws nothing; a tick writes once and draws no background', async ({
  app
}) => {
  const { run } = await app.startSampling('ticks')
  run.begin(SAMPLER).step(SAMPLER, 5, 20)
  await expect.poll(async () => (await app.getNode(SAMPLER)).progress).toBe(0.25)
  await app.settle()
  // A font that arrives later would cause a draw of its own.
  await app.page.evaluate(async () => void (await document.fonts.ready))
  await untilDrawn(app.page)
  const [readDraws, readWrites] = [await countDraws(app.page), await countWrites(app.page, SAMPLER)]
  for (let count = 0; count < 10; count += 1) run.step(SAMPLER, 5, 20)
  await app.settle()
  expect(await readWrites()).toBe(0)
  expect(await readDraws()).toEqual({ front: 0, back: 0 })
  run.step(SAMPLER, 10, 20)
  await expect.poll(readWrites).toBe(1)
  await app.settle()
  const { front, back } = await readDraws()
  expect(front).toBeLessThanOrEqual(1)
  expect(back).toBe(0)
  expect(await readWrites()).toBe(1)
})

test('[B46] frames of one prompt within one animation frame are applied once, per prompt', async ({
  openApp
}) => {
  const app = await openWithClock(openApp)
  const first = await app.startSampling('first')
  const second = await app.startSampling('second')
  for (const { run } of [first, second]) run.begin(SAMPLER).step(SAMPLER, 1, 100)
  await app.jobs.open()
  await expect.poll(async () => (await app.getNode(SAMPLER)).progress).toBe(0.01)
  const readWrites = await countWrites(app.page, SAMPLER)
  await app.page.evaluate(() => {
    const { api } = window as never as { api: EventTarget }
    const done = new Promise<void>((resolve) =>
      api.addEventListener('test.burst', () => resolve(), { once: true })
    )
    Object.assign(window, { burstIsOver: done })
  })
  // Neither a frame nor a timer comes while the burst arrives, however long it takes.
  await stopClock(app.page)
  for (let step = 2; step <= 50; step += 1) {
    first.run.step(SAMPLER, step, 100)
    second.run.step(SAMPLER, step + 20, 100)
  }
  first.run.say('test.burst')
  await app.page.evaluate(() => (window as never as { burstIsOver: Promise<void> }).burstIsOver)
  expect(await readWrites()).toBe(0)
  await app.page.clock.resume()
  await expect.poll(async () => (await app.getNode(SAMPLER)).progress).toBe(0.7)
  await expect(app.row(first.run.promptId)).toHaveAttribute('data-progress', '25')
  expect(await readWrites()).toBe(1)
})

test('[B47] nothing spins by itself, and a background preview is not decoded', async ({ app }) => {
  await app.page.evaluate(() => {
    Object.assign(window, { made: 0 })
    const counted = window as never as { made: number }
    const make = URL.createObjectURL.bind(URL)
    URL.createObjectURL = (value) => {
      counted.made += 1
      return make(value)
    }
  })
  const read = () =>
    app.page.evaluate(() => {
      const { made } = window as never as { made: number }
      const endless = document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations === Infinity)
      return { made, endless: endless.length }
    })
  const background = await app.startSampling('background')
  await app.openDocument(makeSampling({ seed: 2 }), 'front')
  await app.run()
  background.run.begin(SAMPLER).step(SAMPLER, 5, 20)
  for (let count = 0; count < 10; count += 1) background.run.preview(SAMPLER, PIXELS.red)
  await expect(background.tab).toHaveAttribute('data-progress', /^1[23]$/)
  await app.settle()
  expect(await read()).toEqual({ made: 0, endless: 0 })
  await app.jobs.open()
  await expect(app.row(background.run.promptId).locator('img')).toHaveAttribute('src', /^blob:/)
  expect(await read()).toEqual({ made: 1, endless: 0 })
})

test('[B48] a tick of one job touches no other job’s row', async ({ app }) => {
  const ticking = await app.startSampling('ticks')
  const ids: string[] = []
  for (let count = 0; count < 5; count += 1) ids.push((await app.run()).promptId)
  const other = await app.startSampling('other')
  ticking.run.begin(SAMPLER).step(SAMPLER, 1, 100)
  other.run.begin(SAMPLER).step(SAMPLER, 1, 100)
  await app.jobs.open()
  for (const id of ids) await expect(app.row(id)).toHaveAttribute('data-state', 'pending')
  for (const { run } of [ticking, other])
    await expect(app.row(run.promptId)).toContainText(/1\s*(\/|of)\s*100/)
  await app.page.evaluate((promptId) => {
    const touched: string[] = []
    Object.assign(window, { touched })
    new MutationObserver((records) => {
      for (const { target } of records) {
        // Clocks of rows go on by themselves, and are no matter of ticks.
        if (/^[\d:]+$|left/.test(target.textContent ?? '')) continue
        const element = target instanceof Element ? target : target.parentElement
        const row = element?.closest<HTMLElement>('[data-testid="job-row"]')
        if (row && row.dataset.promptId !== promptId) touched.push(row.outerHTML.slice(0, 200))
      }
    }).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true
    })
  }, ticking.run.promptId)
  for (let step = 2; step <= 20; step += 1) {
    ticking.run.step(SAMPLER, step * 5, 100)
    await app.settle()
  }
  await expect(app.row(ticking.run.promptId)).toHaveAttribute('data-progress', '50')
  const touched = await app.page.evaluate(() => (window as never as { touched: string[] }).touched)
  expect(touched).toEqual([])
})
