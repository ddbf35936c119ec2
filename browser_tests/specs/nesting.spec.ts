import type { Locator, Page } from '@playwright/test'
import type { CanvasHandle, NodeFacts } from '../flows/canvas'
import { click, listLinks, listNodes, titleOf, toPage, untilDrawn } from '../flows/canvas'
import { makeGrowth, SAMPLER, SAVE } from '../flows/documents'
import { expect, test } from '../setup/test'

const crumbs = (page: Page): Locator =>
  page.getByRole('navigation', { name: 'Subgraph' }).getByRole('button')
const countNodes = async (page: Page) => (await listNodes(page)).length
const choose = (page: Page, text: string | RegExp, timeout = 20_000) =>
  page.locator('.litecontextmenu').last().getByText(text, { exact: true }).click({ timeout })

/** Widgets that an instance shows. */
const listFields = (page: Page, id: number): Promise<string[]> =>
  page.evaluate((nodeId) => {
    const node = (window as unknown as CanvasHandle).app.canvas.graph.getNodeById(nodeId)
    return ((node as unknown as { widgets?: { name: string }[] }).widgets ?? []).map(
      ({ name }) => name
    )
  }, id)

test('a subgraph is made, named, entered, nested and left; its fields are promoted; unpacked, all is as before', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(makeGrowth(), 'outer')
  await click(page, await titleOf(page, SAMPLER))
  await page.keyboard.press('Control+Shift+e')
  await expect
    .poll(async () => (await listNodes(page)).map(({ type }) => type))
    .not.toContain('ReactionDiffusionSampler')
  const instance = (await listNodes(page)).find(({ id }) => id !== SAVE)!.id
  await expect.poll(() => listLinks(page)).toEqual([`${instance}>${SAVE}`])

  await click(page, await titleOf(page, instance), { button: 'right' })
  await choose(page, 'Fields shown outside')
  await choose(page, /: steps/)
  await expect.poll(() => listFields(page, instance)).toContain('steps')

  await app.graph.enter(instance)
  await expect.poll(() => countNodes(page)).toBe(1)
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+Shift+e')
  await expect
    .poll(async () => (await listNodes(page))[0]!.type)
    .not.toBe('ReactionDiffusionSampler')
  const [{ id }] = (await listNodes(page)) as [NodeFacts]
  await app.graph.enter(id)
  await expect(crumbs(page)).toHaveCount(3)
  await crumbs(page).last().dblclick()
  await page.getByTestId('crumb-input').fill('Innermost')
  await page.keyboard.press('Enter')
  await expect(crumbs(page).last()).toHaveText('Innermost')
  await crumbs(page).nth(1).click()
  await expect(crumbs(page)).toHaveCount(2)
  // A double press of the body goes in too.
  await untilDrawn(page)
  const { pos, size } = (await listNodes(page))[0]!
  await page.mouse.dblclick(
    ...(await toPage(page, [pos[0]! + size[0]! / 2, pos[1]! + size[1]! - 4]))
  )
  await expect(crumbs(page)).toHaveCount(3)
  await crumbs(page).nth(1).click()
  await expect(crumbs(page)).toHaveCount(2)
  await page.getByTestId('graph-canvas').focus()
  await page.keyboard.press('Escape')
  await expect(crumbs(page)).toHaveCount(0)
  await expect.poll(() => listLinks(page)).toEqual([`${instance}>${SAVE}`])

  // Another instance shows the same inside.
  await click(page, await titleOf(page, instance), { button: 'right' })
  await choose(page, 'Add another instance')
  await expect.poll(() => countNodes(page)).toBe(3)
  const [one, twin] = (await listNodes(page)).filter(({ id }) => id !== SAVE)
  expect(twin!.type).toBe(one!.type)
  await page.keyboard.press('Control+z')
  await expect.poll(() => countNodes(page)).toBe(2)

  for (let depth = 0; depth < 2; depth++) {
    const shell = (await listNodes(page)).find(({ id }) => id !== SAVE)!
    // What was unpacked may still find its place.
    await expect(async () => {
      await click(page, await titleOf(page, shell.id), { button: 'right' })
      await choose(page, 'Unpack the subgraph', 2_000)
    }).toPass()
    await expect
      .poll(async () => (await listNodes(page)).map(({ id }) => id))
      .not.toContain(shell.id)
  }
  await expect
    .poll(async () => (await listNodes(page)).map(({ type }) => type).sort())
    .toEqual(['ReactionDiffusionSampler', 'SaveImage'])
  await expect.poll(() => listLinks(page)).toHaveLength(1)
  await app.runButton.click()
  await expect(app.activeTab).toHaveAttribute('data-state', 'succeeded')
})
