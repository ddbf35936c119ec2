import type { Page } from '@playwright/test'
import type { CanvasHandle, GraphPoint } from '../flows/canvas'
import {
  chooseAt,
  click,
  drag,
  getNode,
  getView,
  holding,
  listNodes,
  listSelected,
  titleOf,
  toPage
} from '../flows/canvas'
import { expect, test } from '../setup/test'

/** Three nodes that are linked to nothing. */
const DOCUMENT = {
  nodes: [
    { id: 1, type: 'EmptyImage', pos: [100, 120], size: [220, 140] },
    { id: 2, type: 'ImageInvert', pos: [500, 120], size: [180, 60] },
    { id: 3, type: 'ImageInvert', pos: [500, 420], size: [180, 60] }
  ],
  links: [],
  extra: { ds: { scale: 1, offset: [0, 0] } },
  version: 0.4
}

const getGroup = (page: Page) =>
  page.evaluate(() => {
    const [group] = (window as unknown as CanvasHandle).app.graph.groups
    return group && { pos: Array.from(group.pos), size: Array.from(group.size) }
  })
const listModes = async (page: Page) =>
  (await listNodes(page)).toSorted((a, b) => a.id - b.id).map(({ mode }) => mode)

test('nodes are selected by click, box and all; moved, sized, named, and put in modes by keys', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(DOCUMENT, 'selected')
  await click(page, await titleOf(page, 2))
  await expect.poll(() => listSelected(page)).toEqual([2])
  await holding(page, ['Shift'], async () => click(page, await titleOf(page, 3)))
  await expect.poll(() => listSelected(page)).toEqual([2, 3])
  await holding(page, ['Control'], async () => click(page, await titleOf(page, 2)))
  await expect.poll(() => listSelected(page)).toEqual([3])
  await holding(page, ['Control'], async () => click(page, await titleOf(page, 1)))
  await expect.poll(() => listSelected(page)).toEqual([1, 3])
  await holding(page, ['Control'], () => drag(page, [80, 60], [400, 300]))
  await expect.poll(() => listSelected(page)).toContain(1)
  await page.keyboard.press('Control+a')
  await expect.poll(() => listSelected(page)).toEqual([1, 2, 3])

  await drag(page, await titleOf(page, 2), [600, 145])
  await expect.poll(async () => (await getNode(page, 2)).pos[0]!).toBeGreaterThan(520)
  // What is selected moves together, and goes back in one step.
  const { pos: moved } = await getNode(page, 2)
  for (const { id, pos } of DOCUMENT.nodes) {
    const [x, y] = (await getNode(page, id)).pos
    expect(x).toBeCloseTo(pos[0]! + moved[0]! - 500, 1)
    expect(y).toBeCloseTo(pos[1]! + moved[1]! - 120, 1)
  }
  await page.keyboard.press('Control+z')
  for (const { id, pos } of DOCUMENT.nodes)
    await expect.poll(async () => (await getNode(page, id)).pos).toEqual(pos)

  const { size } = await getNode(page, 1)
  const corner = (x: number, y: number): GraphPoint => [100 + size[0]! + x, 120 + size[1]! + y]
  await drag(page, corner(-3, -3), corner(57, 37))
  await expect.poll(async () => (await getNode(page, 1)).size[0]!).toBeGreaterThan(size[0]! + 40)

  await click(page, [800, 600])
  await click(page, await titleOf(page, 3))
  for (const [key, expected] of [
    ['Control+m', { mode: 2 }],
    ['Control+b', { mode: 4 }],
    ['Control+b', { mode: 0 }],
    ['Alt+c', { isCollapsed: true }],
    ['Alt+c', { isCollapsed: false }],
    ['p', { isPinned: true }]
  ] as const) {
    await page.keyboard.press(key)
    await expect.poll(() => getNode(page, 3), key).toMatchObject(expected)
  }
  await drag(page, await titleOf(page, 3), [700, 600])
  expect((await getNode(page, 3)).pos).toEqual([500, 420])
  await page.keyboard.press('p')

  await page.mouse.dblclick(...(await toPage(page, await titleOf(page, 3))))
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Negative')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await getNode(page, 3)).title).toBe('Negative')
})

test('a group is put around a selection, moves with it, and mutes it; the view follows space and middle button', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(DOCUMENT, 'grouped')
  await click(page, await titleOf(page, 2))
  await holding(page, ['Control'], async () => click(page, await titleOf(page, 3)))
  await page.keyboard.press('Control+g')
  await expect.poll(() => getGroup(page)).toBeTruthy()
  const { pos, size } = (await getGroup(page))!
  expect(pos[0]).toBeLessThan(500)
  expect(pos[1]! + size[1]!).toBeGreaterThan(480)
  await page.keyboard.press('Escape')
  await click(page, [850, 650])

  const handle: GraphPoint = [pos[0]! + 120, pos[1]! + 10]
  await drag(page, handle, [handle[0] + 40, handle[1] + 30])
  await expect.poll(async () => (await getNode(page, 3)).pos[0]!).toBeGreaterThan(520)
  const [left, top] = (await getGroup(page))!.pos
  expect((await getNode(page, 3)).pos[0]! - left!).toBeCloseTo(500 - pos[0]!, 1)
  expect((await getNode(page, 2)).pos[1]! - top!).toBeCloseTo(120 - pos[1]!, 1)
  expect((await getNode(page, 1)).pos).toEqual([100, 120])
  await chooseAt(page, [left! + 120, top! + 10], 'Bypass its nodes')
  await expect.poll(() => listModes(page)).toEqual([0, 4, 4])
  await page.keyboard.press('Control+z')
  await expect.poll(() => listModes(page)).toEqual([0, 0, 0])
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await getNode(page, 3)).pos).toEqual([500, 420])

  await click(page, [850, 650])
  const from = await getView(page)
  await drag(page, [900, 600], [950, 640], 'middle')
  await expect
    .poll(async () => (await getView(page)).offset[0])
    .toBeGreaterThan(from.offset[0]! + 40)
  const { offset } = await getView(page)
  await holding(page, ['Space'], () => drag(page, [560, 405], [500, 405]))
  await expect.poll(async () => (await getView(page)).offset[0]).toBeLessThan(offset[0]! - 40)
  expect((await getNode(page, 3)).pos).toEqual([500, 420])
  await page.mouse.wheel(0, -300)
  await expect.poll(async () => (await getView(page)).scale).toBeGreaterThan(from.scale)
  await page.keyboard.press('.')
  await expect.poll(() => getView(page)).not.toEqual(from)
})
