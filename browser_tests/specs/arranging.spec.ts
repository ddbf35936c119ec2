import type { Page } from '@playwright/test'
import { makeDocument, makeNode } from '../../tests-ui/harness/canvasDocuments'
import type { NodeFacts } from '../flows/canvas'
import {
  chooseAt,
  click,
  drag,
  getNode,
  listNodes,
  runCommand,
  select,
  setSetting,
  titleOf
} from '../flows/canvas'
import { expect, test } from '../setup/test'

const IMAGE = { inputs: { image: 'IMAGE' }, outputs: { IMAGE: 'IMAGE' } }
const VIEW = { extra: { ds: { scale: 1, offset: [0, 0] } } }

/** Four nodes of different sizes; the last is pinned. */
const makeScattered = () =>
  makeDocument(
    [
      makeNode(1, 'EmptyImage', { pos: [120, 120], size: [220, 140] }),
      makeNode(2, 'ImageInvert', { ...IMAGE, pos: [420, 330], size: [180, 60] }),
      makeNode(3, 'ImageInvert', { ...IMAGE, pos: [700, 190], size: [260, 90] }),
      makeNode(4, 'ImageInvert', {
        ...IMAGE,
        pos: [260, 560],
        size: [200, 60],
        flags: { pinned: true }
      })
    ],
    [],
    VIEW
  )

const TITLE = 30
const left = ({ pos }: NodeFacts) => pos[0]!
const width = ({ size }: NodeFacts) => size[0]!
const top = ({ pos }: NodeFacts) => pos[1]! - TITLE
const height = ({ size }: NodeFacts) => size[1]! + TITLE
const right = (node: NodeFacts) => left(node) + width(node)
const bottom = (node: NodeFacts) => top(node) + height(node)
const center = (node: NodeFacts) => left(node) + width(node) / 2
const middle = (node: NodeFacts) => top(node) + height(node) / 2

async function listById(page: Page, ids: readonly number[]): Promise<NodeFacts[]> {
  const nodes = await listNodes(page)
  return ids.map((id) => nodes.find((node) => node.id === id)!)
}
const listPlaces = async (page: Page) => (await listById(page, [1, 2, 3, 4])).map(({ pos }) => pos)

/** How far a measure differs among nodes. */
const spread = (nodes: readonly NodeFacts[], measure: (node: NodeFacts) => number) => {
  const values = nodes.map(measure)
  return Math.round(Math.max(...values) - Math.min(...values))
}
/** How much the room between neighbours differs. */
function unevenness(
  nodes: readonly NodeFacts[],
  start: (node: NodeFacts) => number,
  end: (node: NodeFacts) => number
): number {
  const sorted = nodes.toSorted((a, b) => start(a) - start(b))
  const gaps = sorted.slice(1).map((node, index) => start(node) - end(sorted[index]!))
  return Math.round(Math.max(...gaps) - Math.min(...gaps))
}

test('a selection is lined up and spread by commands and by a node’s menu; each is one step, and what is pinned stays', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(makeScattered(), 'scattered')
  await select(page, 1, 2, 3, 4)
  const before = await listPlaces(page)
  const movable = () => listById(page, [1, 2, 3])
  const expectOneStep = async () => {
    expect((await listPlaces(page))[3]).toEqual(before[3])
    await page.keyboard.press('Control+z')
    await expect.poll(() => listPlaces(page)).toEqual(before)
  }

  for (const [command, measure] of [
    ['align left', left],
    ['align right', right],
    ['align bottom', bottom],
    ['align horizontal centers', center],
    ['align vertical centers', middle]
  ] as const) {
    expect(spread(await movable(), measure), command).toBeGreaterThan(0)
    await runCommand(page, command)
    await expect.poll(async () => spread(await movable(), measure), command).toBe(0)
    await expectOneStep()
  }
  for (const [command, start, end] of [
    ['distribute horizontally', left, right],
    ['distribute vertically', top, bottom]
  ] as const) {
    expect(unevenness(await movable(), start, end), command).toBeGreaterThan(1)
    await runCommand(page, command)
    await expect
      .poll(async () => unevenness(await movable(), start, end), command)
      .toBeLessThanOrEqual(1)
    await expectOneStep()
  }

  // By the menu, the node whose menu it is gives the line.
  await chooseAt(page, await titleOf(page, 2), 'Align selected to this', 'Right')
  await expect.poll(async () => spread(await movable(), right)).toBe(0)
  expect((await listPlaces(page))[1]).toEqual(before[1])
  await expectOneStep()
  await chooseAt(page, await titleOf(page, 2), 'Distribute', 'Vertically')
  await expect.poll(async () => unevenness(await movable(), top, bottom)).toBeLessThanOrEqual(1)
  await expectOneStep()
})

test('with the grid on, nodes are moved, sized and nudged by its steps', async ({ app }) => {
  const { page } = app
  await app.openDocument(makeScattered(), 'gridded')
  await setSetting(page, 'Comfy.SnapToGrid.GridSize', 40)
  await setSetting(page, 'pysssss.SnapToGrid', true)
  const [x, y] = await titleOf(page, 1)
  await drag(page, [x, y], [x + 67, y + 53])
  await expect.poll(async () => (await getNode(page, 1)).pos).toEqual([200, 160])

  const { pos, size } = await getNode(page, 3)
  const corner = [pos[0]! + size[0]! - 3, pos[1]! + size[1]! - 3] as const
  await drag(page, corner, [corner[0] + 55, corner[1] + 31])
  await expect
    .poll(async () => {
      const node = await getNode(page, 3)
      return node.size[0]! > size[0]! && node.size.every((side) => side % 40 === 0)
    })
    .toBe(true)

  await select(page, 1)
  for (const [key, expected] of [
    ['ArrowRight', [240, 160]],
    ['ArrowDown', [240, 200]],
    ['ArrowLeft', [200, 200]],
    ['ArrowUp', [200, 160]]
  ] as const) {
    await page.keyboard.press(`Control+${key}`)
    await expect.poll(async () => (await getNode(page, 1)).pos, key).toEqual(expected)
  }
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await getNode(page, 1)).pos).toEqual([200, 200])
})

test('a node’s menu colours, shapes, names, pins and folds all that is selected, and leads to its properties', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(makeScattered(), 'looks')
  await select(page, 1, 2)
  const choose = async (...path: string[]) => chooseAt(page, await titleOf(page, 2), ...path)
  const look = async (id: number) =>
    page.evaluate((nodeId) => {
      const { app: comfy } = window as unknown as {
        app: { graph: { getNodeById(id: number): Record<'color' | 'bgcolor' | 'shape', unknown> } }
      }
      const { color = null, bgcolor = null, shape = null } = comfy.graph.getNodeById(nodeId)
      return { color, bgcolor, shape }
    }, id)
  const both = async () => [await look(1), await look(2)]
  const plain = await both()

  await choose('Colour', 'Green')
  const green = { color: '#232', bgcolor: '#353' }
  await expect.poll(both).toEqual(plain.map((node) => ({ ...node, ...green })))
  expect(await look(3)).toMatchObject({ color: null })
  await choose('Shape', 'Box')
  await expect.poll(both).toEqual([
    { ...green, shape: 1 },
    { ...green, shape: 1 }
  ])
  await choose('Colour', 'No colour')
  await expect.poll(both).toMatchObject([{ color: null, bgcolor: null }, { color: null }])
  for (const expected of [{ ...green, shape: 1 }, green, { color: null, bgcolor: null }]) {
    await page.keyboard.press('Control+z')
    await expect.poll(both).toMatchObject([expected, expected])
  }
  expect(await both()).toEqual(plain)

  const facts = async () => listById(page, [1, 2])
  await choose('Pin')
  await expect.poll(facts).toMatchObject([{ isPinned: true }, { isPinned: true }])
  await choose('Unpin')
  await expect.poll(facts).toMatchObject([{ isPinned: false }, { isPinned: false }])
  await choose('Collapse')
  await expect.poll(facts).toMatchObject([{ isCollapsed: true }, { isCollapsed: true }])
  // The circle in the title unfolds the one.
  const [x, y] = (await getNode(page, 2)).pos
  await click(page, [x! + 15, y! - 15])
  await expect.poll(facts).toMatchObject([{ isCollapsed: true }, { isCollapsed: false }])

  await choose('Rename')
  const editor = page.getByTestId('canvas-title-editor')
  await editor.fill('Negative')
  await editor.press('Enter')
  await expect.poll(async () => (await getNode(page, 2)).title).toBe('Negative')

  await choose('Properties panel')
  const property = page
    .getByTestId('inspector-property')
    .and(page.locator('[data-name="Node name for S&R"]'))
    .getByRole('textbox')
  await property.fill('Saved by this name')
  await property.press('Enter')
  const getProperties = () =>
    page.evaluate(() => {
      const { app: comfy } = window as unknown as {
        app: { graph: { getNodeById(id: number): { properties: Record<string, unknown> } } }
      }
      return comfy.graph.getNodeById(2).properties
    })
  await expect.poll(getProperties).toMatchObject({ 'Node name for S&R': 'Saved by this name' })
  await page.getByTestId('graph-canvas').focus()
  await page.keyboard.press('Control+z')
  await expect.poll(getProperties).not.toMatchObject({ 'Node name for S&R': 'Saved by this name' })
})
