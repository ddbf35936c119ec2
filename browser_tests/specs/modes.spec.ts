import { makeDocument, makeNode } from '../../tests-ui/harness/canvasDocuments'
import { getNode, listNodes, readPixel, select } from '../flows/canvas'
import { expect, test } from '../setup/test'

const [EMPTY, INVERT, COMPOSITE, SHOWN, MASK, PICTURE, UNSHOWN, MUTED] = [1, 2, 3, 4, 5, 6, 7, 8]

/**
 * Onto a picture its own negative is laid, and shown; a mask is turned into a picture, and shown. A second negative
 * hangs beside.
 */
const DOCUMENT = makeDocument(
  [
    makeNode(EMPTY, 'EmptyImage', {
      outputs: { IMAGE: 'IMAGE' },
      pos: [100, 100],
      size: [220, 140],
      widgets_values: [64, 64, 1, 0]
    }),
    makeNode(INVERT, 'ImageInvert', {
      inputs: { image: 'IMAGE' },
      outputs: { IMAGE: 'IMAGE' },
      pos: [380, 60],
      size: [180, 40]
    }),
    makeNode(COMPOSITE, 'ImageCompositeMasked', {
      inputs: {
        destination: 'IMAGE',
        source: 'IMAGE',
        mask: { type: 'MASK', shape: 7 }
      },
      outputs: { IMAGE: 'IMAGE' },
      pos: [620, 100],
      size: [220, 160],
      widgets_values: [0, 0, false]
    }),
    makeNode(SHOWN, 'PreviewImage', {
      inputs: { images: 'IMAGE' },
      pos: [900, 200],
      size: [200, 100]
    }),
    makeNode(MASK, 'SolidMask', {
      outputs: { MASK: 'MASK' },
      pos: [100, 320],
      size: [220, 110],
      widgets_values: [1, 64, 64]
    }),
    makeNode(PICTURE, 'MaskToImage', {
      inputs: { mask: 'MASK' },
      outputs: { IMAGE: 'IMAGE' },
      pos: [380, 320],
      size: [180, 40]
    }),
    makeNode(UNSHOWN, 'PreviewImage', {
      inputs: { images: 'IMAGE' },
      pos: [620, 340],
      size: [200, 100]
    }),
    makeNode(MUTED, 'ImageInvert', {
      inputs: { image: 'IMAGE' },
      outputs: { IMAGE: 'IMAGE' },
      pos: [380, 180],
      size: [180, 40]
    })
  ],
  [
    [1, EMPTY, 0, INVERT, 0, 'IMAGE'],
    [2, EMPTY, 0, COMPOSITE, 0, 'IMAGE'],
    [3, INVERT, 0, COMPOSITE, 1, 'IMAGE'],
    [4, MASK, 0, COMPOSITE, 2, 'MASK'],
    [5, COMPOSITE, 0, SHOWN, 0, 'IMAGE'],
    [6, MASK, 0, PICTURE, 0, 'MASK'],
    [7, PICTURE, 0, UNSHOWN, 0, 'IMAGE'],
    [8, EMPTY, 0, MUTED, 0, 'IMAGE']
  ],
  { extra: { ds: { scale: 1, offset: [0, 0] } } }
)

type Prompt = Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>

test('muted nodes are in no prompt, bypassed ones pass on what fits by its type, and so the engine runs it', async ({
  app,
  server
}) => {
  const { page } = app
  await app.openDocument(DOCUMENT, 'modes')
  const exportPrompt = () =>
    page.evaluate(async () => {
      const { app: comfy } = window as unknown as {
        app: { graphToPrompt(): Promise<{ output: Prompt }> }
      }
      return (await comfy.graphToPrompt()).output
    })
  const press = async (id: number, key: string, mode: number) => {
    await select(page, id)
    await page.keyboard.press(key)
    await expect.poll(async () => (await getNode(page, id)).mode).toBe(mode)
  }
  expect(Object.keys(await exportPrompt())).toHaveLength((await listNodes(page)).length)

  // The negative is passed by, and looks like it: the picture comes twice.
  const body = [500, 92] as const
  await press(INVERT, 'Control+b', 4)
  const isPurple = async () => {
    const [red = 0, green = 0, blue = 0] = await readPixel(page, body)
    return red > green + 30 && blue > green + 30
  }
  await expect.poll(isPurple).toBe(true)
  expect(await exportPrompt()).toMatchObject({
    [COMPOSITE]: { inputs: { destination: ['1', 0], source: ['1', 0], mask: ['5', 0] } }
  })
  expect(await exportPrompt()).not.toHaveProperty(String(INVERT))
  const brightness = async () => Math.max(...(await readPixel(page, [500, 212])))
  const plain = await brightness()

  // A mask fits no picture: what is shown gets nothing. One that has a picture among its inputs passes the first on.
  await press(PICTURE, 'Control+b', 4)
  await press(COMPOSITE, 'Control+b', 4)
  await press(MUTED, 'Control+m', 2)
  await expect.poll(brightness).toBeLessThan(plain - 5)
  const prompt = await exportPrompt()
  expect(prompt[SHOWN]!.inputs).toEqual({ images: ['1', 0] })
  expect(prompt[UNSHOWN]!.inputs).toEqual({})
  for (const id of [INVERT, PICTURE, COMPOSITE, MUTED])
    expect(prompt).not.toHaveProperty(String(id))

  await press(UNSHOWN, 'Control+m', 2)
  await app.runButton.click()
  await expect(app.activeTab).toHaveAttribute('data-state', 'succeeded')
  const [run] = await server.listHistory()
  expect(run!.inputs).toEqual({
    [EMPTY]: expect.objectContaining({ width: 64 }),
    [SHOWN]: { images: ['1', 0] },
    [MASK]: expect.anything()
  })
})
