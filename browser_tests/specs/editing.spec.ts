import type { Page } from '@playwright/test'
import {
  drag,
  getNode,
  getView,
  holding,
  listLinks,
  listNodes,
  listSelected,
  runCommand,
  select,
  titleOf
} from '../flows/canvas'
import { expect, test } from '../setup/test'

/** Two nodes with a link between, and one beside it that is linked to nothing. */
const DOCUMENT = {
  nodes: [
    {
      id: 1,
      type: 'EmptyImage',
      pos: [100, 120],
      size: [220, 130],
      outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [1] }],
      widgets_values: [64, 64, 1, 0]
    },
    {
      id: 2,
      type: 'PreviewImage',
      pos: [820, 120],
      size: [220, 100],
      inputs: [{ name: 'images', type: 'IMAGE', link: 1 }]
    },
    { id: 3, type: 'ImageInvert', pos: [500, 420], size: [180, 60] }
  ],
  links: [[1, 1, 0, 2, 0, 'IMAGE']],
  extra: { ds: { scale: 1, offset: [0, 0] } },
  version: 0.4
}

const listPlaces = async (page: Page) => (await listNodes(page)).map(({ pos }) => pos)

test('a node is put into a link, and links are cut by a stroke; each is one step', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(DOCUMENT, 'links')
  await drag(page, [560, 405], [570, 136])
  await expect.poll(() => listLinks(page)).toEqual(['1>3', '3>2'])
  await page.keyboard.press('Control+z')
  await expect.poll(() => listLinks(page)).toEqual(['1>2'])
  expect((await listPlaces(page))[2]).toEqual([500, 420])

  await holding(page, ['Control', 'Alt'], () => drag(page, [560, 60], [600, 330]))
  await expect.poll(() => listLinks(page)).toEqual([])
  await page.keyboard.press('Control+z')
  await expect.poll(() => listLinks(page)).toEqual(['1>2'])
})

test('nodes are duplicated, snapped and lined up, and the minimap moves the view', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(DOCUMENT, 'places')
  await holding(page, ['Alt'], () => drag(page, [560, 405], [560, 505]))
  await expect.poll(async () => (await listPlaces(page)).length).toBe(4)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await listPlaces(page)).length).toBe(3)

  // Of several that are selected all are copied, with the links among them; the originals stay.
  await select(page, 1, 2)
  const from = await titleOf(page, 1)
  await holding(page, ['Alt'], () => drag(page, from, [from[0], from[1] + 400]))
  await expect.poll(async () => (await listPlaces(page)).length).toBe(5)
  const copies = (await listNodes(page)).filter(({ id }) => id > 3)
  expect(copies.map(({ type }) => type).sort()).toEqual(['EmptyImage', 'PreviewImage'])
  const [picture, preview] = copies.toSorted((a, b) => a.pos[0]! - b.pos[0]!)
  expect(preview!.pos[0]! - picture!.pos[0]!).toBeCloseTo(720, 1)
  expect(picture!.pos[1]).toBeGreaterThan(400)
  await expect.poll(() => listLinks(page)).toEqual(['1>2', `${picture!.id}>${preview!.id}`])
  expect((await getNode(page, 1)).pos).toEqual([100, 120])
  expect((await getNode(page, 2)).pos).toEqual([820, 120])
  await expect.poll(() => listSelected(page)).toEqual(copies.map(({ id }) => id).sort())
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await listPlaces(page)).length).toBe(3)

  await holding(page, ['Shift'], () => drag(page, [560, 405], [583, 368]))
  const place = (await listPlaces(page))[2]!
  expect(place).not.toEqual([500, 420])
  expect(place.map((value) => value % 10)).toEqual([0, 0])

  await page.keyboard.press('Control+a')
  await runCommand(page, 'align top')
  await expect.poll(async () => (await listPlaces(page)).map(([, y]) => y)).toEqual([120, 120, 120])

  const frame = page.getByTestId('minimap-frame')
  const before = await frame.getAttribute('style')
  await page.getByTestId('minimap').click({ position: { x: 20, y: 20 } })
  await expect(frame).not.toHaveAttribute('style', before!)
  // The frame follows the mouse, and the canvas the frame; also beyond the map's edge. Nothing of it is an edit.
  const map = (await page.getByTestId('minimap').boundingBox())!
  const middle = () =>
    frame.boundingBox().then((box) => [box!.x + box!.width / 2, box!.y + box!.height / 2])
  const moves: number[][] = []
  await page.mouse.move(map.x + 60, map.y + 40)
  await page.mouse.down()
  for (const [x, y] of [
    [80, 50],
    [120, 70],
    [120, -40]
  ] as const) {
    await page.mouse.move(map.x + x, map.y + y)
    await expect
      .poll(async () => (await middle()).map(Math.round))
      .toEqual([Math.round(map.x + x), Math.round(map.y + y)])
    moves.push((await getView(page)).offset)
  }
  await page.mouse.up()
  expect(moves[1]![0]).toBeLessThan(moves[0]![0]!)
  expect(moves[2]![1]).toBeGreaterThan(moves[1]![1]!)
  await page.mouse.move(map.x + 20, map.y + 20)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await listPlaces(page))[2]).toEqual(place)
  expect((await getView(page)).offset).toEqual(moves[2])
  await page.getByTestId('toggle-minimap').click()
  await expect(frame).toBeHidden()
})
