import type { Page } from '@playwright/test'
import { makeDocument, makeNode } from '../../../tests-ui/harness/canvasDocuments'
import { loadFixture } from '../../../tests-ui/harness/recording'
import type { CanvasHandle, GraphPoint } from '../../flows/canvas'
import {
  click,
  drag,
  listLinks,
  listNodes,
  listSelected,
  readPixel,
  select,
  slotOf,
  toPage,
  untilDrawn
} from '../../flows/canvas'
import { expect, test } from '../../setup/scripted'

const REQUIRED = {
  count: ['INT', { default: 4, min: 2, max: 10, step: 2 }],
  share: ['FLOAT', { default: 0.5, min: 0, max: 1, step: 0.1, round: 0.05, display: 'slider' }],
  amount: ['FLOAT', { default: 1, min: 0, max: 5, step: 0.25, round: 0.01 }],
  line: ['STRING', { default: 'one line' }],
  lines: ['STRING', { default: 'lines', multiline: true, placeholder: 'say it' }],
  flag: ['BOOLEAN', { default: false, label_on: 'yes', label_off: 'no' }],
  list: [['a', 'b', 'c'], { default: 'b' }],
  modern: ['COMBO', { options: ['x', 'y'], default: 'y' }],
  several: ['COMBO', { options: ['p', 'q', 'r'], multiselect: true }],
  seed: ['INT', { default: 0, min: 0, max: 9999, control_after_generate: 'increment' }],
  forced: ['INT', { forceInput: true }],
  lone: ['INT', { default: 1, socketless: true }],
  kept: ['STRING', { default: 'unseen', hidden: true }],
  late: ['INT', { default: 3, advanced: true }]
}
const OPTIONAL = {
  any: ['*', {}],
  either: ['IMAGE,MASK', {}],
  preferred: ['INT', { default: 5, defaultInput: true }]
}
const define = (name: string, required: object, optional: object = {}, more: object = {}) => ({
  input: { required, optional },
  input_order: { required: Object.keys(required), optional: Object.keys(optional) },
  output: ['IMAGE'],
  output_is_list: [false],
  output_name: ['picture'],
  name,
  display_name: `${name} as shown`,
  description: '',
  python_module: 'custom_nodes.probe',
  category: 'probe/inner',
  output_node: false,
  ...more
})
const DEFINITIONS = {
  FieldKinds: define('FieldKinds', REQUIRED, OPTIONAL),
  FieldLists: define(
    'FieldLists',
    {
      images: ['IMAGE', {}],
      prompt: ['STRING', { default: '', multiline: true, dynamicPrompts: true }],
      late: ['INT', { default: 3, advanced: true }]
    },
    {},
    { output: ['IMAGE', 'IMAGE'], output_is_list: [true, false], output_name: ['many', 'one'] }
  ),
  FieldDev: define('FieldDev', {}, {}, { dev_only: true }),
  FieldOld: define('FieldOld', {}, {}, { deprecated: true })
}
test.use({
  answers: {
    'GET /object_info': () => ({
      json: { ...(loadFixture('object_info.json') as object), ...DEFINITIONS }
    })
  }
})

const KINDS = 1

interface FieldHandle {
  readonly name: string
  readonly value: unknown
  readonly y: number
  readonly computedHeight?: number
}

const listFields = (page: Page) =>
  page.evaluate((id) => {
    const node = (window as unknown as CanvasHandle).app.canvas.graph.getNodeById(id)!
    const { widgets, pos, size } = node as unknown as {
      widgets: FieldHandle[]
      pos: ArrayLike<number>
      size: ArrayLike<number>
    }
    return widgets.map(({ name, value, y, computedHeight = 20 }) => ({
      name,
      value,
      at: [pos[0]! + size[0]! / 2, pos[1]! + y + computedHeight / 2] as const
    }))
  }, KINDS)
const find = async (page: Page, name: string) =>
  (await listFields(page)).find((field) => field.name === name)!
const fieldAt = async (page: Page, name: string): Promise<GraphPoint> => (await find(page, name)).at
const valueOf = async (page: Page, name: string) => (await find(page, name)).value

async function open(app: {
  page: Page
  openDocument(document: object, name: string): Promise<string>
}) {
  await app.openDocument(
    makeDocument([makeNode(KINDS, 'FieldKinds', { pos: [340, 20], size: [320, 620] })], [], {
      extra: { ds: { scale: 1, offset: [60, 40] } }
    }),
    'kinds'
  )
  await untilDrawn(app.page)
}

const exportInputs = (page: Page): Promise<Record<string, unknown>> =>
  page.evaluate(async (id) => {
    const { app } = window as unknown as {
      app: {
        graphToPrompt(): Promise<{ output: Record<number, { inputs: Record<string, unknown> }> }>
      }
    }
    return (await app.graphToPrompt()).output[id]!.inputs
  }, KINDS)

test('fields of every kind are written by the mouse, within what their definition allows', async ({
  app
}) => {
  const { page } = app
  await open(app)
  const expectValue = (name: string, value: unknown) =>
    expect.poll(() => valueOf(page, name), name).toEqual(value)
  const type = async (name: string, text: string) => {
    await click(page, await fieldAt(page, name))
    const field = page.locator('.graphdialog input')
    await field.fill(text)
    await field.press('Enter')
    await expect(field).toHaveCount(0)
  }
  const choose = async (name: string, text: string) => {
    await click(page, await fieldAt(page, name))
    await page.locator('.litemenu-entry').getByText(text, { exact: true }).click()
  }
  // Limits, steps and sums.
  for (const [text, value] of [
    ['99', 10],
    ['1', 2],
    ['5', 6],
    ['2+2*2', 6]
  ] as const) {
    await type('count', text)
    await expectValue('count', value)
  }
  const [x, y] = await fieldAt(page, 'count')
  await click(page, [x + 140, y])
  await expectValue('count', 8)
  await click(page, [x - 140, y])
  await expectValue('count', 6)
  await type('amount', '1.337')
  await expectValue('amount', 1.34)
  await type('amount', 'no number')
  await expectValue('amount', 1.34)

  // A slider follows the mouse, in its steps.
  const slider = await fieldAt(page, 'share')
  await drag(page, slider, [slider[0] + 74, slider[1]])
  await expectValue('share', 0.75)
  await drag(page, slider, [slider[0] + 400, slider[1]])
  await expectValue('share', 1)

  await type('line', 'other words')
  await expectValue('line', 'other words')
  const lines = page.locator('.comfy-multiline-input')
  await expect(lines).toHaveAttribute('placeholder', 'say it')
  await lines.fill('first\nsecond')
  await expectValue('lines', 'first\nsecond')
  await click(page, await fieldAt(page, 'flag'))
  await expectValue('flag', true)
  await choose('list', 'c')
  await expectValue('list', 'c')
  const [listX, listY] = await fieldAt(page, 'list')
  await click(page, [listX - 140, listY])
  await expectValue('list', 'b')
  await choose('modern', 'x')
  await expectValue('modern', 'x')
  // Of a list with several answers nothing is chosen at first.
  await expectValue('several', [])
  await choose('several', 'q')
  await choose('several', 'r')
  await expectValue('several', ['q', 'r'])
  await choose('several', '✓ q')
  await expectValue('several', ['r'])

  await choose('increment', 'fixed')
  await expectValue('increment', 'fixed')
  await lines.fill('a {cat|dog}')
  expect(await exportInputs(page)).toEqual({
    count: 6,
    share: 1,
    amount: 1.34,
    line: 'other words',
    lines: 'a {cat|dog}',
    flag: true,
    list: 'b',
    modern: 'x',
    several: { __value__: ['r'] },
    seed: 0,
    lone: 1,
    kept: 'unseen',
    late: 3
  })
})

test('inputs are where the definition puts them: sockets alone, fields alone, neither; a double press of one makes a primitive', async ({
  app
}) => {
  const { page } = app
  await open(app)
  const inputs = await page.evaluate((id) => {
    const node = (window as unknown as CanvasHandle).app.canvas.graph.getNodeById(id)!
    const slots = node as unknown as {
      inputs: { name: string; type: string; widget?: object }[]
    }
    return slots.inputs.map((slot) => `${slot.name}:${slot.type}${slot.widget ? ' field' : ''}`)
  }, KINDS)
  expect(inputs).toEqual(
    expect.arrayContaining([
      'forced:INT',
      'any:*',
      'either:IMAGE,MASK',
      'preferred:INT',
      'count:INT field',
      'lines:STRING field',
      'flag:BOOLEAN field',
      'list:COMBO field'
    ])
  )
  expect(inputs.some((slot) => slot.startsWith('lone'))).toBe(false)
  const shown = (await listFields(page)).map(({ name }) => name)
  for (const name of ['forced', 'preferred']) expect(shown).not.toContain(name)
  expect((await listNodes(page))[0]!.title).toBe('FieldKinds as shown')

  const double = async (at: GraphPoint) => page.mouse.dblclick(...(await toPage(page, at)))
  await double(await slotOf(page, KINDS, 'input', 'count'))
  await expect.poll(async () => (await listNodes(page)).length).toBe(2)
  const primitive = (await listNodes(page)).find(({ id }) => id !== KINDS)!
  expect(primitive).toMatchObject({ type: 'PrimitiveNode', title: 'count' })
  expect(primitive.pos[0]! + primitive.size[0]!).toBeLessThan(340)
  await expect.poll(() => listLinks(page)).toEqual([`${primitive.id}>${KINDS}`])
  // Its value is that of the field, with the field's limits.
  await app.graph.typeNumber(primitive.id, 'value', 99)
  await expect.poll(() => app.graph.getWidget(primitive.id, 'value')).toBe(10)
  expect(await exportInputs(page)).toMatchObject({ count: 10 })
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await listNodes(page)).length).toBe(1)
  expect(await listLinks(page)).toEqual([])
  // One that is no field's, or is fed, gets none.
  await double(await slotOf(page, KINDS, 'input', 'forced'))
  await page.mouse.move(...(await toPage(page, [0, 500])))
  await expect.poll(async () => (await readPixel(page, [0, 500])).length).toBe(3)
  expect(await listNodes(page)).toHaveLength(1)
})

test('the search filters by category and by what goes in and out, and leaves out what is old or for makers of nodes', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(makeDocument([]), 'searched')
  await page.mouse.dblclick(700, 450)
  const search = page.getByTestId('node-search')
  const rows = search.getByRole('listbox').getByRole('option')
  const text = search.getByRole('combobox').first()
  const filter = (key: string) => search.getByTestId(`node-search-${key}`)
  await expect(rows.first()).toBeVisible()
  await text.fill('as shown')
  await expect(rows).toHaveText([/FieldKinds as shown/, /FieldLists as shown/])
  await text.fill('probe inner')
  await expect(rows).toHaveText([/FieldKinds as shown/, /FieldLists as shown/])
  await text.fill('vaedec')
  await expect(rows.first()).toContainText('VAE Decode')

  await text.fill('')
  await filter('output').selectOption('VAE')
  await expect(rows.filter({ hasText: 'Load VAE' })).toHaveCount(1)
  await expect(rows.filter({ hasText: 'VAE Decode' })).toHaveCount(0)
  await filter('output').selectOption('')
  await filter('input').selectOption('VAE')
  await expect(rows.filter({ hasText: /^VAE Decode/ }).first()).toBeVisible()
  await expect(rows.filter({ hasText: 'Load VAE' })).toHaveCount(0)
  await filter('category').selectOption('probe')
  await expect(rows).toHaveText([/FieldKinds as shown/])
  await filter('category').selectOption('')
  await filter('input').selectOption('')

  await text.fill('FieldKinds')
  await page.keyboard.press('Enter')
  await expect(search).toBeHidden()
  await expect
    .poll(async () => (await listNodes(page)).map(({ type }) => type))
    .toEqual(['FieldKinds'])
  await expect.poll(() => listSelected(page)).toHaveLength(1)
})

test('outputs that are lists have their mark, the inspector has advanced fields, and each run takes an alternative of a text', async ({
  app,
  script
}) => {
  const { page } = app
  await app.openDocument(
    makeDocument(
      [
        makeNode(1, 'EmptyImage', {
          outputs: { IMAGE: 'IMAGE' },
          pos: [60, 120],
          size: [220, 140],
          widgets_values: [64, 64, 1, 0]
        }),
        makeNode(2, 'FieldLists', {
          inputs: { images: 'IMAGE' },
          outputs: { many: 'IMAGE', one: 'IMAGE' },
          pos: [340, 120],
          size: [260, 200],
          widgets_values: ['{red|blue} fish', 3]
        }),
        makeNode(3, 'PreviewImage', { inputs: { images: 'IMAGE' }, pos: [660, 120] })
      ],
      [
        [1, 1, 0, 2, 0, 'IMAGE'],
        [2, 2, 1, 3, 0, 'IMAGE']
      ],
      { extra: { ds: { scale: 1, offset: [0, 0] } } }
    ),
    'lists'
  )
  const shapes = await page.evaluate(() => {
    const node = (window as unknown as CanvasHandle).app.canvas.graph.getNodeById(2)
    const { outputs } = node as unknown as { outputs: { name: string; shape?: number }[] }
    return outputs.map(({ name, shape }) => [name, shape ?? null])
  })
  // LiteGraph's grid.
  expect(shapes).toEqual([
    ['many', 6],
    ['one', null]
  ])

  await select(page, 2)
  await page.keyboard.press('i')
  const advanced = page.getByTestId('inspector-advanced')
  await expect(advanced.getByRole('textbox')).toBeHidden()
  await advanced.locator('summary').click()
  await advanced.getByRole('textbox').fill('7')
  await page.keyboard.press('Enter')
  await expect.poll(() => app.graph.getWidget(2, 'late')).toBe(7)

  const texts: unknown[] = []
  script.onPrompt(({ body }) => {
    const prompt = body.prompt as Record<string, { inputs: Record<string, unknown> }>
    texts.push(prompt[2]?.inputs.prompt)
  })
  await page.getByTestId('run-batch-count').fill('30')
  await app.runButton.click()
  await expect.poll(() => texts.length).toBe(30)
  expect([...new Set(texts)].sort()).toEqual(['blue fish', 'red fish'])
  expect(await app.graph.getWidget(2, 'prompt')).toBe('{red|blue} fish')
})
