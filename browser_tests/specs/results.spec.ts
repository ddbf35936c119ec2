import sharp from 'sharp'
import { makeDocument, makeNode } from '../../tests-ui/harness/canvasDocuments'
import { getNode, toPage } from '../flows/canvas'
import { MaskPage } from '../pages/maskPage'
import { expect, test } from '../setup/test'

const [BATCH, SAVE, PREVIEW, WRITER] = [3, 4, 5, 6]

/** A red and a blue picture: as an animation, as a grid, and what they are as a text. */
function makeMoving(): object {
  const empty = (id: number, colour: number) =>
    makeNode(id, 'EmptyImage', {
      outputs: { IMAGE: 'IMAGE' },
      pos: [0, id * 200],
      widgets_values: [64, 64, 1, colour]
    })
  return makeDocument(
    [
      empty(1, 0xff0000),
      empty(2, 0x0000ff),
      makeNode(BATCH, 'ImageBatch', {
        inputs: { image1: 'IMAGE', image2: 'IMAGE' },
        outputs: { IMAGE: 'IMAGE' },
        pos: [300, 200]
      }),
      makeNode(SAVE, 'SaveAnimatedWEBP', {
        inputs: { images: 'IMAGE' },
        pos: [600, 0],
        size: [280, 340],
        widgets_values: ['moving', 8, true, 80, 'fastest']
      }),
      makeNode(PREVIEW, 'PreviewImage', {
        inputs: { images: 'IMAGE' },
        pos: [600, 400],
        size: [280, 200]
      }),
      makeNode(WRITER, 'PreviewAny', {
        inputs: { source: '*' },
        pos: [300, 400],
        size: [240, 160]
      })
    ],
    [
      [1, 1, 0, BATCH, 0, 'IMAGE'],
      [2, 2, 0, BATCH, 1, 'IMAGE'],
      [3, BATCH, 0, SAVE, 0, 'IMAGE'],
      [4, BATCH, 0, PREVIEW, 0, 'IMAGE'],
      [5, BATCH, 0, WRITER, 0, 'IMAGE']
    ]
  )
}

test('the engine’s results are in their nodes: an animation that moves, a grid, a text', async ({
  app
}) => {
  await app.openDocument(makeMoving(), 'moving')
  await app.runButton.click()
  await expect(app.tab('moving')).toHaveAttribute('data-state', 'succeeded')
  const animation = app.page.locator('.node-animation')
  await expect(animation).toHaveAttribute('src', /moving_00001_\.webp/)
  const readRed = async () => {
    const { channels } = await sharp(await animation.screenshot()).stats()
    return Math.round(channels[0]!.mean)
  }
  const seen = new Set<number>()
  await expect
    .poll(async () => seen.add(await readRed()).size, { intervals: [60] })
    .toBeGreaterThan(1)
  await expect.poll(async () => (await app.getNode(PREVIEW)).images).toHaveLength(2)
  // The second picture of the grid, in the mask editor.
  const { pos, size } = await getNode(app.page, PREVIEW)
  const second = [pos[0]! + size[0]! * 0.75, pos[1]! + size[1]! * 0.6] as const
  await app.page.mouse.click(...(await toPage(app.page, second)), { button: 'right' })
  await app.page.locator('.litemenu-entry').getByText('Draw a mask on it').click()
  const editor = new MaskPage(app.page)
  await editor.expectOpen()
  await expect(editor.frame).toContainText('_00002_')
  await app.page.keyboard.press('Escape')
  await expect(editor.frame).toBeHidden()
  await expect.poll(() => app.graph.getWidget(WRITER, 'preview')).toMatch(/\S/)
})
