import sharp from 'sharp'
import { makeDocument, makeNode } from '../../tests-ui/harness/canvasDocuments'
import { select } from '../flows/canvas'
import type { AppPage } from '../pages/appPage'
import { MaskPage } from '../pages/maskPage'
import type { AppServer } from '../setup/appServer'
import { expect, test } from '../setup/test'

const LOAD = 1
const SAVED = /^clipspace\/clipspace-painted-masked-\d+\.png \[input\]$/

/** Loads a picture, and saves its mask and what is seen of it. */
function makeMasking(image: string): object {
  return makeDocument(
    [
      makeNode(LOAD, 'LoadImage', {
        outputs: { IMAGE: 'IMAGE', MASK: 'MASK' },
        pos: [40, 80],
        size: [320, 360],
        widgets_values: [image, 'image']
      }),
      makeNode(2, 'MaskToImage', {
        inputs: { mask: 'MASK' },
        outputs: { IMAGE: 'IMAGE' },
        pos: [420, 80]
      }),
      makeNode(3, 'SaveImage', {
        inputs: { images: 'IMAGE' },
        pos: [420, 200],
        size: [300, 280],
        widgets_values: ['the mask']
      }),
      makeNode(4, 'SaveImage', {
        inputs: { images: 'IMAGE' },
        pos: [760, 200],
        size: [300, 280],
        widgets_values: ['the picture']
      })
    ],
    [
      [1, LOAD, 1, 2, 0, 'MASK'],
      [2, 2, 0, 3, 0, 'IMAGE'],
      [3, LOAD, 0, 4, 0, 'IMAGE']
    ]
  )
}

const [WIDTH, HEIGHT] = [320, 240]
/** Colours that differ everywhere: RGB. */
const PICTURE = Buffer.from(
  Array.from({ length: WIDTH * HEIGHT }, (_, at) => [
    at % 251,
    (at * 7) % 253,
    (at >> 8) % 255
  ]).flat()
)

/** A picture of the test's own in the input folder. */
async function uploadPicture(server: AppServer, name: string): Promise<void> {
  const raw = { width: WIDTH, height: HEIGHT, channels: 3 } as const
  const body = new FormData()
  body.append('image', new Blob([await sharp(PICTURE, { raw }).png().toBuffer()]), name)
  await fetch(`${server.url}/api/upload/image`, { method: 'POST', body })
}

async function openEditor(app: AppPage, server: AppServer): Promise<MaskPage> {
  await uploadPicture(server, 'small.png')
  await app.openDocument(makeMasking('small.png'), 'masking')
  // A press on the picture would enlarge it.
  await select(app.page, LOAD)
  return reopen(app)
}

async function reopen(app: AppPage): Promise<MaskPage> {
  await app.page.keyboard.press('Control+Shift+P')
  await app.page.getByRole('combobox').fill('mask editor')
  await app.page.keyboard.press('Enter')
  const editor = new MaskPage(app.page)
  await editor.expectOpen()
  return editor
}

async function readOutput(server: AppServer, name: string): Promise<Buffer> {
  const query = new URLSearchParams({ filename: name, type: 'output' })
  const response = await fetch(`${server.url}/api/view?${query.toString()}`)
  return sharp(Buffer.from(await response.arrayBuffer()))
    .removeAlpha()
    .raw()
    .toBuffer()
}

async function run(app: AppPage, name: string): Promise<void> {
  await app.runButton.click()
  await expect(app.tab(name)).toHaveAttribute('data-state', 'succeeded')
}

test('what is painted with the mouse is the mask that the engine loads; undo takes it off the node', async ({
  app,
  server
}) => {
  const editor = await openEditor(app, server)
  await editor.setSize(50)
  await editor.draw([
    [0.2, 0.3],
    [0.7, 0.35]
  ])
  await editor.draw([[0.45, 0.33]], 'right')
  const wide = await editor.getShare()
  await editor.setSize(12)
  await editor.draw([
    [0.2, 0.6],
    [0.5, 0.6],
    [0.5, 0.8],
    [0.2, 0.8],
    [0.2, 0.6]
  ])
  await editor.tool('fill').click()
  const inside = await editor.at(0.35, 0.7)
  await app.page.mouse.click(inside.x, inside.y)
  expect(await editor.getShare()).toBeGreaterThan(wide + 0.05)
  const drawn = await editor.read()
  await editor.save.click()
  await expect(editor.frame).toBeHidden()
  await expect.poll(() => app.graph.getWidget(LOAD, 'image')).toMatch(SAVED)

  await run(app, 'masking')
  const mask = await readOutput(server, 'the mask_00001_.png')
  // Numbers between 0 and 1 are cut off to bytes when a picture is saved, as ComfyUI does it.
  expect(drawn.filter((value, at) => Math.abs(value - mask[at * 3]!) > 1)).toHaveLength(0)
  expect(drawn.filter((value) => value === 255).length).toBeGreaterThan(10_000)
  expect(Buffer.compare(await readOutput(server, 'the picture_00001_.png'), PICTURE)).toBe(0)

  // What was saved comes back, and can be drawn on.
  const again = await reopen(app)
  expect(Buffer.compare(await again.read(), drawn)).toBe(0)
  await app.page.keyboard.press('i')
  await app.page.keyboard.press('Escape')
  await app.dialogCancel.click()
  await expect(again.stage).toBeVisible()
  await app.page.keyboard.press('Escape')
  await app.dialogConfirm.click()
  await expect(again.frame).toBeHidden()

  await app.page.keyboard.press('Control+z')
  await expect.poll(() => app.graph.getWidget(LOAD, 'image')).toBe('small.png')
  await app.page.keyboard.press('Control+y')
  await expect.poll(() => app.graph.getWidget(LOAD, 'image')).toMatch(SAVED)
})

test('a drawing that the server refuses stays, and is saved at the next try; paint is kept apart', async ({
  app,
  server
}) => {
  const { page } = app
  const editor = await openEditor(app, server)
  await editor.tool('paint').click()
  await editor.setSize(40)
  await editor.draw([[0.25, 0.25]])
  await editor.tool('brush').click()
  await editor.draw([[0.75, 0.75]])
  await editor.tool('eraser').click()
  await editor.setSize(10)
  await editor.draw([[0.75, 0.75]])
  const drawn = await editor.read()
  let isRefusing = true
  await page.route('**/upload/mask', (route) =>
    isRefusing ? route.fulfill({ status: 500, body: 'disk full' }) : route.continue()
  )
  await editor.save.click()
  await expect(editor.error).toContainText('disk full')
  expect(Buffer.compare(await editor.read(), drawn)).toBe(0)
  isRefusing = false
  await editor.save.click()
  await expect(editor.frame).toBeHidden()

  await run(app, 'masking')
  const picture = await readOutput(server, 'the picture_00001_.png')
  const colourAt = (x: number, y: number) => [
    ...picture.subarray((y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3)
  ]
  expect(colourAt(80, 60)).toEqual([0xe5, 0x48, 0x4d])
  const far = (200 * WIDTH + 20) * 3
  expect(colourAt(20, 200)).toEqual([...PICTURE.subarray(far, far + 3)])

  // Paint is a layer of its own: cleared, the picture beneath it is there again.
  const again = await reopen(app)
  expect(Buffer.compare(await again.read(), drawn)).toBe(0)
  await page.getByRole('button', { name: 'Clear mask and paint' }).click()
  await again.save.click()
  await expect(again.frame).toBeHidden()
  await run(app, 'masking')
  expect(Buffer.compare(await readOutput(server, 'the picture_00002_.png'), PICTURE)).toBe(0)
})
