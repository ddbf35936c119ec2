import { readFile, writeFile } from 'node:fs/promises'
import type { Locator } from '@playwright/test'
import { listNodes, runCommand } from '../flows/canvas'
import { SAMPLER } from '../flows/documents'
import { openGrowth } from '../flows/running'
import type { AppPage } from '../pages/appPage'
import { expect, test } from '../setup/test'

async function openSettings({ page }: AppPage, name: string) {
  await page.keyboard.press('Control+,')
  const dialog = page.getByTestId('settings-dialog')
  await dialog.getByRole('button', { name, exact: true }).click()
  return dialog
}

test('settings are found, changed and given back; they hold after a reload', async ({ app }) => {
  const { page } = app
  const dialog = await openSettings(app, 'Canvas')
  await page.getByTestId('settings-search').fill('minimap')
  await dialog.getByRole('switch', { name: 'Minimap' }).uncheck()
  await expect(page.getByTestId('minimap')).toBeHidden()
  await dialog.getByRole('button', { name: 'Appearance', exact: true }).click()
  await dialog.getByLabel('Icon rail').selectOption({ label: 'Icons only' })
  await page.keyboard.press('Escape')
  await app.reload()
  await expect(page.getByTestId('minimap')).toBeHidden()
  const jobs = page.getByRole('button', { name: 'Jobs', exact: true })
  await expect(jobs).toHaveText('')
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByTestId('settings-reset').click()
  await app.dialogConfirm.click()
  await expect(page.getByTestId('minimap')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('settings-dialog')).toBeHidden()
  await expect(jobs).toHaveText('Jobs')
  await expect(page.getByRole('button', { name: 'Settings', exact: true })).toBeFocused()
})

test('what is saved, asked and shown is as the settings have it', async ({ app, server }) => {
  const { page } = app
  await openGrowth(app, 'kept', { seed: 81 })
  await page.keyboard.press('Control+s')
  await expect(app.tab('kept')).toHaveAttribute('data-unsaved', 'false')
  const dialog = await openSettings(app, 'General')
  await dialog.getByLabel('Save automatically').selectOption({ label: 'After a while' })
  await dialog.getByLabel('Time before edits are saved (ms)').fill('200')
  await dialog.getByRole('switch', { name: 'Ask before a graph is cleared' }).uncheck()
  await dialog.getByRole('button', { name: 'Appearance', exact: true }).click()
  await dialog.getByLabel('Where the sidebar is').selectOption({ label: 'Right' })
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await app.graph.typeNumber(SAMPLER, 'seed', 82)
  await expect
    .poll(async () => JSON.stringify(await server.readUserFile('workflows/kept.json')))
    .toContain('[82,')
  await expect(app.tab('kept')).toHaveAttribute('data-unsaved', 'false')

  await page.getByRole('button', { name: 'Nodes', exact: true }).click()
  const left = async (surface: Locator) => (await surface.boundingBox())?.x ?? 0
  await expect.poll(() => left(page.getByTestId('node-library'))).toBeGreaterThan(720)
  await expect.poll(() => left(page.getByRole('navigation'))).toBeGreaterThan(1300)

  await runCommand(page, 'Clear this graph')
  await expect.poll(async () => (await listNodes(page)).length).toBe(0)
  await expect(app.dialogConfirm).toBeHidden()
})

test('palettes colour page and canvas, go out as a file and come back from one', async ({
  app
}, info) => {
  const { page } = app
  const dialog = await openSettings(app, 'Appearance')
  const ground = () =>
    page.evaluate(() => getComputedStyle(document.body).getPropertyValue('--bg-color').trim())
  await dialog.getByText('Nord', { exact: true }).click()
  await expect.poll(ground).toBe('#2e3440')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('palette-export').click()
  ])
  const palette = JSON.parse(await readFile(await download.path(), 'utf8')) as object
  const bring = async (name: string, content: object) => {
    const path = info.outputPath(name)
    await writeFile(path, JSON.stringify(content))
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByTestId('palette-import').click()
    ])
    await chooser.setFiles(path)
  }
  await bring('bad.json', { id: 'x', name: 'X' })
  await expect(dialog.getByRole('alert')).toContainText('The file holds no palette')
  await bring('mine.json', { ...palette, id: 'mine', name: 'Mine' })
  await expect(dialog.getByRole('radio', { name: 'Mine' })).toBeChecked()
  await app.reload()
  await expect.poll(ground).toBe('#2e3440')
  await openSettings(app, 'Appearance')
  await dialog.getByRole('button', { name: 'Delete the palette Mine' }).click()
  await app.dialogConfirm.click()
  await expect(dialog.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await expect.poll(ground).not.toBe('#2e3440')
})

test('keys are given to a command, taken from another, and given back', async ({ app }) => {
  const { page } = app
  const dialog = await openSettings(app, 'Keybindings')
  await page.getByTestId('keybinding-search').fill('new workflow')
  await dialog.getByRole('button', { name: 'Add keys to “New workflow”' }).click()
  const recorder = page.getByTestId('key-recorder')
  await expect(page.getByTestId('key-field')).toBeFocused()
  await page.keyboard.press('Control+b')
  await expect(recorder).toContainText('These keys run “Bypass the selected nodes” now')
  await page.getByTestId('use-keys').click()
  await expect(dialog.locator('[data-command="Comfy.NewBlankWorkflow"]')).toContainText('CtrlB')
  await page.keyboard.press('Escape')
  await app.reload()
  await page.keyboard.press('Control+b')
  await expect(app.tabs).toHaveCount(2)
  await openSettings(app, 'Keybindings')
  await page.getByTestId('reset-all-keys').click()
  await app.dialogConfirm.click()
  await expect(page.getByTestId('reset-all-keys')).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('Control+b')
  await page.keyboard.press('Alt+n')
  await expect(app.tabs).toHaveCount(3)
})

test('a node pack’s settings, commands and links are where ours are', async ({ app }) => {
  const { page } = app
  await page.evaluate(() => {
    const told: unknown[] = []
    Object.assign(window, { told })
    const { app: legacy } = window as never as { app: { registerExtension(it: object): void } }
    legacy.registerExtension({
      name: 'Paint',
      settings: [
        {
          id: 'paint.wet',
          name: 'Wet paint',
          type: 'boolean',
          defaultValue: false,
          category: ['Paint', 'Brush', 'Wet'],
          onChange: (value: unknown) => told.push(value)
        }
      ],
      commands: [{ id: 'paint.go', label: 'Paint it', function: () => told.push('go') }],
      keybindings: [{ commandId: 'paint.go', combo: { key: 'j' } }],
      aboutPageBadges: [{ label: 'Paint 1.2', url: 'https://example.org/paint', icon: 'pi pi-box' }]
    })
  })
  const dialog = await openSettings(app, 'Paint')
  await dialog.getByRole('switch', { name: 'Wet paint' }).check()
  await dialog.getByRole('button', { name: 'About', exact: true }).click()
  await expect(dialog.getByRole('link', { name: 'Paint 1.2' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Keybindings', exact: true }).click()
  await page.getByTestId('keybinding-search').fill('paint it')
  await expect(dialog.locator('[data-command="paint.go"]')).toContainText('J')
  await page.getByTestId('keybinding-search').fill('')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('j')
  await expect
    .poll(() => page.evaluate(() => (window as never as { told: unknown[] }).told))
    .toEqual([false, true, 'go'])
})
