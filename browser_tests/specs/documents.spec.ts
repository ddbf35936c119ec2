import { makeDocument, makeNode } from '../../tests-ui/harness/canvasDocuments'
import { makePng } from '../../tests-ui/builders/writtenFiles'
import { listNodes, toPage } from '../flows/canvas'
import { makeGrowth, SAMPLER } from '../flows/documents'
import { openGrowth } from '../flows/running'
import { expect, test } from '../setup/test'
import { BLOCKED_HANDLER } from '../setup/watchErrors'

test('pictures open by what they carry: a workflow, parameters of A1111, or nothing', async ({
  app
}) => {
  const workflow = JSON.stringify(makeGrowth({ seed: 81 }))
  await app.dropFile('drawn.png', makePng({ workflow }, 'zTXt'), 'image/png')
  await expect(app.activeTab).toContainText('drawn')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(81)

  const parameters = 'a cat\nNegative prompt: dog\nSteps: 12, Sampler: Euler a, Seed: 5, Model: m'
  await app.dropFile('a cat.png', makePng({ parameters }), 'image/png')
  await expect(app.activeTab).toContainText('a cat')
  const { output } = await app.page.evaluate(async () => {
    const { app: comfy } = window as unknown as {
      app: { graphToPrompt(): Promise<{ output: Record<string, { inputs: object }> }> }
    }
    return comfy.graphToPrompt()
  })
  expect(Object.values(output).map(({ inputs }) => inputs)).toHaveLength(7)

  await app.newWorkflow.click()
  await expect(app.activeTab).toContainText('Unsaved Workflow')
  await app.dropFile('photo.png', makePng({}), 'image/png')
  await expect
    .poll(async () =>
      ((await app.getDocument()).nodes as { type: string }[]).map(({ type }) => type)
    )
    .toEqual(['LoadImage'])
  // Where it was let go, which no event of the mouse has told.
  const { id, pos } = (await listNodes(app.page))[0]!
  const [x, y] = await toPage(app.page, [pos[0]!, pos[1]!])
  expect([Math.round(x), Math.round(y)]).toEqual([1200, 800])
  await expect.poll(() => app.graph.getWidget(id, 'image')).toBe('photo.png')
})

test.describe('texts with handlers', () => {
  test.use({ expectedErrors: BLOCKED_HANDLER })

  test('script in titles and notes of a document runs nowhere', async ({ app }) => {
    const { page } = app
    const script =
      '<img src="data:," onerror="window.isHarmed=true"><script>window.isHarmed=true</script>'
    const document = makeDocument(
      [
        { ...makeNode(1, 'Note', { widgets_values: [script] }), title: script },
        makeNode(2, 'MarkdownNote', {
          widgets_values: [`${script}\n\n[press](javascript:window.isHarmed=true)`],
          pos: [300, 100]
        })
      ],
      []
    )
    await app.dropFile(`${script.slice(0, 40)}.json`, JSON.stringify(document))
    await expect(app.activeTab).toHaveAttribute('title', /onerror/)
    await app.dropFile(
      'deep.json',
      `{"nodes":${'['.repeat(100_000)}${']'.repeat(100_000)},"links":[]}`
    )
    await expect(app.toasts).toContainText('deep.json')
    await page.keyboard.press('w')
    await expect(page.getByTestId('workflow-sidebar')).toContainText('onerror')
    expect(await page.locator('img[onerror], a[href^="javascript"]').count()).toBe(0)
    expect(await page.evaluate(() => 'isHarmed' in window)).toBe(false)
  })
})

test('the address opens a template or a saved workflow, once', async ({ app, server }) => {
  await openGrowth(app, 'kept', { seed: 82 })
  await app.page.keyboard.press('Control+s')
  await expect.poll(() => server.readUserFile('workflows/kept.json')).not.toBeNull()
  await app.close('kept')
  await app.open(`${server.url}/?template=two-branches&workflow=other`)
  await expect(app.activeTab).toContainText('Two branches, one picture')
  expect(new URL(app.page.url()).search).toBe('')
  await app.open(`${server.url}/?workflow=kept`)
  await expect(app.activeTab).toContainText('kept')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(82)
  const count = await app.tabs.count()
  await app.reload()
  await expect(app.tabs).toHaveCount(count)
})

test('[B22] drafts outlive a full disk and a reload, in order; a second browser tab has its own', async ({
  app,
  openApp
}) => {
  const { page } = app
  await openGrowth(app, 'one', { seed: 91 })
  await openGrowth(app, 'two', { seed: 92 })
  await app.tab('two').dragTo(app.tab('one'), { targetPosition: { x: 5, y: 10 } })
  await app.tab('one').click()
  await page.evaluate(() => {
    const { prototype } = IDBDatabase
    const { transaction } = prototype
    prototype.transaction = () => {
      throw new DOMException('the disk is full', 'QuotaExceededError')
    }
    Object.assign(window, { clearDisk: () => (prototype.transaction = transaction) })
  })
  await app.graph.typeNumber(SAMPLER, 'seed', 93)
  await expect(app.toasts).toContainText('Drafts can’t be kept')
  await expect(app.toasts).toContainText('the disk is full')
  await page.evaluate(() => (window as unknown as { clearDisk(): void }).clearDisk())
  await app.graph.typeNumber(SAMPLER, 'steps', 14)
  const names = await app.tabs.evaluateAll((tabs) => tabs.map((tab) => tab.getAttribute('title')))
  expect(names.slice(-2)).toEqual(['two', 'one'])

  await app.reload()
  expect(
    await app.tabs.evaluateAll((tabs) => tabs.map((tab) => tab.getAttribute('title')))
  ).toEqual(names)
  await expect(app.tab('one')).toHaveAttribute('data-active', 'true')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(93)
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'steps')).toBe(14)
  await expect(app.tab('one')).toHaveAttribute('data-unsaved', 'true')

  const second = await openApp()
  await expect(second.tabs).toHaveCount(1)
  await openGrowth(second, 'theirs', { seed: 94 })
  await app.reload()
  await expect(app.tab('one')).toHaveCount(1)
  await expect(app.tab('theirs')).toHaveCount(0)
})

test('[B22] what is typed into a note is marked before the note is left, and outlives a reload', async ({
  app
}) => {
  const { page } = app
  const note = makeNode(1, 'Note', { pos: [100, 100], size: [220, 100], widgets_values: ['old'] })
  await app.openDocument(makeDocument([note]), 'noted')
  const text = page.locator('.comfy-multiline-input')
  await text.click()
  await text.press('End')
  await page.keyboard.type(' and new')
  await expect(app.tab('noted')).toHaveAttribute('data-unsaved', 'true')
  await expect(text).toBeFocused()
  await app.reload()
  await expect.poll(() => app.graph.getWidget(1, 'text')).toBe('old and new')
  await expect(app.tab('noted')).toHaveAttribute('data-unsaved', 'true')
})
