import { makeImageOutput, makeSampling, SAMPLER, SAVE } from '../../flows/sampling'
import { expect, test } from '../../setup/scripted'

/** What the page has the server keep, in order. */
const stored: Record<string, unknown>[] = []
const keep = ({ path, body }: { readonly path: string; readonly body: Buffer }) => {
  const value: unknown = JSON.parse(body.toString('utf8'))
  const [, , id] = path.split('/')
  stored.push(id === undefined ? (value as Record<string, unknown>) : { [id]: value })
  return { status: 200 }
}

test.describe('settings that a ComfyUI holds', () => {
  test.use({
    answers: {
      'GET /settings': () => ({
        json: {
          'Comfy.Locale': 'ja',
          'Comfy.ColorPalette': 'light',
          'Comfy.Minimap.Visible': false,
          'Comfy.LinkRenderMode': 0,
          'Comfy.Keybinding.NewBindings': [
            { commandId: 'Comfy.NewBlankWorkflow', combo: { key: 'y', ctrl: true, alt: true } }
          ],
          'Comfy.Keybinding.UnsetBindings': [],
          'pack.setting': { deep: [1] }
        }
      }),
      'POST /settings': keep
    }
  })

  test('hold from the first moment, and what is changed goes back under ComfyUI’s own keys', async ({
    app
  }) => {
    const { page } = app
    stored.length = 0
    const html = page.locator('html')
    await expect(html).toHaveAttribute('lang', 'ja')
    await expect(html).toHaveAttribute('data-color-scheme', 'light')
    await expect(app.runButton).toHaveText('実行')
    await expect(page.getByTestId('minimap')).toHaveCount(0)
    expect(
      await page.evaluate(
        () =>
          (window as never as { app: { canvas: { links_render_mode: number } } }).app.canvas
            .links_render_mode
      )
    ).toBe(0)
    const count = await app.tabs.count()
    await page.keyboard.press('Control+Alt+y')
    await expect(app.tabs).toHaveCount(count + 1)

    await page.keyboard.press('Control+,')
    const language = page.getByTestId('language-field')
    for (const [locale, run] of [
      ['zh', '运行'],
      ['de', 'Ausführen'],
      ['en', 'Run']
    ] as const) {
      await language.selectOption(locale)
      await expect(html).toHaveAttribute('lang', locale === 'zh' ? /^zh/ : locale)
      await expect(app.runButton).toHaveText(run)
    }
    const dialog = page.getByTestId('settings-dialog')
    await page.getByTestId('settings-search').fill('minimap')
    await dialog.getByRole('switch', { name: 'Minimap' }).check()
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('minimap')).toBeVisible()
    const told = () => Object.assign({}, ...stored) as Record<string, unknown>
    await expect.poll(told).toMatchObject({ 'Comfy.Locale': 'en', 'Comfy.Minimap.Visible': true })
    expect(stored.flatMap(Object.keys)).not.toContain('pack.setting')
  })
})

test.describe('a server that lacks what newer ones have', () => {
  const gone = () => ({ status: 404 })
  test.use({
    answers: Object.fromEntries(
      [
        'GET /internal/logs/raw',
        'GET /internal/logs',
        'GET /internal/files/output',
        'GET /internal/files/input',
        'GET /experiment/models',
        'GET /models',
        'GET /templates/index.json',
        'GET /workflow_templates',
        'GET /global_subgraphs',
        'GET /i18n',
        'GET /users',
        'GET /embeddings'
      ].map((route) => [route, gone])
    ),
    expectedErrors: /status of 404/
  })

  test('says once in words what it has not, offers it no more, and works all the same', async ({
    app,
    script
  }) => {
    const { page } = app
    const { run, tab } = await app.startSampling('plain', makeSampling({ seed: 3 }))
    run.begin(SAMPLER).executed(SAVE, makeImageOutput('kept.png')).succeed()
    await expect(tab).toHaveAttribute('data-state', 'succeeded')
    const job = {
      id: run.promptId,
      status: 'completed',
      priority: 1,
      create_time: 1,
      outputs_count: 1,
      preview_output: { filename: 'kept.png', subfolder: '', type: 'output', mediaType: 'images' }
    }
    script.answer('GET /jobs', () => ({ json: { jobs: [job], pagination: { total: 1 } } }))
    const entry = (name: string) => page.getByRole('button', { name, exact: true })
    const open = (name: string) => entry(name).click()
    const gone = ['Models', 'Console', 'Templates']
    // Nobody has asked yet.
    for (const name of gone) await expect(entry(name)).toBeVisible()
    await open('Assets')
    // What jobs saved is known without a list of files.
    await expect(page.getByTestId('asset-sidebar')).toContainText('kept.png')
    await open('Models')
    await expect(page.getByTestId('model-sidebar')).toContainText('does not list its models')
    // What opened it closes it.
    await open('Models')
    await expect(page.getByTestId('model-sidebar')).toBeHidden()
    await open('Console')
    await expect(page.getByTestId('console-panel')).toContainText('does not show its log')
    await page.getByTestId('close-console').click()
    await open('Templates')
    await expect(page.getByTestId('templates-dialog')).toContainText('offers no templates')
    await page.keyboard.press('Escape')
    for (const name of gone) await expect(entry(name)).toHaveCount(0)
    await page.keyboard.press('Control+Shift+P')
    const palette = page.getByTestId('command-palette')
    await palette.getByRole('combobox').fill('show or hide')
    await expect(palette.getByRole('option', { name: /the assets/ })).toBeVisible()
    await expect(palette.getByRole('option', { name: /the models|server log/ })).toHaveCount(0)
    await palette.getByRole('combobox').fill('templates')
    await expect(palette.getByRole('option', { name: /Browse templates/ })).toHaveCount(0)
    await page.keyboard.press('Escape')
    await page.keyboard.press('m')
    await page.keyboard.press('Control+Backquote')
    // A key that still does something tells that those before it were heard.
    await page.keyboard.press('w')
    await expect(page.getByTestId('workflow-sidebar')).toBeVisible()
    await expect(page.getByTestId('model-sidebar')).toHaveCount(0)
    await expect(page.getByTestId('console-panel')).toHaveCount(0)
    await page.setViewportSize({ width: 600, height: 900 })
    await page.getByRole('button', { name: 'Panels', exact: true }).click()
    await expect(page.getByRole('menuitem', { name: 'Assets' })).toBeVisible()
    for (const name of gone) await expect(page.getByRole('menuitem', { name })).toHaveCount(0)
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.keyboard.press('Control+,')
    const dialog = page.getByTestId('settings-dialog')
    await expect(dialog.getByRole('button', { name: 'About', exact: true })).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'User', exact: true })).toHaveCount(0)
    await page.keyboard.press('Escape')
    await expect(app.toasts).toHaveCount(0)
  })
})
