import { readFile } from 'node:fs/promises'
import type { Download } from '@playwright/test'
import { makeGrowth, SAMPLER, SAVE } from '../flows/documents'
import { openGrowth } from '../flows/running'
import { expectChooser } from '../flows/choosing'
import { expect, test } from '../setup/test'

async function readDownload(download: Download): Promise<Record<string, never>> {
  return JSON.parse(await readFile(await download.path(), 'utf8')) as Record<string, never>
}

function toFile(name: string, content: unknown) {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  return { name, mimeType: 'application/json', buffer: Buffer.from(text) }
}

test('files open by dialog and by drop; one that is no workflow says so', async ({ app }) => {
  const choosing = await expectChooser(app.page)
  await app.page.keyboard.press('Control+o')
  await (
    await choosing.chooser
  ).setFiles([
    toFile('chosen.json', makeGrowth({ seed: 21 })),
    toFile('also chosen.json', makeGrowth({ seed: 22 }))
  ])
  await expect(app.activeTab).toContainText('also chosen')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(22)
  await app.tab('chosen').click()
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(21)

  await app.dropFile('dropped.json', JSON.stringify(makeGrowth({ seed: 23 })))
  await expect(app.activeTab).toContainText('dropped')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(23)

  await app.dropFile('broken.json', '{ "nodes": [')
  await expect(app.toasts).toHaveAttribute('data-kind', 'error')
  await expect(app.toasts).toContainText('broken.json')
  await expect(app.activeTab).toContainText('dropped')
})

test('a drawing that carries a workflow opens it; one without is refused in words, and what is open stays', async ({
  app
}) => {
  const document = JSON.stringify(makeGrowth({ seed: 24 }))
  const drawing = (metadata: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg"><metadata>${metadata}</metadata></svg>`
  await app.dropFile(
    'drawn.svg',
    drawing(`<![CDATA[${JSON.stringify({ workflow: JSON.parse(document) as object })}]]>`),
    'image/svg+xml'
  )
  await expect(app.activeTab).toContainText('drawn')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(24)
  const count = await app.graph.countNodes()
  await app.dropFile('plain.svg', drawing(''), 'image/svg+xml')
  await expect(app.toasts).toContainText('“plain.svg” can’t be opened')
  await expect(app.toasts).toContainText('It holds no workflow. Nodes that load pictures')
  await expect(app.activeTab).toContainText('drawn')
  expect(await app.graph.countNodes()).toBe(count)
})

test('a workflow is saved on the server, and opened from there', async ({ app, server }) => {
  await openGrowth(app, 'kept')
  await app.graph.typeNumber(SAMPLER, 'seed', 31)
  await expect(app.tab('kept')).toHaveAttribute('data-unsaved', 'true')
  await app.page.keyboard.press('Control+s')
  await expect(app.tab('kept')).toHaveAttribute('data-unsaved', 'false')
  await expect.poll(() => server.readUserFile('workflows/kept.json')).not.toBeNull()
  await app.close('kept')
  await expect(app.tab('kept')).toHaveCount(0)
  await app.page.keyboard.press('w')
  const sidebar = app.page.getByTestId('workflow-sidebar')
  await sidebar.getByRole('treeitem', { name: 'kept', exact: true }).click()
  await expect(app.activeTab).toContainText('kept')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(31)
  await expect(app.tab('kept')).toHaveAttribute('data-unsaved', 'false')
})

test('a name that is taken is asked about before it is replaced', async ({ app, server }) => {
  await openGrowth(app, 'twin', { seed: 41 })
  await app.page.keyboard.press('Control+s')
  await expect.poll(() => server.readUserFile('workflows/twin.json')).not.toBeNull()
  await openGrowth(app, 'other', { seed: 42 })
  await app.rename('other', 'twin')
  await app.page.keyboard.press('Control+s')
  await app.dialogCancel.click()
  expect(JSON.stringify(await server.readUserFile('workflows/twin.json'))).toContain('[41,')
  await app.page.keyboard.press('Control+s')
  await app.dialogConfirm.click()
  await expect
    .poll(async () => JSON.stringify(await server.readUserFile('workflows/twin.json')))
    .toContain('[42,')
})

test('a workflow is exported as document, and in API format', async ({ app }) => {
  await openGrowth(app, 'handed out', { seed: 51 })
  const documentDownload = app.page.waitForEvent('download')
  await app.chooseOfTab('handed out', 'Export')
  await expect(app.page.getByTestId('dialog-text')).toHaveValue('handed out.json')
  await app.dialogConfirm.click()
  const file = await documentDownload
  expect(file.suggestedFilename()).toBe('handed out.json')
  const document = await readDownload(file)
  expect(document.nodes).toHaveLength(2)
  const apiDownload = app.page.waitForEvent('download')
  await app.chooseOfTab('handed out', 'Export in API format')
  await app.page.getByTestId('dialog-text').fill('for a script')
  await app.dialogConfirm.click()
  expect((await apiDownload).suggestedFilename()).toBe('for a script.json')
  expect(await readDownload(await apiDownload)).toMatchObject({
    [SAMPLER]: { class_type: 'ReactionDiffusionSampler', inputs: { seed: 51 } },
    [SAVE]: { class_type: 'SaveImage', inputs: { images: [String(SAMPLER), 0] } }
  })
  await app.dropFile('again.json', JSON.stringify(document))
  await expect(app.activeTab).toContainText('again')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(51)
})
