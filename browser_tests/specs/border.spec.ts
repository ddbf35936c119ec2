import type { Locator, Page } from '@playwright/test'
import { makeNested } from '../../tests-ui/harness/canvasDocuments'
import { findViolations } from '../flows/axe'
import { borderSlot, listOutside } from '../flows/border'
import { click, drag, slotOf, toPage, untilDrawn } from '../flows/canvas'
import { expect, test } from '../setup/test'

/** Two instances of one subgraph, each before a preview; inside, an empty picture that is inverted. */
const INSTANCES = [20, 21]
const EMPTY = 30

function makeTwins(): object {
  const document = makeNested(INSTANCES) as unknown as {
    nodes: { id: number; pos: number[]; size: number[] }[]
    definitions: { subgraphs: { nodes: { id: number; pos: number[] }[] }[] }
  }
  for (const node of document.nodes) {
    const isSecond = node.id % 2 === 1
    node.pos = [node.id < 50 ? 80 : 460, isSecond ? 420 : 80]
  }
  const [inside] = document.definitions.subgraphs
  for (const node of inside!.nodes) node.pos = [node.id === EMPTY ? 220 : 560, 60]
  return document
}

const choose = async (page: Page, text: string) => {
  await page.locator('.litecontextmenu').getByText(text, { exact: true }).click()
  await expect(page.locator('.litecontextmenu')).toHaveCount(0)
}
const openMenu = async (page: Page, side: 'inputNode' | 'outputNode', index: number) =>
  click(page, await borderSlot(page, side, index), { button: 'right' })

/** Goes down the list of what can be added, by the keys alone, and adds what is called so. */
async function addByKeys(side: Locator, label: RegExp): Promise<void> {
  const choices = side.getByRole('combobox')
  const chosen = choices.locator('option:checked')
  const labels = await choices.locator('option').allTextContents()
  const index = labels.findIndex((text) => label.test(text.trim()))
  expect(index).toBeGreaterThan(0)
  const { keyboard } = side.page()
  await choices.focus()
  for (let at = 1; at <= index; at++) {
    await keyboard.press('ArrowDown')
    await expect(chosen).toHaveText(labels[at]!)
  }
  await keyboard.press('Tab')
  await keyboard.press('Enter')
}

test('inputs and outputs of a subgraph are added, named, moved and removed at its border; every instance follows, one step each', async ({
  app,
  server
}) => {
  const { page } = app
  await app.openDocument(makeTwins(), 'twins')
  const outside = () => listOutside(page, INSTANCES)
  const expectOutside = (inputs: string[], outputs: string[]) =>
    expect
      .poll(async () => (await outside()).map((node) => [node.inputs, node.outputs]))
      .toEqual([
        [inputs, outputs],
        [inputs, outputs]
      ])
  await app.graph.enter(INSTANCES[0]!)

  await drag(
    page,
    await borderSlot(page, 'inputNode', -1),
    await slotOf(page, EMPTY, 'input', 'height')
  )
  await expectOutside(['width', 'height'], ['IMAGE'])
  await drag(
    page,
    await slotOf(page, EMPTY, 'output', 'IMAGE'),
    await borderSlot(page, 'outputNode', -1)
  )
  await expectOutside(['width', 'height'], ['IMAGE', 'IMAGE_1'])

  await page.mouse.dblclick(...(await toPage(page, await borderSlot(page, 'inputNode', 1))))
  const editor = page.getByTestId('canvas-title-editor')
  await expect(editor).toHaveValue('height')
  await editor.fill('Tall')
  await page.keyboard.press('Enter')
  await expectOutside(['width', 'Tall'], ['IMAGE', 'IMAGE_1'])
  await openMenu(page, 'outputNode', 1)
  await choose(page, 'Rename the slot')
  await expect(editor).toHaveValue('IMAGE_1')
  await editor.fill('Raw')
  await page.keyboard.press('Enter')
  await expectOutside(['width', 'Tall'], ['IMAGE', 'Raw'])

  await openMenu(page, 'inputNode', 0)
  await choose(page, 'Move down')
  await expectOutside(['Tall', 'width'], ['IMAGE', 'Raw'])
  await expect.poll(async () => (await outside())[1]!.fields).toEqual([64, 101])
  await openMenu(page, 'outputNode', 0)
  await choose(page, 'Remove the slot')
  await expectOutside(['Tall', 'width'], ['Raw'])

  await page.getByTestId('graph-canvas').focus()
  for (const [inputs, outputs] of [
    [
      ['Tall', 'width'],
      ['IMAGE', 'Raw']
    ],
    [
      ['width', 'Tall'],
      ['IMAGE', 'Raw']
    ],
    [
      ['width', 'Tall'],
      ['IMAGE', 'IMAGE_1']
    ],
    [
      ['width', 'height'],
      ['IMAGE', 'IMAGE_1']
    ],
    [['width', 'height'], ['IMAGE']]
  ] as const) {
    await page.keyboard.press('Control+z')
    await expectOutside([...inputs], [...outputs])
  }

  await app.graph.leave()
  await untilDrawn(page)
  await app.graph.typeNumber(INSTANCES[1]!, 'height', 96)
  await app.runButton.click()
  await expect(app.activeTab).toHaveAttribute('data-state', 'succeeded')
  const [ran] = await server.listHistory()
  expect(INSTANCES.map((id) => ran!.inputs[`${id}:${EMPTY}`])).toMatchObject([
    { width: 100, height: 64 },
    { width: 101, height: 96 }
  ])
})

test('[B42] the border is changed by the keyboard alone, from inside and from an instance; every instance follows, one step each', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(makeTwins(), 'twins')
  const expectOutside = (inputs: string[], outputs: string[]) =>
    expect
      .poll(async () =>
        (await listOutside(page, INSTANCES)).map((node) => [node.inputs, node.outputs])
      )
      .toEqual([
        [inputs, outputs],
        [inputs, outputs]
      ])
  const status = page.getByTestId('canvas-status')
  const crumbs = page.getByRole('navigation', { name: 'Subgraph' })
  await page.getByTestId('graph-canvas').focus()
  await page.keyboard.press('Alt+ArrowDown')
  await expect(status).toContainText(', node 1 of 4')
  await page.keyboard.press('Alt+Enter')
  await expect(crumbs).toBeVisible()
  await page.keyboard.press('Shift+F10')
  const menu = page.locator('.litecontextmenu')
  await expect(menu.locator(':focus')).toHaveText('Inputs and outputs of the subgraph')
  await page.keyboard.press('Enter')
  const border = page.getByTestId('inspector-border')
  await expect(border).toBeVisible()
  await expect(page.getByTestId('inspector-title')).toHaveValue('Inside')

  expect(await findViolations(page, '[data-testid="inspector"]')).toEqual([])

  const side = (name: string) => page.getByTestId(`border-${name}`)
  await addByKeys(side('inputs'), /^Empty Image: height/)
  await expectOutside(['width', 'height'], ['IMAGE'])
  const name = side('inputs').getByRole('textbox')
  await expect(name.last()).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Tall')
  await page.keyboard.press('Enter')
  await expectOutside(['width', 'Tall'], ['IMAGE'])
  const up = side('inputs').getByRole('button', { name: 'Move Tall up' })
  await up.focus()
  await page.keyboard.press('Enter')
  await expectOutside(['Tall', 'width'], ['IMAGE'])
  // It can go no further; the keyboard is on the way back.
  await expect(side('inputs').getByRole('button', { name: 'Move Tall down' })).toBeFocused()

  await addByKeys(side('outputs'), /^Empty Image/)
  await expectOutside(['Tall', 'width'], ['IMAGE', 'IMAGE_1'])
  await side('outputs').getByRole('button', { name: 'Remove IMAGE', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expectOutside(['Tall', 'width'], ['IMAGE_1'])
  await expect(side('outputs').getByRole('button', { name: 'Remove IMAGE_1' })).toBeFocused()

  // From outside, of the instance that is selected.
  await page.getByTestId('graph-canvas').focus()
  await page.keyboard.press('Escape')
  await expect(crumbs).toHaveCount(0)
  // The panel is another one now; the one of the graph inside had the same buttons.
  await expect(page.getByTestId('inspector')).toHaveAttribute('data-node-id', `${INSTANCES[0]}`)
  await expect(side('inputs').getByRole('textbox').first()).toHaveValue('Tall')
  await side('inputs').getByRole('button', { name: 'Remove Tall' }).focus()
  await page.keyboard.press('Enter')
  await expectOutside(['width'], ['IMAGE_1'])

  await page.getByTestId('graph-canvas').focus()
  for (const [inputs, outputs] of [
    [['Tall', 'width'], ['IMAGE_1']],
    [
      ['Tall', 'width'],
      ['IMAGE', 'IMAGE_1']
    ],
    [['Tall', 'width'], ['IMAGE']],
    [['width', 'Tall'], ['IMAGE']],
    [['width', 'height'], ['IMAGE']],
    [['width'], ['IMAGE']]
  ] as const) {
    await page.keyboard.press('Control+z')
    await expectOutside([...inputs], [...outputs])
  }
})
