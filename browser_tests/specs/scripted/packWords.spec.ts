import { makeSampling } from '../../flows/sampling'
import { expect, test } from '../../setup/scripted'

test.use({
  answers: {
    'GET /settings': () => ({ json: { 'Comfy.Locale': 'de' } }),
    'GET /i18n': () => ({
      json: {
        de: {
          nodeDefs: { EmptyImage: { display_name: 'Leeres Bild' } },
          settings: { paint_wet: { name: 'Nass malen' } },
          settingsCategories: { Paint: 'Farbe' },
          commands: { paint_go: { label: 'Jetzt malen' } }
        },
        ja: {
          nodeDefs: { EmptyImage: { display_name: '空の画像' } },
          commands: { paint_go: { label: '今すぐ描く' } }
        }
      }
    })
  }
})

test('node packs speak the language that is chosen, and the next one without a reload', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(makeSampling(), 'A')
  await page.evaluate(() => {
    const { app: legacy } = window as never as { app: { registerExtension(it: object): void } }
    legacy.registerExtension({
      name: 'Paint',
      settings: [
        { id: 'paint.wet', name: 'Wet paint', type: 'boolean', category: ['Paint', 'Wet'] }
      ],
      commands: [{ id: 'paint.go', label: 'Paint it', function: () => {} }]
    })
  })
  const findCommand = async (text: string) => {
    await page.keyboard.press('Control+Shift+p')
    const palette = page.getByTestId('command-palette')
    await palette.getByRole('combobox').fill(text)
    await expect(palette.locator('[data-command="paint.go"]')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(palette).toBeHidden()
  }
  const findNode = async (button: string, text: string) => {
    await page.getByRole('button', { name: button, exact: true }).click()
    const library = page.getByTestId('node-library')
    await library.getByRole('searchbox').fill(text)
    await expect(library.getByText(text).first()).toBeVisible()
    await page.getByRole('button', { name: button, exact: true }).click()
  }
  await findCommand('Jetzt malen')
  await findNode('Nodes', 'Leeres Bild')
  await page.getByRole('button', { name: 'Einstellungen', exact: true }).click()
  const dialog = page.getByTestId('settings-dialog')
  await dialog.getByRole('button', { name: 'Farbe', exact: true }).click()
  await expect(dialog.getByRole('switch', { name: 'Nass malen' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Allgemein', exact: true }).click()
  await page.getByTestId('language-field').selectOption('ja')
  await expect(dialog.getByRole('heading', { name: '設定', exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await findCommand('今すぐ描く')
  await findNode('ノード', '空の画像')
})
