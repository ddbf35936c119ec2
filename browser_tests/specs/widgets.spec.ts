import type { Page } from '@playwright/test'
import { makeDocument, makeNode } from '../../tests-ui/harness/canvasDocuments'
import type { GraphPoint } from '../flows/canvas'
import { click, drag, getNode, listLinks, titleOf, toPage, untilDrawn } from '../flows/canvas'
import { PIXELS } from '../setup/frames'
import { expectChooser } from '../flows/choosing'
import { expect, test } from '../setup/test'
import { BLOCKED_HANDLER } from '../setup/watchErrors'

interface SlotHandle {
  readonly name: string
  readonly type: string
  readonly link?: number | null
}

interface NodeHandle {
  readonly inputs: readonly SlotHandle[]
  readonly outputs: readonly SlotHandle[]
  readonly widgets?: readonly { readonly name: string; readonly y: number }[]
  readonly pos: ArrayLike<number>
  readonly size: ArrayLike<number>
  getInputPos(slot: number): ArrayLike<number>
  getOutputPos(slot: number): ArrayLike<number>
}

/** What a node of the graph has, and where. */
async function look(page: Page, id: number) {
  await untilDrawn(page)
  return page.evaluate((nodeId) => {
    const { app } = window as unknown as {
      app: { canvas: { graph: { getNodeById(id: number): NodeHandle } } }
    }
    const node = app.canvas.graph.getNodeById(nodeId)
    const point = (at: ArrayLike<number>) => [at[0]!, at[1]!] as const
    return {
      inputs: node.inputs.map(({ name, type }, slot) => ({
        name,
        type,
        at: point(node.getInputPos(slot))
      })),
      outputs: node.outputs.map(({ name, type }, slot) => ({
        name,
        type,
        at: point(node.getOutputPos(slot))
      })),
      widgets: (node.widgets ?? []).map(({ name, y }) => ({
        name,
        at: [node.pos[0]! + node.size[0]! / 2, node.pos[1]! + y + 10] as const
      }))
    }
  }, id)
}

const inputAt = async (page: Page, id: number, name: string): Promise<GraphPoint> =>
  (await look(page, id)).inputs.find((slot) => slot.name === name)!.at
const outputAt = async (page: Page, id: number): Promise<GraphPoint> =>
  (await look(page, id)).outputs[0]!.at
const widgetAt = async (page: Page, id: number, name: string): Promise<GraphPoint> =>
  (await look(page, id)).widgets.find((widget) => widget.name === name)!.at
const inputNames = async (page: Page, id: number) =>
  (await look(page, id)).inputs.map(({ name }) => name)

async function hover(page: Page, at: GraphPoint): Promise<void> {
  await page.mouse.move(...(await toPage(page, at)), { steps: 3 })
}

/** Drops a picture onto a point of the canvas, or pastes one. */
async function giveFile(
  page: Page,
  kind: 'drop' | 'paste',
  at: GraphPoint,
  name: string
): Promise<void> {
  const [clientX, clientY] = await toPage(page, at)
  const bytes = [...PIXELS.red]
  await page.evaluate(
    (given) => {
      const data = new DataTransfer()
      const { name: filename, bytes: content, clientX: x, clientY: y } = given
      data.items.add(new File([new Uint8Array(content)], filename, { type: 'image/png' }))
      const canvas = document.querySelector('[data-testid="graph-canvas"]')!
      if (given.kind === 'paste')
        document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
      else
        canvas.dispatchEvent(
          new DragEvent('drop', {
            dataTransfer: data,
            clientX: x,
            clientY: y,
            bubbles: true,
            cancelable: true
          })
        )
    },
    { kind, name, bytes, clientX, clientY }
  )
}

const [EMPTY, MASK, BATCH, RESIZE, PAD, NUMBER, BLANK, PORTER] = [1, 2, 3, 4, 5, 6, 7, 8]

/** Nodes of the engine with every form of dynamic input. */
function makeDynamic(): object {
  return makeDocument(
    [
      makeNode(EMPTY, 'EmptyImage', {
        outputs: { IMAGE: 'IMAGE' },
        pos: [0, 0],
        widgets_values: [64, 64, 1, 0xff0000]
      }),
      makeNode(MASK, 'SolidMask', {
        outputs: { MASK: 'MASK' },
        pos: [0, 260],
        widgets_values: [1, 64, 64]
      }),
      makeNode(BATCH, 'BatchImagesNode', { outputs: { IMAGE: 'IMAGE' }, pos: [360, 0] }),
      makeNode(RESIZE, 'ResizeImageMaskNode', { pos: [360, 240], size: [300, 200] }),
      makeNode(PAD, 'ImagePadForOutpaint', { pos: [720, 0], size: [300, 200] }),
      makeNode(NUMBER, 'PrimitiveInt', {
        outputs: { INT: 'INT' },
        pos: [0, 500],
        widgets_values: [77, 'fixed']
      }),
      makeNode(BLANK, 'ImageBatch', { pos: [720, 320] }),
      makeNode(PORTER, 'PorterDuffImageComposite', { pos: [720, 460], size: [300, 140] })
    ],
    [],
    { extra: { ds: { scale: 1, offset: [60, 80] } } }
  )
}

test('dynamic inputs grow, change and take types by the mouse; a linked field shows what it gets', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(makeDynamic(), 'dynamic')
  // Growing: a free slot more than are in use.
  const first = (await inputNames(page, BATCH)).find((name) => name.startsWith('images.'))
  await drag(page, await outputAt(page, EMPTY), await inputAt(page, BATCH, first!))
  await expect.poll(() => listLinks(page)).toEqual(['1>3'])
  const before = (await inputNames(page, BATCH)).length
  const last = (await inputNames(page, BATCH)).at(-1)!
  await drag(page, await outputAt(page, EMPTY), await inputAt(page, BATCH, last))
  await expect.poll(async () => (await inputNames(page, BATCH)).length).toBeGreaterThan(before)

  // One type for what is put in and what comes out.
  await drag(page, await outputAt(page, MASK), await inputAt(page, RESIZE, 'input'))
  await expect.poll(async () => (await look(page, RESIZE)).outputs[0]!.type).toBe('MASK')
  await drag(page, await outputAt(page, EMPTY), await inputAt(page, RESIZE, 'input'))
  await expect.poll(async () => (await look(page, RESIZE)).outputs[0]!.type).toBe('IMAGE')

  // A choice decides over further fields.
  await click(page, await widgetAt(page, RESIZE, 'resize_type'))
  await page.locator('.litemenu-entry').getByText('scale width', { exact: true }).click()
  await expect
    .poll(async () => (await look(page, RESIZE)).widgets.map(({ name }) => name))
    .toContain('resize_type.width')

  // A field that a link feeds can't be written; its value is the source's.
  await drag(page, await outputAt(page, NUMBER), await inputAt(page, RESIZE, 'resize_type.width'))
  await expect
    .poll(async () => (await listLinks(page)).filter((link) => link === '6>4'))
    .toHaveLength(1)
  const readShown = () =>
    page.evaluate((id) => {
      const { app: comfy } = window as unknown as {
        app: {
          graph: { getNodeById(id: number): { widgets: { name: string; _displayValue: string }[] } }
        }
      }
      const { widgets } = comfy.graph.getNodeById(id)
      return widgets.find(({ name }) => name === 'resize_type.width')!._displayValue
    }, RESIZE)
  await expect.poll(readShown).toBe('77')
  await click(page, await widgetAt(page, RESIZE, 'resize_type.width'))
  await expect(page.locator('.graphdialog')).toHaveCount(0)
})

test('tips and marks tell of nodes; advanced fields are shown on demand; the search offers what is wanted', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(makeDynamic(), 'told')
  const tip = page.locator('.canvas-tip')
  await hover(page, await inputAt(page, RESIZE, 'input'))
  await expect(tip).toContainText('IMAGE,MASK')
  await hover(page, await outputAt(page, EMPTY))
  await expect(tip).toContainText('IMAGE')
  const { pos } = await getNode(page, RESIZE)
  await hover(page, [pos[0]! + 60, pos[1]! - 12])
  await expect(tip).toContainText(/\w{4}/)
  await hover(page, [-40, 900])
  await expect(tip).toHaveCount(0)

  const marks = await page.evaluate((id) => {
    const { app: comfy } = window as unknown as {
      app: { graph: { getNodeById(id: number): { badges: (() => { text: string })[] } } }
    }
    return comfy.graph.getNodeById(id).badges.map((badge) => badge().text)
  }, BLANK)
  expect(marks).toEqual(['deprecated'])

  const isShown = () =>
    page.evaluate((id) => {
      const { app: comfy } = window as unknown as {
        app: {
          graph: {
            getNodeById(id: number): {
              widgets: { name: string }[]
              isWidgetVisible(widget: unknown): boolean
            }
          }
        }
      }
      const node = comfy.graph.getNodeById(id)
      return node.isWidgetVisible(node.widgets.find(({ name }) => name === 'feathering'))
    }, PAD)
  expect(await isShown()).toBe(false)
  const padAt = (await getNode(page, PAD)).pos
  await click(page, [padAt[0]! + 60, padAt[1]! - 12], { button: 'right' })
  await page.locator('.litemenu-entry').getByText('Show advanced fields').click()
  expect(await isShown()).toBe(true)

  // A long list is filtered by what is typed.
  await click(page, await widgetAt(page, PORTER, 'mode'))
  await page.keyboard.type('atop dst')
  await expect(page.locator('.litemenu-entry:visible')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect.poll(() => app.graph.getWidget(PORTER, 'mode')).toBe('DST_ATOP')

  await page.getByTestId('graph-canvas').focus()
  await page.mouse.dblclick(...(await toPage(page, [500, 620])))
  const search = page.getByTestId('node-search')
  await search.locator('input').fill('load image output')
  const found = search.getByRole('listbox').getByRole('option')
  await expect(found.first()).toContainText('beta')
})

test.describe('a note with a handler', () => {
  test.use({ expectedErrors: BLOCKED_HANDLER })

  test('colours are picked, lists read anew, files dropped and pasted onto nodes; notes and reroutes are in no prompt', async ({
    app,
    server
  }) => {
    const { page } = app
    const body = new FormData()
    body.append('image', new Blob(['x'], { type: 'image/png' }), 'given.png')
    body.append('type', 'output')
    await app.openDocument(
      makeDocument(
        [
          makeNode(1, 'LoadImageOutput', { pos: [0, 0], size: [300, 200] }),
          makeNode(2, 'Note', { pos: [340, 0], size: [220, 100], widgets_values: ['plain'] }),
          makeNode(3, 'MarkdownNote', {
            pos: [340, 180],
            size: [260, 140],
            widgets_values: [
              '# Title\n<b onclick="window.hacked = 1">bold</b><script>window.hacked = 1</script>'
            ]
          }),
          makeNode(4, 'EmptyImage', {
            outputs: { IMAGE: 'IMAGE' },
            pos: [0, 320],
            size: [270, 130]
          }),
          makeNode(7, 'ColorToRGBInt', { pos: [340, 460], widgets_values: ['#ff0000'] }),
          // Below what the app tells at the upper right.
          makeNode(8, 'LoadImage', { pos: [960, 140], size: [280, 340] }),
          makeNode(5, 'PreviewImage', { inputs: { images: 'IMAGE' }, pos: [640, 320] }),
          makeNode(6, 'Reroute', { inputs: { '': '*' }, outputs: { '': '*' }, pos: [420, 400] })
        ],
        [
          [1, 4, 0, 6, 0, 'IMAGE'],
          [2, 6, 0, 5, 0, 'IMAGE']
        ],
        { extra: { ds: { scale: 1, offset: [60, 80] } } }
      ),
      'fields'
    )
    await expect(page.locator('.comfy-markdown-content h1')).toHaveText('Title')
    const bold = page.locator('.comfy-markdown-content b')
    await expect(bold).toHaveText('bold')
    await bold.click()
    const note = page.locator('.comfy-markdown')
    const source = note.locator('textarea')
    await expect(source).toBeHidden()
    await bold.dblclick()
    await expect(source).toBeFocused()
    await expect(note.locator('h1')).toBeHidden()
    await source.fill(
      '## Other\n<img src="data:," onerror="window.hacked = 1"> [words](javascript:window.hacked=1) _too_'
    )
    await page.getByTestId('graph-canvas').click({ position: { x: 700, y: 700 } })
    await expect(note.locator('h2')).toHaveText('Other')
    await expect(note.locator('em')).toHaveText('too')
    await note.getByText('words').click()
    await expect(source).toBeHidden()
    expect(await app.graph.getWidget(3, 'text')).toContain('## Other')
    expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined()
    // Written and left is one step; a double press of a text looks for no node.
    await expect(page.getByTestId('node-search')).toBeHidden()
    await page.keyboard.press('Control+z')
    await expect(note.locator('h1')).toHaveText('Title')

    await fetch(`${server.url}/api/upload/image`, { method: 'POST', body })
    await click(page, await widgetAt(page, 1, 'refresh'))
    await expect.poll(() => app.graph.getWidget(1, 'image')).toBe('given.png [output]')

    // A colour that is a number: the swatch opens the browser's own picker.
    const [x, y] = await widgetAt(page, 4, 'color')
    await click(page, [x + 135 - 24, y])
    await page.locator('input[type="color"]').fill('#00ff00')
    await expect.poll(() => app.graph.getWidget(4, 'color')).toBe(0x00ff00)

    await click(page, await widgetAt(page, 7, 'color'))
    await page.locator('input[type="color"]').fill('#123456')
    await expect.poll(() => app.graph.getWidget(7, 'color')).toBe('#123456')

    // What came to the server meanwhile is on the node's list with the definitions read anew.
    const later = new FormData()
    later.append('image', new Blob(['y'], { type: 'image/png' }), 'later.png')
    await fetch(`${server.url}/api/upload/image`, { method: 'POST', body: later })
    const listChoices = () =>
      page.evaluate(() => {
        const { app: comfy } = window as unknown as {
          app: {
            graph: { getNodeById(id: number): { widgets: { options: { values: string[] } }[] } }
          }
        }
        return comfy.graph.getNodeById(8).widgets[0]!.options.values
      })
    expect(await listChoices()).not.toContain('later.png')
    await page.getByTestId('graph-canvas').focus()
    await page.keyboard.press('r')
    await expect.poll(listChoices).toContain('later.png')

    await giveFile(page, 'drop', [1000, 340], 'dropped.png')
    await expect.poll(() => app.graph.getWidget(8, 'image')).toBe('dropped.png')
    await click(page, await titleOf(page, 8))
    await giveFile(page, 'paste', [1000, 340], 'pasted.png')
    await expect.poll(() => app.graph.getWidget(8, 'image')).toBe('pasted.png')
    const chosen = await expectChooser(page)
    await click(page, await widgetAt(page, 8, 'upload'))
    await (
      await chosen.chooser
    ).setFiles({ name: 'chosen.png', mimeType: 'image/png', buffer: PIXELS.red })
    await expect.poll(() => app.graph.getWidget(8, 'image')).toBe('chosen.png')
    await expect.poll(async () => (await app.getNode(8)).images).toHaveLength(1)

    // A link reroute: Alt and a press on a link.
    const [fromX, fromY] = await outputAt(page, 6)
    const [toX, toY] = await inputAt(page, 5, 'images')
    await page.keyboard.down('Alt')
    await drag(page, [(fromX + toX) / 2, (fromY + toY) / 2], [fromX + 60, fromY + 160])
    await page.keyboard.up('Alt')
    const countReroutes = () =>
      page.evaluate(
        () =>
          (window as unknown as { app: { graph: { reroutes: Map<number, unknown> } } }).app.graph
            .reroutes.size
      )
    await expect.poll(countReroutes).toBe(1)

    const prompt = await page.evaluate(async () => {
      const { app: comfy } = window as unknown as {
        app: { graphToPrompt(): Promise<{ output: Record<string, { class_type: string }> }> }
      }
      return (await comfy.graphToPrompt()).output
    })
    expect(
      Object.values(prompt)
        .map(({ class_type: type }) => type)
        .sort()
    ).toEqual(['ColorToRGBInt', 'EmptyImage', 'LoadImage', 'LoadImageOutput', 'PreviewImage'])
    expect(prompt[5]).toMatchObject({ inputs: { images: ['4', 0] } })
  })
})
