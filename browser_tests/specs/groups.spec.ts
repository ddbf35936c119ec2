import type { Page } from '@playwright/test'
import type { CanvasHandle, GraphPoint } from '../flows/canvas'
import {
  chooseAt,
  click,
  drag,
  getNode,
  listNodes,
  listSelected,
  runCommand,
  select,
  toPage
} from '../flows/canvas'
import { expect, test } from '../setup/test'

const makeGrouped = () => ({
  nodes: [
    { id: 1, type: 'EmptyImage', pos: [100, 120], size: [220, 140] },
    { id: 2, type: 'ImageInvert', pos: [520, 140], size: [180, 60] },
    { id: 3, type: 'ImageInvert', pos: [520, 300], size: [180, 60] }
  ],
  links: [],
  groups: [
    { id: 1, title: 'Negatives', bounding: [440, 60, 460, 440] },
    { id: 2, title: 'Inner', bounding: [500, 240, 240, 160] }
  ],
  extra: { ds: { scale: 1, offset: [0, 0] } },
  version: 0.4
})

interface GroupFacts {
  readonly title: string
  readonly pos: readonly number[]
  readonly size: readonly number[]
  readonly color: string | null
  readonly isPinned: boolean
}

const listGroups = (page: Page): Promise<GroupFacts[]> =>
  page.evaluate(() => {
    interface Handle {
      readonly title: string
      readonly pos: ArrayLike<number>
      readonly size: ArrayLike<number>
      readonly color?: string
      readonly pinned: boolean
    }
    const { groups } = (window as unknown as CanvasHandle).app.graph
    return (groups as unknown as Handle[]).map((group) => ({
      title: group.title,
      pos: [group.pos[0]!, group.pos[1]!],
      size: [group.size[0]!, group.size[1]!],
      color: group.color ?? null,
      isPinned: group.pinned
    }))
  })
const findGroup = async (page: Page, title = 'Negatives') =>
  (await listGroups(page)).find((group) => group.title === title)
const listModes = async (page: Page) =>
  (await listNodes(page)).toSorted((a, b) => a.id - b.id).map(({ mode }) => mode)
const doubleClick = async (page: Page, at: GraphPoint) =>
  page.mouse.dblclick(...(await toPage(page, at)))

/** In the title of the outer group, and in its body where nothing else is. */
const [TITLE, BODY]: [GraphPoint, GraphPoint] = [
  [600, 75],
  [820, 400]
]

test('a group takes its nodes and inner groups along, is sized by its corner, fits what it holds, and stays where it is pinned', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(makeGrouped(), 'moved')
  const [x, y] = (await getNode(page, 3)).pos
  await drag(page, TITLE, [TITLE[0] + 40, TITLE[1] + 30])
  await expect.poll(async () => (await getNode(page, 3)).pos[0]!).toBeGreaterThan(x! + 30)
  const [right, down] = (await getNode(page, 3)).pos.map((value, i) => value - [x!, y!][i]!)
  for (const [title, from] of [
    ['Negatives', [440, 60]],
    ['Inner', [500, 240]]
  ] as const) {
    const { pos } = (await findGroup(page, title))!
    expect(pos[0]! - from[0]).toBeCloseTo(right!, 2)
    expect(pos[1]! - from[1]).toBeCloseTo(down!, 2)
  }
  expect((await getNode(page, 1)).pos).toEqual([100, 120])
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await getNode(page, 3)).pos).toEqual([520, 300])
  expect((await findGroup(page))?.pos).toEqual([440, 60])

  await drag(page, [897, 497], [947, 517])
  await expect.poll(async () => (await findGroup(page))?.size).toEqual([510, 460])
  expect((await getNode(page, 3)).pos).toEqual([520, 300])
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await findGroup(page))?.size).toEqual([460, 440])

  /** Around both nodes and the inner group, with a little room. */
  const isTight = async () => {
    const { pos, size } = (await findGroup(page))!
    const [right, bottom] = [pos[0]! + size[0]!, pos[1]! + size[1]!]
    const holdsAll = pos[0]! < 500 && right > 740 && pos[1]! < 110 && bottom > 400
    return holdsAll && size[0]! < 300 && size[1]! < 400
  }
  await chooseAt(page, TITLE, 'Fit the group to its nodes')
  await expect.poll(isTight).toBe(true)
  await page.keyboard.press('Control+z')
  await expect.poll(isTight).toBe(false)
  await click(page, TITLE)
  await runCommand(page, 'fit the group')
  await expect.poll(isTight).toBe(true)
  await page.keyboard.press('Control+z')
  await expect.poll(isTight).toBe(false)

  await chooseAt(page, TITLE, 'This group', 'Pin')
  await expect.poll(async () => (await findGroup(page))?.isPinned).toBe(true)
  await drag(page, TITLE, [TITLE[0] + 40, TITLE[1] + 30])
  await chooseAt(page, TITLE, 'This group', 'Unpin')
  await expect.poll(async () => (await findGroup(page))?.isPinned).toBe(false)
  expect((await findGroup(page))?.pos).toEqual([440, 60])
  expect((await getNode(page, 3)).pos).toEqual([520, 300])
})

test('a group’s menu colours and removes the group, whatever is selected, and mutes and bypasses what it holds', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(makeGrouped(), 'menus')
  await select(page, 1, 2)
  await chooseAt(page, TITLE, 'This group', 'Colour', 'Green')
  await expect.poll(async () => (await findGroup(page))?.color).toBe('#8A8')
  expect((await listNodes(page)).map(({ color }) => color)).toEqual([null, null, null])
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await findGroup(page))?.color).not.toBe('#8A8')

  for (const [entry, modes] of [
    ['Mute its nodes', [0, 2, 2]],
    ['Bypass its nodes', [0, 4, 4]],
    ['Run its nodes', [0, 0, 0]]
  ] as const) {
    await chooseAt(page, TITLE, entry)
    await expect.poll(() => listModes(page), entry).toEqual(modes)
  }
  await page.keyboard.press('Control+z')
  await expect.poll(() => listModes(page)).toEqual([0, 4, 4])
  // A selected group stands for what it holds.
  await click(page, TITLE)
  await page.keyboard.press('Control+m')
  await expect.poll(() => listModes(page)).toEqual([0, 2, 2])

  await chooseAt(page, TITLE, 'Select its nodes')
  await expect.poll(() => listSelected(page)).toEqual([2, 3])
  await chooseAt(page, TITLE, 'This group', 'Remove')
  await expect
    .poll(async () => (await listGroups(page)).map(({ title }) => title))
    .toEqual(['Inner'])
  expect(await listNodes(page)).toHaveLength(3)
  await page.keyboard.press('Control+z')
  await expect.poll(() => listGroups(page)).toHaveLength(2)

  await chooseAt(page, TITLE, 'Remove the group and its nodes')
  await expect.poll(() => listGroups(page)).toHaveLength(0)
  expect((await listNodes(page)).map(({ id }) => id)).toEqual([1])
  await page.keyboard.press('Control+z')
  await expect.poll(() => listNodes(page)).toHaveLength(3)
  expect(await listGroups(page)).toHaveLength(2)
})

test('a double click of its title names a group, and of its body adds a node; its menu names it and takes more in', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(makeGrouped(), 'named')
  const editor = page.getByTestId('canvas-title-editor')
  await doubleClick(page, TITLE)
  await expect(editor).toBeFocused()
  await editor.fill('Inverted')
  await editor.press('Enter')
  await expect.poll(() => findGroup(page, 'Inverted')).toBeTruthy()
  await page.keyboard.press('Control+z')
  await expect.poll(() => findGroup(page)).toBeTruthy()

  await doubleClick(page, BODY)
  const search = page.getByTestId('node-search')
  await expect(search).toBeVisible()
  await expect(editor).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(search).toBeHidden()

  await chooseAt(page, TITLE, 'This group', 'Rename')
  await editor.fill('Inverted')
  await editor.press('Enter')
  await expect.poll(() => findGroup(page, 'Inverted')).toBeTruthy()
  await select(page, 1)
  await chooseAt(page, TITLE, 'Add what is selected to the group')
  await expect.poll(async () => (await findGroup(page, 'Inverted'))!.pos[0]!).toBeLessThan(100)
  await chooseAt(page, [TITLE[0], 600], 'Group what is selected')
  await expect.poll(() => listGroups(page)).toHaveLength(3)
})
