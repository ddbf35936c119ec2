import type { Page } from '@playwright/test'
import { makeDocument, makeNode } from '../../tests-ui/harness/canvasDocuments'
import type { CanvasHandle, GraphPoint } from '../flows/canvas'
import {
  click,
  drag,
  holding,
  listLinks,
  listNodes,
  readPixel,
  runCommand,
  setSetting,
  slotOf,
  toPage,
  untilDrawn
} from '../flows/canvas'
import { expect, test } from '../setup/test'

const [PICTURE, MASK, COMPOSITE, SHOWN] = [1, 2, 3, 4]
const FREE: GraphPoint = [420, 620]

const makeLinked = (links: readonly [number, number, number, number, number, string][] = []) =>
  makeDocument(
    [
      makeNode(PICTURE, 'EmptyImage', {
        outputs: { IMAGE: 'IMAGE' },
        pos: [100, 120],
        size: [220, 140]
      }),
      makeNode(MASK, 'SolidMask', { outputs: { MASK: 'MASK' }, pos: [100, 340], size: [220, 110] }),
      makeNode(COMPOSITE, 'ImageCompositeMasked', {
        inputs: { destination: 'IMAGE', source: 'IMAGE', mask: { type: 'MASK', shape: 7 } },
        outputs: { IMAGE: 'IMAGE' },
        pos: [560, 220],
        size: [220, 180]
      }),
      makeNode(SHOWN, 'PreviewImage', {
        inputs: { images: 'IMAGE' },
        pos: [900, 420],
        size: [220, 100]
      })
    ],
    links,
    { extra: { ds: { scale: 1, offset: [0, 0] } } }
  )

const search = (page: Page) => page.getByTestId('node-search')
const menu = (page: Page) => page.locator('.litecontextmenu')

/** Takes a link by the mouse to a point, and holds it there. */
async function hold(page: Page, from: GraphPoint, to: GraphPoint): Promise<void> {
  await page.mouse.move(...(await toPage(page, from)))
  await page.mouse.down()
  await page.mouse.move(...(await toPage(page, to)), { steps: 6 })
}

/** How bright the slots are that a link may be brought to, from 0 to 255. */
async function readSlots(page: Page) {
  // The slot of an optional input is a ring.
  const read = async (...slot: [number, 'input' | 'output', (string | number)?]) => {
    const [x, y] = await slotOf(page, ...slot)
    return Math.max(...(await readPixel(page, [x - 3, y])))
  }
  return {
    destination: await read(COMPOSITE, 'input', 'destination'),
    source: await read(COMPOSITE, 'input', 'source'),
    mask: await read(COMPOSITE, 'input', 'mask'),
    shown: await read(SHOWN, 'input'),
    maskOutput: await read(MASK, 'output')
  }
}

test('while a link is dragged, slots that take it stand out from those that don’t; it is let go on what fits only', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(makeLinked(), 'types')
  await expect
    .poll(async () => Math.min(...Object.values(await readSlots(page))))
    .toBeGreaterThan(90)
  const plain = await readSlots(page)
  const dimmed = async () => {
    const now = await readSlots(page)
    return Object.keys(now).filter((key) => {
      const name = key as keyof typeof now
      return now[name] < plain[name] - 40
    })
  }

  await hold(page, await slotOf(page, PICTURE, 'output'), FREE)
  await expect.poll(dimmed).toEqual(['mask', 'maskOutput'])
  // On a slot of another type nothing is joined.
  await page.mouse.move(...(await toPage(page, await slotOf(page, COMPOSITE, 'input', 'mask'))))
  await page.mouse.up()
  await page.mouse.move(...(await toPage(page, FREE)))
  await expect.poll(dimmed).toEqual([])
  expect(await listLinks(page)).toEqual([])

  // From an input, outputs stand out; the body of a node gives its slot that fits.
  await hold(page, await slotOf(page, COMPOSITE, 'input', 'mask'), FREE)
  await expect.poll(dimmed).toEqual(['destination', 'source', 'shown'])
  await page.mouse.move(...(await toPage(page, [200, 430])))
  await page.mouse.up()
  await expect.poll(() => listLinks(page)).toEqual([`${MASK}>${COMPOSITE}`])
  await page.keyboard.press('Control+z')
  await expect.poll(() => listLinks(page)).toEqual([])

  // With Shift, a link that is there is taken along.
  await drag(page, await slotOf(page, PICTURE, 'output'), await slotOf(page, SHOWN, 'input'))
  await expect.poll(() => listLinks(page)).toEqual([`${PICTURE}>${SHOWN}`])
  const from = await slotOf(page, PICTURE, 'output')
  await holding(page, ['Shift'], async () =>
    drag(page, from, await slotOf(page, COMPOSITE, 'output'))
  )
  await expect.poll(() => listLinks(page)).toEqual([`${COMPOSITE}>${SHOWN}`])
})

test('a link let go on free canvas opens the search, the slot’s menu or nothing, as the settings say, with Shift or without', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(makeLinked(), 'released')
  const output = await slotOf(page, MASK, 'output')
  const release = () => drag(page, output, FREE)
  const releaseShift = () => holding(page, ['Shift'], release)
  const expectSearch = async () => {
    await expect(search(page).getByTestId('node-search-input')).toHaveValue('MASK')
    await expect(menu(page)).toHaveCount(0)
    await page.keyboard.press('Escape')
    await expect(search(page)).toBeHidden()
  }
  const expectMenu = async () => {
    await expect(menu(page)).toHaveCount(1)
    await expect(search(page)).toBeHidden()
    await page.keyboard.press('Escape')
    await expect(menu(page)).toHaveCount(0)
  }
  await release()
  await expectSearch()
  await releaseShift()
  await expect(menu(page)).toContainText('Add a reroute')
  await menu(page).getByText('Search', { exact: true }).click()
  await expectSearch()

  await setSetting(page, 'Comfy.LinkRelease.Action', 'context menu')
  await setSetting(page, 'Comfy.LinkRelease.ActionShift', 'search box')
  await release()
  await expectMenu()
  await releaseShift()
  await expectSearch()

  await setSetting(page, 'Comfy.LinkRelease.Action', 'no action')
  await release()
  // What opens would be open before what is opened next.
  await releaseShift()
  await expectSearch()
  expect(await listNodes(page)).toHaveLength(4)
  expect(await listLinks(page)).toEqual([])
})

/** Where a link's colour is on each of several columns between two slots; null where it isn't. */
async function traceLink(page: Page, from: GraphPoint, to: GraphPoint) {
  return page.evaluate(
    ([start, end]) => {
      const { canvas } = (window as unknown as CanvasHandle).app
      const context = canvas.canvas.getContext('2d')!
      const [x0, y0] = canvas.ds.convertOffsetToCanvas(start)
      const [x1, y1] = canvas.ds.convertOffsetToCanvas(end)
      const top = Math.round(Math.min(y0, y1)) - 10
      const height = Math.round(Math.abs(y1 - y0)) + 20
      return [0.15, 0.3, 0.4, 0.6].map((share) => {
        const { data } = context.getImageData(Math.round(x0 + (x1 - x0) * share), top, 1, height)
        const rows: number[] = []
        for (let row = 0; row < height; row++) if (data[row * 4 + 2]! > 150) rows.push(row)
        return rows.length > 0
          ? Math.round(rows.reduce((sum, row) => sum + row) / rows.length)
          : null
      })
    },
    [from, to] as const
  )
}

test('links are curves, slanted lines or right angles by setting and by command, or hidden; a stroke cuts all it crosses', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(
    makeLinked([
      [1, PICTURE, 0, COMPOSITE, 1, 'IMAGE'],
      [2, MASK, 0, COMPOSITE, 2, 'MASK'],
      [3, COMPOSITE, 0, SHOWN, 0, 'IMAGE']
    ]),
    'shapes'
  )
  const ends = [
    await slotOf(page, COMPOSITE, 'output'),
    await slotOf(page, SHOWN, 'input')
  ] as const
  const trace = () => traceLink(page, ...ends)
  const isDrawn = async () => (await trace()).every((row) => row !== null)
  await expect.poll(isDrawn).toBe(true)
  // The mark in the middle has a menu.
  const middle = [(ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2] as const
  await click(page, middle)
  await expect(menu(page)).toContainText('Add a reroute')
  await menu(page).getByText('Remove', { exact: true }).click()
  await expect.poll(() => listLinks(page)).toHaveLength(2)
  await page.keyboard.press('Control+z')
  await expect.poll(() => listLinks(page)).toHaveLength(3)

  await setSetting(page, 'Comfy.Graph.LinkMarkers', 0)
  await expect.poll(isDrawn).toBe(true)
  const curve = await trace()

  await setSetting(page, 'Comfy.LinkRenderMode', 1)
  await expect.poll(trace).not.toEqual(curve)
  const slanted = await trace()
  await runCommand(page, 'draw links at right angles')
  await expect.poll(trace).not.toEqual(slanted)
  const [first, second, third, last] = await trace()
  // Along, down in the middle, and along again.
  expect([second, third]).toEqual([first, first])
  expect(last).toBeGreaterThan(first! + 100)
  expect([slanted, curve]).not.toContainEqual([first, second, third, last])
  // Slanted lines fall evenly, curves do not.
  const step = (rows: typeof slanted, a: number, b: number) => rows[b]! - rows[a]!
  expect(Math.abs(step(slanted, 1, 2) * 2 - step(slanted, 2, 3))).toBeLessThan(5)
  expect(Math.abs(step(curve, 0, 1) - step(curve, 1, 2) * 1.5)).toBeGreaterThan(5)

  await runCommand(page, 'show or hide the links')
  await expect.poll(trace).toEqual([null, null, null, null])
  await runCommand(page, 'show or hide the links')
  await expect.poll(isDrawn).toBe(true)
  await runCommand(page, 'draw links as curves')
  await expect.poll(trace).toEqual(curve)

  // Across both links into the node; the third is not met.
  await holding(page, ['Control', 'Alt'], () => drag(page, [440, 120], [440, 480]))
  await expect.poll(() => listLinks(page)).toEqual([`${COMPOSITE}>${SHOWN}`])
  await page.keyboard.press('Control+z')
  await expect.poll(() => listLinks(page)).toHaveLength(3)
  // Escape in the middle of a stroke leaves them all.
  await page.keyboard.down('Control')
  await page.keyboard.down('Alt')
  await hold(page, [440, 120], [440, 480])
  await expect(page.locator('.link-cut')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(page.locator('.link-cut')).toHaveCount(0)
  await page.mouse.up()
  await page.keyboard.up('Alt')
  await page.keyboard.up('Control')
  expect(await listLinks(page)).toHaveLength(3)
})

test('a middle click of a slot puts a reroute beside it, into the link of an input that is fed; each is one step', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(makeLinked([[1, COMPOSITE, 0, SHOWN, 0, 'IMAGE']]), 'reroutes')
  const press = async (at: GraphPoint) => click(page, at, { button: 'middle' })
  const findNew = async () => (await listNodes(page)).find(({ type }) => type === 'Reroute')
  await press(await slotOf(page, PICTURE, 'output'))
  await expect.poll(findNew).toBeTruthy()
  const beside = (await findNew())!
  await expect.poll(() => listLinks(page)).toContain(`${PICTURE}>${beside.id}`)
  expect(beside.pos[0]).toBeGreaterThan(320)
  await page.keyboard.press('Control+z')
  await expect.poll(findNew).toBeUndefined()

  await press(await slotOf(page, SHOWN, 'input'))
  await expect.poll(findNew).toBeTruthy()
  const { id } = (await findNew())!
  await expect.poll(() => listLinks(page)).toEqual([`${COMPOSITE}>${id}`, `${id}>${SHOWN}`].sort())
  await page.keyboard.press('Control+z')
  await expect.poll(() => listLinks(page)).toEqual([`${COMPOSITE}>${SHOWN}`])

  // Reroutes of a link itself: by its menu and by keys they go, and the link stays.
  const listReroutes = () =>
    page.evaluate(() => {
      const { graph } = (window as unknown as CanvasHandle).app
      const { reroutes } = graph as unknown as { reroutes: Map<number, { pos: ArrayLike<number> }> }
      return [...reroutes.values()].map(({ pos }) => [pos[0]!, pos[1]!] as const)
    })
  const [from, to] = [await slotOf(page, COMPOSITE, 'output'), await slotOf(page, SHOWN, 'input')]
  const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] as const
  await holding(page, ['Alt'], () => drag(page, middle, [middle[0] - 30, middle[1] + 150]))
  await expect.poll(listReroutes).toHaveLength(1)
  await untilDrawn(page)
  const [reroute] = await listReroutes()
  await click(page, reroute!, { button: 'right' })
  await menu(page).getByText('Delete the reroute', { exact: true }).click()
  await expect.poll(listReroutes).toHaveLength(0)
  expect(await listLinks(page)).toEqual([`${COMPOSITE}>${SHOWN}`])
  await page.keyboard.press('Control+z')
  await expect.poll(listReroutes).toHaveLength(1)
  // What has not been drawn can't be pressed.
  await untilDrawn(page)
  await click(page, reroute!)
  await page.keyboard.press('Delete')
  await expect.poll(listReroutes).toHaveLength(0)
  expect(await listLinks(page)).toEqual([`${COMPOSITE}>${SHOWN}`])

  await setSetting(page, 'Comfy.Node.MiddleClickRerouteNode', false)
  await press(await slotOf(page, SHOWN, 'input'))
  await press([300, 600])
  expect(await listNodes(page)).toHaveLength(4)
})
