import sharp from 'sharp'
import { makeDocument, makeNode } from '../../../tests-ui/harness/canvasDocuments'
import { click, runCommand, titleOf } from '../../flows/canvas'
import { MaskPage } from '../../pages/maskPage'
import { expect, test } from '../../setup/scripted'

const [WIDTH, HEIGHT] = [64, 48]
const create = { width: WIDTH, height: HEIGHT, channels: 3, background: '#4080c0' } as const

interface Upload {
  readonly route: string
  readonly name: string
  readonly fields: Readonly<Record<string, string>>
  readonly picture: Buffer
}

async function readUpload(route: string, body: Buffer, type: string): Promise<Upload> {
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': type }
  }).formData()
  const file = form.get('image') as File
  const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))
  return {
    route,
    name: file.name,
    fields: fields as Record<string, string>,
    picture: Buffer.from(await file.arrayBuffer())
  }
}

test('on a ComfyUI, a mask is drawn, undone, inverted, and saved as its four files, of which the node takes the last', async ({
  app,
  script
}) => {
  const { page } = app
  const uploads: Promise<Upload>[] = []
  const picture = await sharp({ create }).png().toBuffer()
  const opaque = await sharp({ create: { ...create, channels: 4, background: '#000' } })
    .png()
    .toBuffer()
  script.answer('GET /view', ({ query }) => ({
    bytes: query.get('channel') === 'a' ? opaque : picture,
    headers: { 'content-type': 'image/png' }
  }))
  for (const route of ['image', 'mask'])
    script.answer(`POST /upload/${route}`, ({ body, headers }) => {
      uploads.push(readUpload(route, body, headers['content-type'] ?? ''))
      const name = /filename="([^"]*)"/.exec(body.toString('latin1'))?.[1]
      return { json: { name, subfolder: 'clipspace', type: 'input' } }
    })
  const loader = makeNode(1, 'LoadImage', {
    outputs: { IMAGE: 'IMAGE', MASK: 'MASK' },
    pos: [80, 120],
    widgets_values: ['pictures/a.png', 'image']
  })
  await app.openDocument(
    makeDocument([loader], [], { extra: { ds: { scale: 1, offset: [0, 0] } } }),
    'masking'
  )
  await click(page, await titleOf(page, 1))
  await runCommand(page, 'Open the mask editor')
  const editor = new MaskPage(page)
  await editor.expectOpen()
  await editor.setSize(10)
  await editor.draw([
    [0.3, 0.5],
    [0.6, 0.5]
  ])
  const drawn = await editor.getShare()
  expect(drawn).toBeGreaterThan(0.02)
  await page.keyboard.press('Control+z')
  await expect.poll(() => editor.getShare()).toBe(0)
  await page.keyboard.press('Control+y')
  await expect.poll(() => editor.getShare()).toBe(drawn)
  await page.keyboard.press('i')
  await expect.poll(() => editor.getShare()).toBeCloseTo(1 - drawn)
  await page.keyboard.press('i')
  await expect.poll(() => editor.getShare()).toBe(drawn)
  const layer = page.getByTestId('mask-layer')
  const opacity = page.getByRole('spinbutton', { name: 'Mask opacity' })
  await opacity.fill('20')
  await opacity.press('Enter')
  await expect(layer).toHaveCSS('opacity', '0.2')
  const mask = await editor.read()
  await editor.save.click()
  await expect(editor.frame).toBeHidden()
  await expect
    .poll(() => app.graph.getWidget(1, 'image'))
    .toMatch(/^clipspace\/clipspace-painted-masked-\d+\.png \[input\]$/)

  const saved = await Promise.all(uploads)
  const stamp = /\d+/.exec(saved[0]!.name)![0]
  expect(saved.map(({ route, name }) => `${route} ${name}`)).toEqual([
    `mask clipspace-mask-${stamp}.png`,
    `image clipspace-paint-${stamp}.png`,
    `image clipspace-painted-${stamp}.png`,
    `mask clipspace-painted-masked-${stamp}.png`
  ])
  for (const { fields } of saved)
    expect(fields).toMatchObject({ type: 'input', subfolder: 'clipspace' })
  expect(JSON.parse(saved[0]!.fields.original_ref!)).toEqual({
    filename: 'a.png',
    subfolder: 'pictures',
    type: 'input'
  })
  // What is masked is transparent.
  const { data } = await sharp(saved[3]!.picture).raw().toBuffer({ resolveWithObject: true })
  expect(mask).toHaveLength(WIDTH * HEIGHT)
  expect([...mask].map((value, at) => value + data[at * 4 + 3]!)).toEqual(
    Array.from(mask, () => 255)
  )
})
