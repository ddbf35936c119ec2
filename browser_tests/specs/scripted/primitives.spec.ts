import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { makeDocument, makeNode } from '../../../tests-ui/harness/canvasDocuments'
import { loadFixture } from '../../../tests-ui/harness/recording'
import type { CanvasHandle, GraphPoint } from '../../flows/canvas'
import {
  click,
  drag,
  getNode,
  listLinks,
  listNodes,
  select,
  setSetting,
  slotOf,
  toPage,
  untilDrawn
} from '../../flows/canvas'
import { expect, test } from '../../setup/scripted'

const define = (name: string, required: object) => ({
  input: { required },
  input_order: { required: Object.keys(required) },
  output: ['IMAGE'],
  output_is_list: [false],
  output_name: ['picture'],
  name,
  display_name: name,
  description: '',
  python_module: 'custom_nodes.probe',
  category: 'probe',
  output_node: true
})
const DEFINITIONS = {
  Wide: define('Wide', {
    count: ['INT', { default: 4, min: 0, max: 20 }],
    list: [['a', 'b'], { default: 'b' }]
  }),
  Narrow: define('Narrow', {
    count: ['INT', { default: 2, min: 1, max: 6 }],
    list: [['c', 'd'], { default: 'd' }],
    far: ['INT', { default: 40, min: 40, max: 50 }]
  }),
  Turned: define('Turned', {
    share: ['FLOAT', { default: 0, min: 0, max: 1, step: 0.1, round: 0.01, display: 'knob' }],
    count: ['INT', { default: 3, min: 3, max: 12, step: 3, display: 'knob' }]
  }),
  Listed: define('Listed', {
    model: [
      ['base.pt', 'Cat_1.pt', 'dog_1.pt', 'cat_2.pt', 'cat_3.bin'],
      { default: 'base.pt', control_after_generate: true }
    ]
  })
}
test.use({
  answers: {
    'GET /object_info': () => ({
      json: { ...(loadFixture('object_info.json') as object), ...DEFINITIONS }
    })
  }
})

const VIEW = { extra: { ds: { scale: 1, offset: [0, 0] } } }

/** The middle of a field. */
const fieldAt = (page: Page, id: number, name: string): Promise<GraphPoint> =>
  page.evaluate(
    ([nodeId, wanted]) => {
      const node = (window as unknown as CanvasHandle).app.canvas.graph.getNodeById(nodeId)!
      const { widgets, pos, size } = node as unknown as {
        widgets: { name: string; y: number; computedHeight?: number }[]
        pos: ArrayLike<number>
        size: ArrayLike<number>
      }
      const { y, computedHeight = 20 } = widgets.find((widget) => widget.name === wanted)!
      return [pos[0]! + size[0]! / 2, pos[1]! + y + computedHeight / 2] as const
    },
    [id, name] as const
  )

/** The inputs that each node would be sent with. */
const exportPrompt = (page: Page) =>
  page.evaluate(async () => {
    const { app } = window as unknown as {
      app: { graphToPrompt(): Promise<{ output: Record<number, { inputs: object }> }> }
    }
    return (await app.graphToPrompt()).output
  })

test('one primitive feeds several fields, within what all of them allow; they are free again when it goes', async ({
  app
}) => {
  const { page } = app
  const [WIDE, NARROW, THIRD] = [1, 2, 3]
  await app.openDocument(
    makeDocument(
      [
        makeNode(WIDE, 'Wide', { pos: [400, 100], size: [220, 100] }),
        makeNode(NARROW, 'Narrow', { pos: [400, 300], size: [220, 120] }),
        makeNode(THIRD, 'Wide', { pos: [700, 300], size: [220, 100] })
      ],
      [],
      VIEW
    ),
    'fed'
  )
  await untilDrawn(page)
  await page.mouse.dblclick(...(await toPage(page, await slotOf(page, WIDE, 'input', 'count'))))
  await expect.poll(async () => (await listNodes(page)).length).toBe(4)
  const { id } = (await listNodes(page)).find(({ type }) => type === 'PrimitiveNode')!
  const link = async (node: number, name: string) => {
    await untilDrawn(page)
    await drag(page, await slotOf(page, id, 'output'), await slotOf(page, node, 'input', name))
  }
  const expectCounts = (expected: Readonly<Record<string, unknown>>) =>
    expect.poll(async () => exportPrompt(page)).toMatchObject(expected)
  const write = async (value: number) => {
    await untilDrawn(page)
    await app.graph.typeNumber(id, 'value', value)
  }
  await write(15)
  await link(THIRD, 'count')
  await expect.poll(() => listLinks(page)).toEqual([`${id}>${WIDE}`, `${id}>${THIRD}`])
  await expectCounts({ [WIDE]: { inputs: { count: 15 } }, [THIRD]: { inputs: { count: 15 } } })

  // A narrower field: what it lacks room for is for none of them.
  await link(NARROW, 'count')
  const all = [WIDE, NARROW, THIRD].map((node) => `${id}>${node}`)
  await expect.poll(() => listLinks(page)).toEqual(all)
  const each = (count: number) =>
    Object.fromEntries([WIDE, NARROW, THIRD].map((node) => [node, { inputs: { count } }]))
  await expectCounts(each(6))
  await write(99)
  await expectCounts(each(6))
  await write(5)
  await expectCounts(each(5))
  // One that has nothing in common with them is refused.
  await link(NARROW, 'far')
  await link(NARROW, 'list')
  expect(await listLinks(page)).toEqual(all)
  // What is fed isn't written.
  await click(page, await fieldAt(page, WIDE, 'count'))
  await expect(page.locator('.graphdialog')).toHaveCount(0)

  // The node and its links go in one step, and come back in one, with the limits they had.
  await select(page, id)
  await page.keyboard.press('Delete')
  await expect.poll(() => listLinks(page)).toEqual([])
  await expectCounts(each(5))
  await untilDrawn(page)
  await app.graph.typeNumber(WIDE, 'count', 9)
  await expectCounts({ ...each(5), [WIDE]: { inputs: { count: 9 } } })
  await page.keyboard.press('Control+z')
  await expectCounts(each(5))
  await page.keyboard.press('Control+z')
  await expect.poll(() => listLinks(page)).toEqual(all)
  await write(99)
  await expectCounts(each(6))

  // Without the narrow one there is room again.
  await select(page, NARROW)
  await page.keyboard.press('Delete')
  await expect.poll(() => listLinks(page)).toEqual([`${id}>${WIDE}`, `${id}>${THIRD}`])
  await write(99)
  await expectCounts({ [WIDE]: { inputs: { count: 20 } }, [THIRD]: { inputs: { count: 20 } } })
})

test('a list goes on through what its filter leaves, and knobs are turned in their steps', async ({
  app,
  script
}) => {
  const { page } = app
  const [LISTED, TURNED] = [1, 2]
  await app.openDocument(
    makeDocument(
      [
        makeNode(LISTED, 'Listed', { pos: [100, 100], size: [260, 120] }),
        makeNode(TURNED, 'Turned', { pos: [420, 100], size: [260, 300] })
      ],
      [],
      VIEW
    ),
    'kinds'
  )
  await untilDrawn(page)
  const names: unknown[] = []
  script.onPrompt(({ body }) => {
    const prompt = body.prompt as Record<string, { inputs: Record<string, unknown> }>
    names.push(prompt[LISTED]?.inputs.model)
  })
  const run = async (count: number) => {
    names.length = 0
    await app.batchCount.fill(String(count))
    await app.runButton.click()
    await expect.poll(() => names.length).toBe(count)
    return names
  }
  const filter = async (text: string) => {
    await click(page, await fieldAt(page, LISTED, 'control_filter_list'))
    const field = page.locator('.graphdialog input')
    await field.fill(text)
    await field.press('Enter')
    await expect(field).toHaveCount(0)
  }
  await click(page, await fieldAt(page, LISTED, 'control_after_generate'))
  await page.locator('.litemenu-entry').getByText('increment', { exact: true }).click()
  await filter('cat')
  expect(await run(4)).toEqual(['base.pt', 'Cat_1.pt', 'cat_2.pt', 'cat_3.bin'])
  await expect.poll(() => app.graph.getWidget(LISTED, 'model')).toBe('cat_3.bin')
  // Between slashes it is a pattern.
  await filter('/^dog|base/')
  expect(await run(3)).toEqual(['cat_3.bin', 'base.pt', 'dog_1.pt'])
  // One that leaves nothing leaves the value alone.
  await filter('nothing')
  expect(await run(2)).toEqual(['dog_1.pt', 'dog_1.pt'])
  await filter('/(/')
  expect(await run(2)).toEqual(['dog_1.pt', 'dog_1.pt'])

  const value = (name: string) => app.graph.getWidget(TURNED, name)
  const [x, y] = await fieldAt(page, TURNED, 'share')
  await drag(page, [x, y], [x + 55, y])
  await expect.poll(() => value('share')).toBe(0.3)
  await drag(page, [x, y], [x, y + 26])
  await expect.poll(() => value('share')).toBe(0.2)
  await drag(page, [x, y], [x + 400, y])
  await expect.poll(() => value('share')).toBe(1)
  const count = await fieldAt(page, TURNED, 'count')
  await drag(page, count, [count[0] + 40, count[1]])
  await expect.poll(() => value('count')).toBe(9)
  expect((await exportPrompt(page))[TURNED]).toMatchObject({ inputs: { share: 1, count: 9 } })
  expect((await getNode(page, TURNED)).pos).toEqual([420, 100])
  // Knobs are dark in light schemes too: what is written on them is light.
  await setSetting(page, 'Comfy.ColorPalette', 'light')
  await expect(page.locator('html')).toHaveAttribute('data-color-scheme', 'light')
  await untilDrawn(page)
  const [left, top] = await toPage(page, count)
  const clip = { x: left - 20, y: top - 20, width: 40, height: 40 }
  const brightest = async () =>
    (await sharp(await page.screenshot({ clip })).stats()).channels[0]!.max
  await expect.poll(brightest).toBeGreaterThan(190)
  // A turn is a step.
  await page.getByTestId('graph-canvas').focus()
  await page.keyboard.press('Control+z')
  await expect.poll(() => value('count')).toBe(3)
  await page.keyboard.press('Control+z')
  await expect.poll(() => value('share')).toBe(0.2)
})
