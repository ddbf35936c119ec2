import type { Locator } from '@playwright/test'
import { SAMPLER } from '../../flows/sampling'
import type { ScriptedPage } from '../../pages/scriptedPage'
import { expect, test } from '../../setup/scripted'

/** Pairs that lie over each other, by their names; and what is not to be seen (yet), by its own. */
async function findOverlaps(surfaces: Readonly<Record<string, Locator>>): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(surfaces).map(async ([name, surface]) => {
      const box = await surface.boundingBox()
      if (!box) return name
      const { x, y, width, height } = box
      return { name, left: x, top: y, right: x + width, bottom: y + height }
    })
  )
  const boxes = found.filter((each) => typeof each !== 'string')
  const overlaps = boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.name} and ${b.name}`)
  )
  return [...found.filter((each) => typeof each === 'string'), ...overlaps]
}

function getFloats({ page, errorPanel, toasts, runButton }: ScriptedPage) {
  return {
    errors: errorPanel,
    zoom: page.getByRole('toolbar', { name: 'Zoom' }),
    actions: page.getByRole('toolbar').filter({ has: runButton }),
    notice: toasts.first()
  }
}

/** Fails a run behind, whose notice stays until it is dismissed, and brings it to the front, where its errors are told. */
async function failBehind(app: ScriptedPage, message: string): Promise<void> {
  const failed = await app.startSampling('failed')
  await app.startSampling('front')
  failed.run.begin(SAMPLER).fail(SAMPLER, message)
  await expect(app.toasts).toContainText('out of paint')
  await failed.tab.click()
  await expect(app.errorPanel).toBeVisible()
}

const WIDE = [
  [1440, 900],
  [1280, 720],
  [1024, 768]
] as const

test('what floats over the canvas never lies over another, however many panels are open', async ({
  app
}) => {
  const { page } = app
  await failBehind(app, 'out of paint\n'.repeat(40))
  const floats = getFloats(app)
  await page.getByRole('button', { name: 'Workflows', exact: true }).click()
  await app.jobs.open()
  const sides = {
    workflows: page.getByTestId('workflow-sidebar'),
    jobs: page.locator('#job-panel'),
    minimap: page.getByTestId('minimap')
  }
  for (const [width, height] of WIDE) {
    await page.setViewportSize({ width, height })
    await expect.poll(() => findOverlaps({ ...floats, ...sides }), `${width} px`).toEqual([])
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.keyboard.press('i')
  const inspector = page.getByTestId('inspector')
  await expect(inspector).toBeVisible()
  await expect.poll(() => findOverlaps({ ...floats, ...sides, inspector })).toEqual([])
})

test('on a small page what no longer fits beside the panels gives way', async ({ app }) => {
  const { page } = app
  await page.setViewportSize({ width: 700, height: 800 })
  await app.jobs.open()
  const surfaces = {
    jobs: page.locator('#job-panel'),
    rail: page.getByRole('navigation'),
    zoom: page.getByRole('toolbar', { name: 'Zoom' })
  }
  await expect.poll(() => findOverlaps(surfaces)).toEqual([])
  await page.getByRole('button', { name: 'Workflows', exact: true }).click()
  await expect(surfaces.zoom).toBeHidden()
})

test('on a phone neither errors nor notices lie over what is pressed', async ({ app }) => {
  await failBehind(app, 'out of paint\n'.repeat(40))
  await app.page.setViewportSize({ width: 360, height: 740 })
  await expect.poll(() => findOverlaps(getFloats(app))).toEqual([])
})

test.describe('with the sidebar on the right', () => {
  test.use({
    answers: { 'GET /settings': () => ({ json: { 'Comfy.Sidebar.Location': 'right' } }) }
  })

  test('panels stand beside each other there, and what floats keeps to what they leave', async ({
    app
  }) => {
    const { page } = app
    await failBehind(app, 'out of paint')
    await page.getByRole('button', { name: 'Nodes', exact: true }).click()
    await app.jobs.open()
    const sides = {
      nodes: page.getByTestId('node-library'),
      jobs: page.locator('#job-panel'),
      rail: page.getByRole('navigation'),
      minimap: page.getByTestId('minimap')
    }
    await expect.poll(() => findOverlaps({ ...getFloats(app), ...sides })).toEqual([])
    await page.keyboard.press('i')
    const inspector = page.getByTestId('inspector')
    await expect(inspector).toBeVisible()
    await expect.poll(() => findOverlaps({ ...getFloats(app), ...sides, inspector })).toEqual([])
  })
})
