import type { CDPSession, Page } from '@playwright/test'
import type { GraphPoint } from '../flows/canvas'
import {
  click,
  drag,
  getNode,
  getView,
  holding,
  listSelected,
  runCommand,
  setSetting,
  titleOf,
  toPage
} from '../flows/canvas'
import { expect, test } from '../setup/test'

const DOCUMENT = {
  nodes: [
    { id: 1, type: 'EmptyImage', pos: [100, 120], size: [220, 140] },
    { id: 2, type: 'ImageInvert', pos: [500, 420], size: [180, 60] }
  ],
  links: [],
  extra: { ds: { scale: 1, offset: [0, 0] } },
  version: 0.4
}
/** px of the page. */
type Spot = readonly [x: number, y: number]

/** Fingers on the screen, as the browser hears of them. */
class Fingers {
  readonly #session: CDPSession
  #at: readonly Spot[] = []

  constructor(session: CDPSession) {
    this.#session = session
  }

  async put(...spots: readonly Spot[]): Promise<void> {
    this.#at = spots
    await this.#tell('touchStart')
  }

  /** In small steps, as fingers go. */
  async move(...spots: readonly Spot[]): Promise<void> {
    const from = this.#at
    const steps = [1, 2, 3, 4, 5, 6]
    await Promise.all(
      steps.map((step) => {
        const share = step / steps.length
        this.#at = spots.map(([x, y], finger) => {
          const [left, top] = from[finger]!
          return [left + (x - left) * share, top + (y - top) * share]
        })
        return this.#tell('touchMove')
      })
    )
  }

  async lift(): Promise<void> {
    this.#at = []
    await this.#tell('touchEnd')
  }

  /** One finger goes from spot to spot, without a rest in between. */
  async drag(from: Spot, to: Spot): Promise<void> {
    await Promise.all([this.put(from), this.move(to), this.lift()])
  }

  async #tell(type: 'touchStart' | 'touchMove' | 'touchEnd'): Promise<void> {
    const touchPoints = this.#at.map(([x, y], id) => ({ x, y, id }))
    await this.#session.send('Input.dispatchTouchEvent', { type, touchPoints })
  }
}

/** Where on the graph a spot of the page lies. */
async function toGraph(page: Page, [x, y]: Spot): Promise<GraphPoint> {
  const { scale, offset } = await getView(page)
  const { left, top } = await page
    .getByTestId('graph-canvas')
    .evaluate((canvas) => canvas.getBoundingClientRect())
  return [(x - left) / scale - offset[0]!, (y - top) / scale - offset[1]!]
}

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true })

  test('two fingers zoom and move the view, one moves nodes and the view, and one that rests opens the menu', async ({
    app
  }) => {
    const { page } = app
    await app.openDocument(DOCUMENT, 'touched')
    await expect.poll(() => getView(page)).toEqual({ scale: 1, offset: [0, 0] })
    const fingers = new Fingers(await page.context().newCDPSession(page))

    // What lies between the fingers stays there, also where one is put onto a node.
    const middle: Spot = [400, 300]
    const before = await toGraph(page, middle)
    const onNode = await toPage(page, [200, 180])
    await fingers.put(onNode, [800 - onNode[0], 600 - onNode[1]])
    const apart = (factor: number): Spot[] =>
      [1, -1].map((side) => [
        400 + side * factor * (onNode[0] - 400),
        300 + side * factor * (onNode[1] - 300)
      ])
    await fingers.move(...apart(2))
    await expect.poll(async () => (await getView(page)).scale).toBeCloseTo(2, 1)
    const after = await toGraph(page, middle)
    expect(after[0]).toBeCloseTo(before[0], 0)
    expect(after[1]).toBeCloseTo(before[1], 0)
    await fingers.move(...apart(1))
    await fingers.lift()
    await expect.poll(async () => (await getView(page)).scale).toBeCloseTo(1, 1)
    expect((await getNode(page, 1)).pos).toEqual([100, 120])

    const { offset } = await getView(page)
    await fingers.put([500, 300], [640, 300])
    await fingers.move([560, 340], [700, 340])
    await fingers.lift()
    await expect
      .poll(async () => (await getView(page)).offset.map((at, i) => Math.round(at - offset[i]!)))
      .toEqual([60, 40])
    expect((await getView(page)).scale).toBeCloseTo(1, 1)

    const at = await toPage(page, await titleOf(page, 2))
    await fingers.drag(at, [at[0] + 80, at[1] + 50])
    await expect.poll(async () => (await getNode(page, 2)).pos[0]!).toBeGreaterThan(550)
    const moved = await getView(page)
    const free: Spot = [900, 700]
    await fingers.drag(free, [free[0] - 80, free[1] - 50])
    await expect
      .poll(async () => (await getView(page)).offset[0]!)
      .toBeLessThan(moved.offset[0]! - 40)

    await page.touchscreen.tap(...(await toPage(page, await titleOf(page, 2))))
    await expect.poll(() => listSelected(page)).toEqual([2])
    const tap = () => page.touchscreen.tap(...free)
    await Promise.all([tap(), tap()])
    await expect(page.getByTestId('node-search')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('node-search')).toBeHidden()

    await fingers.put(await toPage(page, await titleOf(page, 1)))
    const menu = page.locator('.litecontextmenu')
    await expect(menu).toContainText('Collapse')
    await fingers.lift()
    await expect(menu).toContainText('Collapse')
    expect(await listSelected(page)).toEqual([1])
  })

  test('two fingers zoom and move the view where the first is put onto a text of a node, too', async ({
    app
  }) => {
    const { page } = app
    await app.openDocument(
      {
        ...DOCUMENT,
        nodes: [
          {
            id: 3,
            type: 'StringConcatenate',
            pos: [100, 120],
            size: [300, 300],
            widgets_values: ['words', '', '']
          }
        ]
      },
      'written'
    )
    await expect.poll(() => getView(page)).toEqual({ scale: 1, offset: [0, 0] })
    const text = page.locator('.comfy-multiline-input').first()
    const box = (await text.boundingBox())!
    const onText: Spot = [box.x + box.width / 2, box.y + box.height / 2]
    const beside: Spot = [onText[0] + 300, onText[1]]
    const fingers = new Fingers(await page.context().newCDPSession(page))
    await fingers.put(onText)
    await fingers.put(onText, beside)
    const middle: Spot = [onText[0] + 150, onText[1]]
    const before = await toGraph(page, middle)
    await fingers.move([onText[0] - 150, onText[1]], [beside[0] + 150, beside[1]])
    await expect.poll(async () => (await getView(page)).scale).toBeCloseTo(2, 1)
    const after = await toGraph(page, middle)
    expect(after[0]).toBeCloseTo(before[0], 0)
    expect(after[1]).toBeCloseTo(before[1], 0)
    // Both on the text.
    await fingers.lift()
    const { scale } = await getView(page)
    const [x, y] = onText
    await fingers.put([x - 80, y], [x + 80, y])
    await fingers.move([x - 40, y], [x + 40, y])
    await expect.poll(async () => (await getView(page)).scale).toBeCloseTo(scale / 2, 1)
    await fingers.lift()

    // One is the text's own.
    await page.touchscreen.tap(x, y)
    await expect(text).toBeFocused()
  })
})

test('on a touchpad, a pinch zooms and two fingers zoom or move the view, as the setting says', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(DOCUMENT, 'padded')
  await expect.poll(() => getView(page)).toEqual({ scale: 1, offset: [0, 0] })
  const spot: Spot = [700, 300]
  await page.mouse.move(...spot)
  const scale = async () => (await getView(page)).scale
  const pinch = (delta: number) => holding(page, ['Control'], () => page.mouse.wheel(0, delta))

  // Browsers give a pinch out as small turns of the wheel with Ctrl.
  const before = await toGraph(page, spot)
  await pinch(-20)
  await expect.poll(scale).toBeCloseTo(Math.exp(0.2), 2)
  const after = await toGraph(page, spot)
  expect(after[0]).toBeCloseTo(before[0], 0)
  expect(after[1]).toBeCloseTo(before[1], 0)
  await page.mouse.wheel(0, 20)
  await expect.poll(scale).toBeCloseTo(1, 2)

  await setSetting(page, 'Comfy.Canvas.NavigationMode', 'standard')
  const { offset } = await getView(page)
  const shift = async () =>
    (await getView(page)).offset.map((at, index) => Math.round(at - offset[index]!))
  await page.mouse.wheel(12, 30)
  await expect.poll(shift).toEqual([-12, -30])
  await page.mouse.wheel(0, 120)
  await expect.poll(shift).toEqual([-12, -150])
  await holding(page, ['Shift'], () => page.mouse.wheel(0, 120))
  await expect.poll(shift).toEqual([-132, -150])
  expect(await scale()).toBeCloseTo(1, 2)
  await pinch(20)
  await expect.poll(scale).toBeCloseTo(Math.exp(-0.2), 2)

  // The left button is free for boxes then; Space or the middle button move the view.
  const { pos, size } = await getNode(page, 2)
  await drag(page, [pos[0]! - 40, pos[1]! - 60], [pos[0]! + size[0]! + 30, pos[1]! + 40])
  await expect.poll(() => listSelected(page)).toEqual([2])
})

test('keys, buttons and a drag with Ctrl and Shift zoom; a locked canvas moves the view only', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(DOCUMENT, 'zoomed')
  const scale = async () => (await getView(page)).scale
  await expect.poll(scale).toBe(1)
  await page.getByTestId('graph-canvas').focus()
  await page.keyboard.press('Alt+=')
  await expect.poll(scale).toBeCloseTo(1.2)
  await page.keyboard.press('Alt+-')
  await page.keyboard.press('Alt+-')
  await expect.poll(scale).toBeCloseTo(1 / 1.2)
  await runCommand(page, 'natural size')
  await expect.poll(scale).toBe(1)
  await page.mouse.move(700, 600)
  await holding(page, ['Control', 'Shift'], async () => {
    await page.mouse.down()
    await page.mouse.move(700, 550, { steps: 5 })
    await page.mouse.up()
  })
  await expect.poll(scale).toBeCloseTo(1.5, 1)

  // What is selected fills the view; without a selection all does.
  await click(page, await titleOf(page, 2))
  await page.keyboard.press('.')
  await expect
    .poll(async () => {
      const [x, y] = await toPage(page, [590, 450])
      return Math.hypot(x - 756, y - 468) < 60
    })
    .toBe(true)

  await page.keyboard.press('h')
  const { offset } = await getView(page)
  const at = await titleOf(page, 2)
  await drag(page, at, [at[0] + 60, at[1] + 40])
  await expect.poll(async () => (await getView(page)).offset).not.toEqual(offset)
  await page.keyboard.press('Delete')
  expect((await getNode(page, 2)).pos).toEqual([500, 420])
  await page.keyboard.press('v')
  await drag(page, await titleOf(page, 2), [at[0] + 60, at[1] + 40])
  await expect.poll(async () => (await getNode(page, 2)).pos).not.toEqual([500, 420])
})
