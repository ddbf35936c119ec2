import type { Page } from '@playwright/test'
import { click, listLinks, listNodes, titleOf, toPage } from '../flows/canvas'
import { makeGrowth, SAMPLER, SAVE } from '../flows/documents'
import { PIXELS } from '../setup/frames'
import { expect, test } from '../setup/test'

const listTypes = async (page: Page) => (await listNodes(page)).map(({ type }) => type).sort()

/** Puts into the system's clipboard what another program would. */
async function copyElsewhere(page: Page, type: string, text: string): Promise<void> {
  await page.evaluate(
    ([kind, content]) =>
      document.addEventListener(
        'copy',
        (event) => {
          event.clipboardData?.setData(kind, content)
          event.preventDefault()
          event.stopImmediatePropagation()
        },
        { once: true, capture: true }
      ),
    [type, text] as const
  )
  await page.keyboard.press('Control+c')
}

test('nodes go through the clipboard into other workflows and other browser tabs; a text that is a workflow opens', async ({
  app,
  openApp
}) => {
  const { page } = app
  await app.openDocument({ nodes: [], links: [], version: 0.4 }, 'target')
  await app.openDocument(makeGrowth(), 'source')
  const types = await listTypes(page)
  const links = await listLinks(page)
  await click(page, await titleOf(page, SAVE))
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+Shift+v')
  await expect.poll(async () => (await listNodes(page)).length).toBe(types.length + 1)
  // The copy is fed by what feeds the original.
  const copy = (await listNodes(page)).at(-1)!.id
  const twin = links.filter((link) => link.endsWith(`>${SAVE}`)).map((link) => link.split('>')[0])
  await expect
    .poll(() => listLinks(page))
    .toEqual([...links, ...twin.map((from) => `${from}>${copy}`)].sort())
  await page.keyboard.press('Control+x')
  await expect.poll(() => listTypes(page)).toEqual(types)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await listNodes(page)).length).toBe(types.length + 1)
  await page.keyboard.press('Control+z')
  await expect.poll(() => listLinks(page)).toEqual(links)

  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  await app.tab('target').click()
  await page.keyboard.press('Control+v')
  await expect.poll(() => listTypes(page)).toEqual(types)
  await expect.poll(() => listLinks(page)).toHaveLength(links.length)
  await app.tab('source').click()
  await expect(app.activeTab).toContainText('source')
  await expect.poll(() => app.graph.countNodes()).toBe(types.length)
  await page.keyboard.press('Control+z')
  await expect.poll(() => listTypes(page)).toEqual(types)

  const other = await openApp()
  await other.openDocument({ nodes: [], links: [], version: 0.4 }, 'elsewhere')
  await other.page.keyboard.press('Control+v')
  await expect.poll(() => listTypes(other.page)).toEqual(types)
  await copyElsewhere(other.page, 'text/plain', JSON.stringify(makeGrowth()))
  await other.page.keyboard.press('Control+v')
  await expect(other.activeTab).not.toContainText('elsewhere')
  await expect.poll(() => other.graph.countNodes()).toBe(types.length)
  expect(await other.graph.findNode((await listNodes(other.page))[0]!.type)).toBe(SAMPLER)
})

const RED = 'data:image/png;base64,' + PIXELS.red.toString('base64')
const listPictures = async (page: Page) =>
  (await listNodes(page)).filter(({ type }) => type === 'LoadImage')

/** Drops pictures onto a point of the page. */
async function dropPictures(page: Page, [x, y]: readonly [number, number], ...names: string[]) {
  await page.evaluate(
    ([given, left, top, bytes]) => {
      const data = new DataTransfer()
      for (const name of given)
        data.items.add(new File([new Uint8Array(bytes)], name, { type: 'image/png' }))
      const where = { dataTransfer: data, clientX: left, clientY: top, bubbles: true }
      document
        .querySelector('[data-testid="graph-canvas"]')!
        .dispatchEvent(new DragEvent('drop', { ...where, cancelable: true }))
    },
    [names, x, y, [...PIXELS.red]] as const
  )
}

test('a picture of the clipboard becomes a node that loads it, in one step; those that are dropped lie where they were let go', async ({
  app
}) => {
  const { page } = app
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await app.openDocument({ nodes: [], links: [], version: 0.4 }, 'pictures')
  await page.evaluate(async (url) => {
    const blob = await (await fetch(url)).blob()
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })])
  }, RED)
  await page.mouse.move(600, 300)
  await page.getByTestId('graph-canvas').focus()
  await page.keyboard.press('Control+v')
  await expect.poll(() => listPictures(page)).toHaveLength(1)
  const [pasted] = await listPictures(page)
  await expect.poll(async () => (await app.getNode(pasted!.id)).images).toHaveLength(1)
  expect(await toPage(page, [pasted!.pos[0]!, pasted!.pos[1]!])).toEqual([600, 300])
  const image = await app.graph.getWidget(pasted!.id, 'image')
  expect(image).toMatch(/\.png$/)
  await page.keyboard.press('Control+z')
  await expect.poll(() => listPictures(page)).toHaveLength(0)
  await page.keyboard.press('Control+y')
  await expect.poll(() => listPictures(page)).toHaveLength(1)
  expect(await app.graph.getWidget(pasted!.id, 'image')).toBe(image)

  // What is selected loads a picture too; none of them is meant for it.
  await click(page, await titleOf(page, pasted!.id))
  await dropPictures(page, [300, 500], 'one.png', 'two.png')
  await expect.poll(() => listPictures(page)).toHaveLength(3)
  const [, one, two] = await listPictures(page)
  await expect.poll(() => app.graph.getWidget(one!.id, 'image')).toBe('one.png')
  await expect.poll(() => app.graph.getWidget(two!.id, 'image')).toBe('two.png')
  expect(await app.graph.getWidget(pasted!.id, 'image')).toBe(image)
  expect(await toPage(page, [one!.pos[0]!, one!.pos[1]!])).toEqual([300, 500])
  expect(two!.pos).not.toEqual(one!.pos)
  for (const left of [2, 1]) {
    await page.keyboard.press('Control+z')
    await expect.poll(() => listPictures(page)).toHaveLength(left)
  }

  // One that takes its time: a press of the mouse meanwhile makes no second step of it.
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/upload/image', async (route) => {
    await held
    await route.continue()
  })
  const isBusy = page.waitForRequest('**/upload/image')
  await dropPictures(page, [300, 500], 'slow.png')
  await isBusy
  await page.mouse.click(900, 600)
  await expect.poll(() => listPictures(page)).toHaveLength(2)
  const slow = (await listPictures(page)).at(-1)!.id
  await click(page, await titleOf(page, pasted!.id))
  release()
  await expect.poll(() => app.graph.getWidget(slow, 'image')).toBe('slow.png')
  await page.keyboard.press('Control+z')
  await expect.poll(() => listPictures(page)).toHaveLength(1)
  await page.keyboard.press('Control+y')
  await expect.poll(() => listPictures(page)).toHaveLength(2)
  expect(await app.graph.getWidget(slow, 'image')).toBe('slow.png')
})
