import type { Page } from '@playwright/test'
import {
  makeAvif,
  makeFlac,
  makeGlb,
  makeJpeg,
  makeMp3,
  makeMp4,
  makeOpus,
  makePng,
  makeSafetensors,
  makeWebm,
  makeWebp
} from '../../tests-ui/builders/writtenFiles'
import { BITMAPS, makeIcon, makeIconPicture, QUARTET } from '../../tests-ui/builders/bitmaps'
import { makeDocument, makeNode } from '../../tests-ui/harness/canvasDocuments'
import { describeSaved } from '../../tests-ui/harness/savedMeaning'
import { makeGrowth, SAMPLER, SAVE } from '../flows/documents'
import { expect, test } from '../setup/test'

type Maker = (texts: { workflow: string; prompt: string }) => Uint8Array

/** Files by name, with the media type that the browser gives them. */
const FILES: readonly (readonly [name: string, type: string, make: Maker])[] = [
  ['photo.jpg', 'image/jpeg', makeJpeg],
  ['packed.webp', 'image/webp', makeWebp],
  ['new.avif', 'image/avif', makeAvif],
  ['film.mp4', 'video/mp4', makeMp4],
  ['apple.mov', 'video/quicktime', makeMp4],
  ['web.webm', 'video/webm', makeWebm],
  ['song.mp3', 'audio/mpeg', makeMp3],
  ['clear.flac', 'audio/flac', makeFlac],
  ['small.ogg', 'audio/ogg', makeOpus],
  ['solid.glb', 'model/gltf-binary', makeGlb],
  ['weights.safetensors', '', makeSafetensors],
  ['noise.latent', '', makeSafetensors],
  ['as prompt.png', 'image/png', ({ prompt }) => makePng({ prompt })]
]

const ICON = makeIconPicture(
  {
    width: 2,
    height: 2,
    bits: 24,
    samples: [255, 0, 0, 255, 255, 255, 0, 0, 0, 0, 255, 0, 255, 0, 0, 0]
  },
  Array.from({ length: 8 }, () => 0)
)

const makePrompt = (seed: number) => ({
  [SAMPLER]: {
    class_type: 'ReactionDiffusionSampler',
    inputs: { seed, steps: 10, width: 128, height: 128 },
    _meta: { title: 'By hand' },
    // What other tools add to their prompts.
    is_changed: ['x']
  },
  [SAVE]: {
    class_type: 'SaveImage',
    inputs: { images: [String(SAMPLER), 0], filename_prefix: 'p' }
  }
})

test('a workflow is found in each kind of file that carries one', async ({ app }) => {
  for (const [index, [name, type, make]] of FILES.entries()) {
    const seed = 300 + index
    const texts = {
      workflow: JSON.stringify(makeGrowth({ seed })),
      prompt: JSON.stringify(makePrompt(seed))
    }
    await app.dropFile(name, make(texts), type)
    await expect(app.activeTab).toContainText(name.split('.')[0]!)
    await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed'), name).toBe(seed)
    await app.page.keyboard.press('Alt+w')
    await expect(app.activeTab).not.toContainText(name.split('.')[0]!)
  }
})

test('documents of either schema and prompts open and run; what is broken is mended and said; what is no workflow is refused', async ({
  app
}) => {
  const { page } = app
  const drop = (name: string, content: object) =>
    app.dropFile(`${name}.json`, JSON.stringify(content))
  const old = makeGrowth({ seed: 11 }) as {
    links: (readonly [number, number, number, number, number, string])[]
    nodes: { inputs: { link: number | null }[]; outputs: object[] }[]
    last_node_id: number
    last_link_id: number
  }
  const { links, last_node_id: lastNodeId, last_link_id: lastLinkId, ...rest } = old
  await drop('schema one', {
    ...rest,
    version: 1,
    state: { lastNodeId, lastLinkId, lastGroupId: 0, lastRerouteId: 0 },
    links: links.map(([id, origin_id, origin_slot, target_id, target_slot, type]) => ({
      id,
      origin_id,
      origin_slot,
      target_id,
      target_slot,
      type
    }))
  })
  await expect(app.activeTab).toContainText('schema one')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(11)
  await expect.poll(async () => (await app.getDocument()).version).toBe(0.4)
  await app.runButton.click()
  await expect(app.tab('schema one')).toHaveAttribute('data-state', 'succeeded')

  await drop('a prompt', makePrompt(12))
  await expect(app.activeTab).toContainText('a prompt')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(12)
  await app.runButton.click()
  await expect(app.tab('a prompt')).toHaveAttribute('data-state', 'succeeded')
  await expect(app.toasts).toHaveCount(0)

  await drop('damaged', {
    ...old,
    links: [...links, [7, 99, 0, SAVE, 0, 'IMAGE'], [8, SAMPLER, 4, SAVE, 9, 'IMAGE']]
  })
  await expect(app.activeTab).toContainText('damaged')
  await expect(app.toasts).toContainText('“damaged” was repaired')
  await expect(app.toasts).toContainText('2 broken links were removed')
  await app.runButton.click()
  await expect(app.tab('damaged')).toHaveAttribute('data-state', 'succeeded')

  const count = await app.tabs.count()
  await drop('a list of things', { things: [1, 2, 3] })
  await expect(
    app.toasts.filter({ hasText: 'neither nodes and links nor a prompt in API format' })
  ).toContainText('a list of things')
  await expect(app.activeTab).toContainText('damaged')
  expect(await app.tabs.count()).toBe(count)
  await expect(page.getByTestId('run-button')).toBeEnabled()
})

test('a picture that is dragged here from another page opens what it was made of', async ({
  app,
  server
}) => {
  await app.openDocument(makeGrowth({ seed: 21, steps: 2 }), 'made')
  await app.runButton.click()
  await expect(app.tab('made')).toHaveAttribute('data-state', 'succeeded')
  await app.dropAddress(`${server.url}/api/view?filename=growth_00001_.png&type=output`)
  await expect(app.activeTab).toContainText('growth_00001_')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(21)
  await app.page.getByRole('button', { name: 'New workflow' }).click()
  await expect(app.activeTab).toContainText('Unsaved Workflow')
  await app.dropAddress(`${server.url}/api/view?filename=sample-hills.jpg&type=input`)
  await expect
    .poll(async () =>
      ((await app.getDocument()).nodes as { type: string }[]).map(({ type }) => type)
    )
    .toEqual(['LoadImage'])
})

test('bitmaps and icons become pictures that the engine loads, as the browser shows them', async ({
  app,
  server
}) => {
  const { page } = app
  const pictures = [...Object.entries(BITMAPS), ['icon', makeIcon([[2, 2, ICON]])] as const]
  const loading = makeDocument(
    [
      makeNode(1, 'LoadImage', {
        outputs: { IMAGE: 'IMAGE', MASK: 'MASK' },
        // Where files are dropped.
        pos: [1000, 600],
        size: [320, 260],
        widgets_values: ['sample-hills.jpg', 'image']
      }),
      makeNode(2, 'SaveImage', {
        inputs: { images: 'IMAGE' },
        pos: [500, 100],
        size: [320, 260],
        widgets_values: ['loaded']
      })
    ],
    [[1, 1, 0, 2, 0, 'IMAGE']],
    { extra: { ds: { scale: 1, offset: [0, 0] } } }
  )
  await app.openDocument(loading, 'loading')
  for (const [index, [name, bytes]] of pictures.entries()) {
    const [file, type] =
      name === 'icon' ? [`${name}.ico`, 'image/x-icon'] : [`${name}.bmp`, 'image/bmp']
    await app.dropFile(file, bytes, type)
    await expect.poll(() => app.graph.getWidget(1, 'image')).toBe(file)
    await app.runButton.click()
    const saved = `loaded_${String(index + 1).padStart(5, '0')}_.png`
    await expect.poll(async () => (await app.getNode(2)).images.join()).toContain(saved)
    const shown = await page.evaluate(
      async (addresses) =>
        Promise.all(
          addresses.map(async (address) => {
            const image = await createImageBitmap(await (await fetch(address)).blob())
            const context = new OffscreenCanvas(2, 2).getContext('2d')!
            context.drawImage(image, 0, 0)
            return [...context.getImageData(0, 0, 2, 2).data]
          })
        ),
      [
        `${server.url}/view?type=input&filename=${encodeURIComponent(file)}`,
        `${server.url}/view?type=output&filename=${saved}`,
        `${server.url}/view?type=input&channel=rgb&filename=${encodeURIComponent(file)}`
      ]
    )
    const opaque = QUARTET.flatMap((value, at) => (at % 3 === 2 ? [value, 255] : [value]))
    expect(shown, name).toEqual([opaque, opaque, opaque])
  }
})

/** What a document says, but for the places of a border's slots, which follow from where it is drawn. */
function describe(document: unknown): unknown {
  const text = JSON.stringify(describeSaved(document as never))
  return JSON.parse(text, (_key, value: unknown) => {
    const isSlot = typeof value === 'object' && value !== null && 'name' in value && 'pos' in value
    return isSlot ? { ...value, pos: null } : value
  })
}

/** The page knows that the workflow in front is in a file. */
const isPersisted = (page: Page) =>
  page.evaluate(() => {
    const { app } = window as never as {
      app: { extensionManager: { workflow: { activeWorkflow: { isPersisted: boolean } } } }
    }
    return app.extensionManager.workflow.activeWorkflow.isPersisted
  })

test('a saved workflow that is only looked at, inside its subgraphs too, has no unsaved changes', async ({
  app,
  server
}) => {
  const { page } = app
  await app.open(`${server.url}/?template=one-subgraph-twice`)
  await expect(app.activeTab).toContainText('One subgraph, two seeds')
  // Looking at it while it is being saved is no edit either.
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/userdata/**', async (route) => {
    await held
    await route.continue()
  })
  await page.keyboard.press('Control+s')
  const file = 'workflows/One subgraph, two seeds.json'
  const instance = await page.evaluate(() => {
    const { app: host } = window as never as {
      app: { graph: { nodes: { id: number; subgraph?: unknown }[] } }
    }
    return host.graph.nodes.find(({ subgraph }) => subgraph)!.id
  })
  const lookInside = async () => {
    await app.graph.enter(instance)
    await page.keyboard.press('.')
    await app.graph.leave()
    await app.tabs.first().click()
    await app.tab('One subgraph, two seeds').click()
  }
  await lookInside()
  release()
  await expect.poll(() => isPersisted(page)).toBe(true)
  await page.unroute('**/userdata/**')
  await expect(app.activeTab).toHaveAttribute('data-unsaved', 'false')
  const before = await server.readUserFile(file)
  await lookInside()
  await app.reload()
  await expect(app.activeTab).toContainText('One subgraph, two seeds')
  await expect(app.activeTab).toHaveAttribute('data-unsaved', 'false')
  const written = page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().includes('/userdata/')
  )
  await page.keyboard.press('Control+s')
  await written
  const after = await server.readUserFile(file)
  expect(describe(after)).toEqual(describe(before))
  await expect(app.activeTab).toHaveAttribute('data-unsaved', 'false')
})
