import type { AppPage } from '../pages/appPage'
import { makeDocument, makeNode } from '../../tests-ui/harness/canvasDocuments'
import type { CanvasHandle, GraphPoint } from '../flows/canvas'
import {
  chooseAt,
  click,
  drag,
  getNode,
  holding,
  select,
  slotOf,
  titleOf,
  toPage,
  untilDrawn
} from '../flows/canvas'
import { openWithClock, stopClock } from '../flows/clock'
import { expect, test } from '../setup/test'

const [PICTURE, INVERT, TEXT, SCALE] = [1, 2, 3, 4]

const makeVaried = () =>
  makeDocument(
    [
      makeNode(PICTURE, 'EmptyImage', {
        outputs: { IMAGE: 'IMAGE' },
        pos: [100, 120],
        size: [220, 140],
        widgets_values: [64, 64, 1, 0]
      }),
      makeNode(INVERT, 'ImageInvert', {
        inputs: { image: 'IMAGE' },
        outputs: { IMAGE: 'IMAGE' },
        pos: [440, 120],
        size: [180, 60]
      }),
      makeNode(TEXT, 'StringConcatenate', {
        outputs: { STRING: 'STRING' },
        pos: [720, 120],
        size: [260, 260],
        widgets_values: ['first', 'second', '']
      }),
      makeNode(SCALE, 'ImageScale', {
        inputs: { image: 'IMAGE' },
        outputs: { IMAGE: 'IMAGE' },
        pos: [440, 420],
        size: [260, 160],
        widgets_values: ['nearest-exact', 512, 512, 'disabled']
      })
    ],
    [],
    {
      groups: [{ id: 1, title: 'Group', bounding: [80, 330, 280, 200] }],
      extra: { ds: { scale: 1, offset: [0, 0] } }
    }
  )

/** The document, but for the view and the order in which the graph would be executed. */
async function read(app: AppPage): Promise<unknown> {
  return JSON.parse(JSON.stringify(await app.getDocument()), (key, value: unknown) =>
    key === 'ds' || key === 'order' ? undefined : value
  )
}

/** Looked at often: dozens of steps follow each other. */
const soon = (message: string) => ({ message, intervals: [20, 40, 80, 160, 320] })

/** The middle of a field. */
async function fieldOf({ page }: AppPage, id: number, name: string): Promise<GraphPoint> {
  await untilDrawn(page)
  return page.evaluate(
    ([nodeId, widgetName]) => {
      const { graph } = (window as unknown as CanvasHandle).app.canvas
      const node = graph.getNodeById(nodeId) as unknown as {
        pos: ArrayLike<number>
        size: ArrayLike<number>
        widgets: { name: string; y: number }[]
      }
      const { y } = node.widgets.find((widget) => widget.name === widgetName)!
      return [node.pos[0]! + node.size[0]! / 2, node.pos[1]! + y + 10] as const
    },
    [id, name] as const
  )
}

const shift = ([x, y]: GraphPoint, right: number, down: number): GraphPoint => [x + right, y + down]

test('each gesture of the mouse is one step back and one forth, whatever it changes', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(makeVaried(), 'steps')
  const field = page.locator('.graphdialog input')
  const corner = async (id: number): Promise<GraphPoint> => {
    const { pos, size } = await getNode(page, id)
    return [pos[0]! + size[0]! - 3, pos[1]! + size[1]! - 3]
  }
  const gestures: Readonly<Record<string, () => Promise<void>>> = {
    move: async () => {
      const from = await titleOf(page, INVERT)
      await drag(page, from, shift(from, 40, 90))
    },
    size: async () => drag(page, await corner(PICTURE), shift(await corner(PICTURE), 50, 20)),
    link: async () =>
      drag(page, await slotOf(page, PICTURE, 'output'), await slotOf(page, INVERT, 'input')),
    'link from an input': async () =>
      drag(
        page,
        await slotOf(page, SCALE, 'input', 'image'),
        await slotOf(page, PICTURE, 'output')
      ),
    reroute: async () => {
      const [a, b] = [await slotOf(page, PICTURE, 'output'), await slotOf(page, INVERT, 'input')]
      const middle: GraphPoint = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
      await holding(page, ['Alt'], () => drag(page, shift(middle, -12, -8), shift(middle, 0, -60)))
    },
    colour: async () => chooseAt(page, await titleOf(page, INVERT), 'Colour', 'Blue'),
    'move a group': () => drag(page, [200, 345], [240, 385]),
    'size a group': async () => {
      const [x, y] = await page.evaluate(() => {
        const { pos, size } = (window as unknown as CanvasHandle).app.graph.groups[0]!
        return [pos[0]! + size[0]!, pos[1]! + size[1]!] as const
      })
      await drag(page, [x - 3, y - 3], [x + 37, y + 27])
    },
    'drag a number': async () => {
      const at = await fieldOf(app, PICTURE, 'width')
      await drag(page, at, shift(at, 60, 0))
    },
    'type a number': async () => {
      await click(page, await fieldOf(app, PICTURE, 'height'))
      await field.fill('32')
      await field.press('Enter')
      await expect(field).toHaveCount(0)
    },
    'choose from a list': async () => {
      await click(page, await fieldOf(app, SCALE, 'upscale_method'))
      await page.locator('.litecontextmenu').getByText('bicubic', { exact: true }).click()
    },
    collapse: async () => {
      const { pos } = await getNode(page, SCALE)
      await click(page, [pos[0]! + 15, pos[1]! - 15])
    },
    rename: async () => {
      await page.mouse.dblclick(...(await toPage(page, await titleOf(page, TEXT))))
      const editor = page.getByTestId('canvas-title-editor')
      await editor.fill('Words')
      await editor.press('Enter')
    },
    mute: async () => {
      await select(page, INVERT)
      await page.keyboard.press('Control+m')
    },
    remove: async () => {
      await select(page, TEXT)
      await page.keyboard.press('Delete')
    }
  }
  const documents = [await read(app)]
  for (const [name, act] of Object.entries(gestures)) {
    await act()
    await expect.poll(() => read(app), soon(name)).not.toEqual(documents.at(-1))
    documents.push(await read(app))
  }
  const names = Object.keys(gestures)
  for (let step = names.length - 1; step >= 0; step--) {
    await page.keyboard.press('Control+z')
    await expect.poll(() => read(app), soon(`${names[step]} back`)).toEqual(documents[step])
  }
  await expect(app.activeTab).toHaveAttribute('data-unsaved', 'false')
  for (const [step, name] of names.entries()) {
    await page.keyboard.press('Control+y')
    await expect.poll(() => read(app), soon(`${name} again`)).toEqual(documents[step + 1])
  }
})

test('typing into a node’s text is one step; while it has the keyboard, its own undo works in it', async ({
  openApp
}) => {
  const app = await openWithClock(openApp)
  const { page } = app
  await app.openDocument(makeVaried(), 'typed')
  const text = page.locator('.comfy-multiline-input').first()
  const from = await titleOf(page, TEXT)
  await drag(page, from, shift(from, 0, 60))
  await expect.poll(async () => (await getNode(page, TEXT)).pos[1]!).toBeGreaterThan(160)
  const { pos } = await getNode(page, TEXT)

  await text.click()
  await page.keyboard.press('End')
  // A pause between two keys would begin another step.
  await stopClock(page)
  await page.keyboard.type(' words')
  await expect(text).toHaveValue('first words')
  await page.keyboard.press('Control+z')
  await expect(text).not.toHaveValue('first words')
  expect((await getNode(page, TEXT)).pos).toEqual(pos)
  await page.keyboard.press('Control+y')
  await expect(text).toHaveValue('first words')
  await expect.poll(() => app.graph.getWidget(TEXT, 'string_a')).toBe('first words')
  await page.clock.resume()

  await page.getByTestId('graph-canvas').focus()
  await page.keyboard.press('Control+z')
  await expect(text).toHaveValue('first')
  expect((await getNode(page, TEXT)).pos).toEqual(pos)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await getNode(page, TEXT)).pos).toEqual([720, 120])
})

test('a number pressed twice is typed into, not the canvas; its question goes with the tab', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(makeVaried(), 'numbers')
  const field = page.locator('.graphdialog input')
  await page.mouse.dblclick(...(await toPage(page, await fieldOf(app, PICTURE, 'width'))), {
    delay: 40
  })
  await expect(field).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('256')
  await page.keyboard.press('Enter')
  await expect(field).toHaveCount(0)
  expect(await app.graph.getWidget(PICTURE, 'width')).toBe(256)
  expect(await app.graph.countNodes()).toBe(4)

  await click(page, await fieldOf(app, PICTURE, 'height'))
  await expect(field).toBeFocused()
  await field.fill('300')
  await app.newWorkflow.click()
  await expect(field).toHaveCount(0)
  await app.tab('numbers').click()
  await expect.poll(() => app.graph.getWidget(PICTURE, 'height')).toBe(64)
})
