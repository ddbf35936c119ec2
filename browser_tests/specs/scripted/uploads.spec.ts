import { mkdir, writeFile } from 'node:fs/promises'
import { makeDocument, makeNode } from '../../../tests-ui/harness/canvasDocuments'
import { loadFixture } from '../../../tests-ui/harness/recording'
import { click, listNodes } from '../../flows/canvas'
import { PIXELS } from '../../setup/frames'
import { expectChooser } from '../../flows/choosing'
import { expect, test } from '../../setup/scripted'

const CLASS = 'LoadImageSetFromFolderNode'
const DEFINITION = {
  input: { required: { folder: [['dogs'], { tooltip: 'The folder to load images from.' }] } },
  input_order: { required: ['folder'] },
  output: ['IMAGE'],
  output_is_list: [false],
  output_name: ['IMAGE'],
  name: CLASS,
  display_name: 'Load Image Dataset from Folder',
  description: '',
  python_module: 'nodes',
  category: 'loaders',
  output_node: false
}

/** Where an upload goes and what it is called, of the form that was sent. */
function readPlace(body: Buffer): string {
  const text = body.toString('latin1')
  const read = (field: string) =>
    new RegExp(`name="${field}"\\r\\n\\r\\n([^\\r]*)`).exec(text)?.[1] ?? ''
  return `${read('type')}:${read('subfolder')}/${/filename="([^"]*)"/.exec(text)?.[1] ?? ''}`
}

const places: string[] = []
test.use({
  answers: {
    'GET /object_info': () => ({
      json: { ...(loadFixture('object_info.json') as object), [CLASS]: DEFINITION }
    }),
    'GET /internal/files/output': () => ({ json: ['before.png [output]'] }),
    'POST /upload/image': ({ body }) => {
      const place = readPlace(body)
      places.push(place)
      const [, type, subfolder, name] = /^(.*):(.*)\/(.*)$/.exec(place) ?? []
      return { json: { name, subfolder, type } }
    }
  }
})

test('a folder is uploaded for the node that learns from it, a picture into the folder that a list is of', async ({
  app
}, info) => {
  const { page } = app
  places.length = 0
  const folder = info.outputPath('cats')
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}/a.png`, PIXELS.red)
  await writeFile(`${folder}/a.txt`, 'a cat')
  await writeFile(`${folder}/notes.pdf`, 'no')
  await app.openDocument(
    makeDocument([
      makeNode(1, CLASS, { pos: [80, 80], widgets_values: ['dogs'] }),
      makeNode(2, 'LoadImageOutput', { pos: [420, 80], widgets_values: ['before.png [output]'] })
    ]),
    'uploads'
  )
  const press = async (node: number, name: string) => {
    const choosing = await expectChooser(page)
    await app.graph.pressWidget(node, name)
    return choosing.chooser
  }
  await (await press(1, 'uploadFolder')).setFiles(folder)
  await expect.poll(() => app.graph.getWidget(1, 'folder')).toBe('cats')
  expect(places.toSorted()).toEqual(['input:cats/a.png', 'input:cats/a.txt'])

  const buffer = PIXELS.red
  await (
    await press(2, 'upload')
  ).setFiles({ name: 'new.png', mimeType: 'image/png', buffer: Buffer.from(buffer) })
  await expect.poll(() => app.graph.getWidget(2, 'image')).toBe('new.png [output]')
  expect(places.at(-1)).toBe('output:/new.png')
})

test('sounds and videos are chosen, dropped and pasted as pictures are; each goes to a loader of its kind', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(
    makeDocument([
      makeNode(1, 'LoadAudio', { pos: [80, 80] }),
      makeNode(2, 'LoadVideo', { pos: [420, 80] })
    ]),
    'media'
  )
  for (const [node, field, name, mimeType] of [
    [1, 'audio', 'tone.mp3', 'audio/mpeg'],
    [2, 'file', 'clip.mp4', 'video/mp4']
  ] as const) {
    const choosing = await expectChooser(page)
    await app.graph.pressWidget(node, 'upload')
    const chooser = await choosing.chooser
    expect(await chooser.element().getAttribute('accept')).toBe(`${mimeType.split('/')[0]}/*`)
    await chooser.setFiles({ name, mimeType, buffer: Buffer.from('x') })
    await expect.poll(() => app.graph.getWidget(node, field)).toBe(name)
  }
  const listNew = async () =>
    (await listNodes(page)).flatMap(({ id, type }) => (id > 2 ? [type] : []))
  await click(page, [700, 600])
  for (const [type, loaders] of [
    ['audio/mpeg', ['LoadAudio']],
    ['video/mp4', ['LoadAudio', 'LoadVideo']]
  ] as const) {
    await page.evaluate((kind) => {
      const data = new DataTransfer()
      data.items.add(new File(['x'], `new.${kind.split('/')[1]}`, { type: kind }))
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
    }, type)
    await expect.poll(listNew).toEqual([...loaders])
    // Nothing is selected, or it would take the next.
    await page.keyboard.press('Escape')
    await click(page, [700, 600])
  }
})
