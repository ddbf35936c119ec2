import type { Locator, Page } from '@playwright/test'
import sharp from 'sharp'
import { makeDocument, makeNode } from '../../../tests-ui/harness/canvasDocuments'
import { findViolations } from '../../flows/axe'
import { click, drag, getNode, toPage } from '../../flows/canvas'
import { SAVE } from '../../flows/sampling'
import { expect, test } from '../../setup/scripted'

const [COMPARE, WRITER, PLAYER, LOADER] = [11, 12, 13, 14]

/** Nodes of a real ComfyUI, each of which shows another kind of result. */
function makeResults(): object {
  const image = { images: 'IMAGE' }
  return makeDocument(
    [
      makeNode(3, 'ProbeSteps', { outputs: { IMAGE: 'IMAGE' }, pos: [-300, 0] }),
      makeNode(SAVE, 'SaveImage', { inputs: image, pos: [0, 0], size: [260, 300] }),
      makeNode(COMPARE, 'ImageCompare', {
        inputs: { image_a: 'IMAGE', image_b: 'IMAGE' },
        pos: [290, 0],
        size: [260, 300]
      }),
      makeNode(WRITER, 'PreviewImage', { inputs: image, pos: [580, 0], size: [260, 140] }),
      makeNode(PLAYER, 'PreviewImage', { inputs: image, pos: [0, 360], size: [260, 300] }),
      makeNode(LOADER, 'LoadAudio', { outputs: { AUDIO: 'AUDIO' }, pos: [290, 360] })
    ],
    [1, 2, 3, 4].map((link) => [link, 3, 0, [SAVE, COMPARE, WRITER, PLAYER][link - 1]!, 0, 'IMAGE'])
  )
}

const getSelected = (page: Page) =>
  page.evaluate(() => {
    const { app } = window as never as {
      app: { canvas: { selected_nodes: Record<string, { id: number }> } }
    }
    return Object.values(app.canvas.selected_nodes).map(({ id }) => id)
  })

/** How many pictures of the saving node can be seen, and pressed. */
const countLoaded = (page: Page) =>
  page.evaluate((id) => {
    const { app } = window as never as {
      app: { graph: { getNodeById(id: number): { imgs?: HTMLImageElement[] } } }
    }
    const { imgs = [] } = app.graph.getNodeById(id)
    return imgs.filter(({ naturalWidth }) => naturalWidth > 0).length
  }, SAVE)

const COLOURS: Readonly<Record<string, string>> = { a: '#f00', b: '#00f' }
const file = (filename: string) => ({ filename, subfolder: '', type: 'output' })
const files = (...names: string[]) => names.map((name) => file(`${name}.png`))
const pictures = await Promise.all(
  ['a', 'b', 'c', 'd'].map(async (name) => {
    const background = COLOURS[name] ?? '#0f0'
    const picture = sharp({ create: { width: 64, height: 64, channels: 3, background } })
    return [`${name}.png`, await picture.png().toBuffer()] as const
  })
)

test.use({
  answers: {
    'GET /view': ({ query }) => {
      const name = query.get('filename')
      const bytes = pictures.find(([known]) => known === name)?.[1]
      return bytes ? { bytes, headers: { 'content-type': 'image/png' } } : { status: 404 }
    }
  },
  expectedErrors: /status of 404 .*view/
})

/** Colour of the middle of a part of an element: r, g, b. */
async function readColour(element: Locator, share: number): Promise<number[]> {
  const shot = sharp(await element.screenshot())
  const { width, height } = await shot.metadata()
  const left = Math.floor(width * share)
  const raw = await shot
    .extract({ left, top: Math.floor(height / 2), width: 1, height: 1 })
    .removeAlpha()
    .raw()
    .toBuffer()
  return [...raw]
}

test('results in their nodes: a grid with a chosen picture, a comparison, players, texts; their menus', async ({
  app
}) => {
  const { page } = app
  const { run } = await app.startSampling('results', makeResults())
  await app.page.evaluate(() => {
    Object.assign(window, { opened: [] })
    window.open = (url) => {
      ;(window as never as { opened: unknown[] }).opened.push(String(url))
      return null
    }
  })
  run
    .executed(SAVE, { images: files('a', 'b', 'c', 'd') })
    .executed(COMPARE, { a_images: files('a'), b_images: files('b') })
    .executed(WRITER, { text: ['a line'], strange: [{ mean: 0.5 }] })
    .executed(PLAYER, { images: [file('clip.mp4')], audio: [file('tone.flac')] })
    .succeed()
  const result = (name: string) => page.locator('.canvas-results').locator(name)

  await expect(result('.node-text')).toHaveText('a line\nstrange: [{"mean":0.5}]')
  await expect(page.getByLabel('clip.mp4')).toHaveAttribute('controls', '')
  await expect(page.getByLabel('tone.flac')).toHaveAttribute('controls', '')
  await result('.node-text').click()
  await expect.poll(() => getSelected(page)).toEqual([WRITER])

  // The second of four pictures.
  await expect.poll(() => countLoaded(page)).toBe(4)
  const { pos, size } = await getNode(page, SAVE)
  const inGrid = [pos[0]! + size[0]! * 0.75, pos[1]! + size[1]! * 0.4] as const
  await drag(page, inGrid, [inGrid[0] + 40, inGrid[1]])
  await expect.poll(async () => (await getNode(page, SAVE)).pos[0]).toBeGreaterThan(pos[0]! + 20)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await getNode(page, SAVE)).pos[0]).toBe(pos[0])
  // The node that undo made anew reads them anew.
  await expect.poll(() => countLoaded(page)).toBe(4)
  await click(page, inGrid)
  const bar = result('.node-picture-bar')
  await expect(bar).toContainText('2 of 4')
  await bar.getByRole('button', { name: 'Next picture' }).click()
  await page.keyboard.press('ArrowLeft')
  await expect(bar).toContainText('2 of 4')
  const openMenu = async (share: number) => {
    const at = [pos[0]! + size[0]! * share, pos[1]! + size[1]! * 0.6] as const
    await page.mouse.click(...(await toPage(page, at)), { button: 'right' })
  }
  const entry = (name: string) => page.locator('.litemenu-entry').getByText(name, { exact: true })
  await openMenu(0.5)
  await entry('Open the picture').click()
  await openMenu(0.5)
  const download = page.waitForEvent('download')
  await entry('Save the picture').click()
  expect((await download).suggestedFilename()).toBe('b.png')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await openMenu(0.5)
  await entry('Copy the picture').click()
  const readTypes = () =>
    page.evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => types))
  await expect.poll(readTypes).toContain('image/png')
  await bar.getByRole('button', { name: 'All pictures' }).click()
  await expect(bar).toBeHidden()
  await openMenu(0.25)
  await entry('Open the picture').click()
  const listOpened = async () => {
    const urls = await page.evaluate(() => (window as never as { opened: string[] }).opened)
    return urls.map((url) => new URL(url, 'http://x').searchParams.get('filename'))
  }
  await expect.poll(listOpened).toEqual(['b.png', 'c.png'])

  const comparison = result('.node-comparison')
  const expectColour = (share: number, colour: readonly number[]) =>
    expect.poll(() => readColour(comparison, share)).toEqual(colour)
  await expectColour(0.25, [255, 0, 0])
  await expectColour(0.75, [0, 0, 255])
  const box = (await comparison.boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + 50)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.9, box.y + 50)
  await page.mouse.up()
  await expect(comparison.getByRole('slider')).toHaveAttribute('aria-valuenow', '90')
  await expectColour(0.75, [255, 0, 0])
  await page.keyboard.press('Home')
  await expectColour(0.25, [0, 0, 255])

  expect(await findViolations(page, '.canvas-results')).toEqual([])

  // Another workflow shows none of it; the chosen picture is chosen still.
  await openMenu(0.75)
  await page.keyboard.press('Escape')
  await app.newWorkflow.click()
  await expect(result('video')).toHaveCount(0)
  await app.tab('results').click()
  await expect(result('video')).toHaveCount(1)
})
