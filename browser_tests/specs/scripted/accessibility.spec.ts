import type { Locator, Page } from '@playwright/test'
import { findViolations } from '../../flows/axe'
import { click, runCommand, titleOf } from '../../flows/canvas'
import { makeImageOutput, makeSampling, SAMPLER, SAVE } from '../../flows/sampling'
import type { ScriptedPage } from '../../pages/scriptedPage'
import { expect, test } from '../../setup/scripted'

/** Opens a surface, checks the page, and closes it again. */
function makeCheck(page: Page) {
  return async (
    surface: Locator,
    name: string,
    open: () => Promise<void>,
    close = () => page.keyboard.press('Escape')
  ): Promise<void> => {
    await open()
    await expect(surface).toBeVisible()
    expect(await findViolations(page), name).toEqual([])
    await close()
    await expect(surface).toBeHidden()
  }
}

/** A page with all states of jobs on show. */
async function fill(app: ScriptedPage): Promise<void> {
  const running = await app.startSampling('running')
  running.run.begin(SAMPLER).step(SAMPLER, 5, 20)
  const done = await app.startSampling('done')
  done.run.begin(SAMPLER).executed(SAVE, makeImageOutput('a.png')).succeed()
  await app.openDocument(makeSampling({ seed: 3 }), 'waiting')
  await app.run()
  const failed = await app.startSampling('failed')
  failed.run.begin(SAMPLER).fail(SAMPLER, 'out of paint')
  await app.jobs.open()
  await expect(app.row(failed.run.promptId)).toHaveAttribute('data-state', 'failed')
  await expect(app.jobs.rows).toHaveCount(4)
}

const DIALOG = '[data-testid="settings-dialog"]'
const ODD = {
  nodes: [{ id: 1, type: 'NoSuchNode', pos: [100, 100], size: [200, 100] }],
  extra: { ds: { scale: 1, offset: [0, 0] } },
  version: 0.4
}
const LOG = ['[INFO] begun', '[WARNING] slow', '[ERROR] broken'].map((line) => ({
  t: '2026-01-02T03:04:05.678901',
  m: `${line}\n`
}))

for (const scheme of ['dark', 'light']) {
  test.describe(`in the ${scheme} scheme`, () => {
    test.use({
      answers: {
        'GET /settings': () => ({ json: { 'Comfy.ColorPalette': scheme } }),
        'GET /internal/logs/raw': () => ({ json: { entries: LOG, size: null } }),
        'PATCH /internal/logs/subscribe': () => ({ json: {} })
      },
      // A scripted server has no templates beside the page, no pictures of packs', no help pages, no bookmarks, and no list of files.
      expectedErrors: /status of 404 .*(templates|internal\/files|models|docs|userdata)/
    })

    test('[B42] the main surfaces pass an automated check', async ({ app }) => {
      await fill(app)
      expect(await findViolations(app.page), 'tabs, canvas, job list, errors').toEqual([])
      const sidebar = app.page.getByTestId('workflow-sidebar')
      await app.page.getByRole('button', { name: 'Workflows', exact: true }).click()
      await expect(sidebar).toBeVisible()
      expect(await findViolations(app.page), 'sidebar').toEqual([])
      await app.page.getByRole('button', { name: 'Settings', exact: true }).click()
      await expect(app.page.getByTestId('settings-dialog')).toBeVisible()
      expect(await findViolations(app.page), 'settings').toEqual([])
    })

    test('[B42] so do dialogs, panels, menus, the node search and the result viewer', async ({
      app
    }) => {
      const { page } = app
      const check = makeCheck(page)
      const press = (name: string) => () => page.getByRole('button', { name, exact: true }).click()
      const { run } = await app.startSampling('looked at')
      run.begin(SAMPLER).executed(SAVE, makeImageOutput('a.png')).succeed()
      const dialog = page.getByRole('dialog')
      await check(dialog, 'templates', press('Templates'))
      await check(dialog, 'shortcuts', press('Shortcuts'))
      await check(dialog, 'help', async () => {
        await press('Help')()
        await expect(page.locator('[data-shown-page="editor"]')).toBeVisible()
      })
      await check(page.getByTestId('command-palette'), 'commands', () =>
        page.keyboard.press('Control+Shift+P')
      )
      await check(page.getByTestId('node-search'), 'node search', async () => {
        await page.keyboard.press('Control+Shift+P')
        await page.getByRole('combobox').fill('Add a node')
        await page.keyboard.press('Enter')
      })
      await check(page.getByRole('menu'), 'menu of a tab', () =>
        app.tab('looked at').click({ button: 'right' })
      )
      await check(page.getByTestId('node-library'), 'nodes', press('Nodes'), press('Nodes'))
      await check(page.getByTestId('asset-sidebar'), 'assets', press('Assets'), press('Assets'))
      await app.jobs.open()
      await check(app.viewer.frame, 'result viewer', async () => {
        await app.row(run.promptId).focus()
        await page.keyboard.press('Space')
      })
      await check(dialog, 'question', async () => {
        await app.row(run.promptId).focus()
        await page.keyboard.press('Delete')
      })
    })

    test('[B42] so do all pages of the settings, the keys, the console, the inspector and a node’s menu', async ({
      app
    }) => {
      const { page } = app
      const check = makeCheck(page)
      await app.openDocument(makeSampling(), 'looked at')
      const dialog = page.getByTestId('settings-dialog')
      await page.getByRole('button', { name: 'Settings', exact: true }).click()
      for (const name of ['General', 'Canvas', 'Appearance', 'About', 'Keybindings']) {
        await dialog.getByRole('button', { name, exact: true }).click()
        if (name === 'Keybindings') await page.getByTestId('keybinding-search').fill('new')
        await expect(dialog.getByText('Reading …')).toBeHidden()
        expect(await findViolations(page, DIALOG), name).toEqual([])
      }
      await check(page.getByTestId('key-recorder'), 'keys', async () => {
        await dialog.getByRole('button', { name: 'Add keys to “New workflow”' }).click()
        await page.keyboard.press('Control+s')
      })
      await page.getByTestId('settings-search').fill('zoom')
      await expect(dialog.getByText('Canvas').nth(1)).toBeVisible()
      expect(await findViolations(page, DIALOG), 'what is found').toEqual([])
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')

      await page.keyboard.press('Control+`')
      await expect(page.getByTestId('log-line')).toHaveCount(LOG.length)
      expect(await findViolations(page, '#console-panel'), 'console').toEqual([])
      await page.getByTestId('close-console').click()
      await runCommand(page, 'Fit into view')
      const sampler = await titleOf(page, SAMPLER)
      await click(page, sampler)
      await runCommand(page, 'Show or hide the inspector')
      for (const tab of ['fields', 'run', 'look', 'help']) {
        await page.getByTestId(`inspector-tab-${tab}`).click()
        const found = await findViolations(page, '[data-testid="inspector"]')
        expect(found, `inspector, ${tab}`).toEqual([])
      }
      await check(page.locator('.litecontextmenu').first(), 'menu of a node', () =>
        click(page, sampler, { button: 'right' })
      )
    })

    test('[B42] so do the menus of runs and of the canvas, missing nodes, and a page without panels', async ({
      app
    }) => {
      const { page } = app
      const check = makeCheck(page)
      await app.openDocument({ ...ODD, links: [] }, 'odd')
      expect(await findViolations(page, 'main'), 'missing nodes').toEqual([])
      await check(page.getByRole('menu'), 'run modes', () => app.runMode.click())
      await check(page.locator('.litecontextmenu').first(), 'menu of the canvas', () =>
        click(page, [60, 420], { button: 'right' })
      )
      await check(
        page.getByTestId('focus-exit'),
        'focus mode',
        () => page.keyboard.press('f'),
        () => page.keyboard.press('f')
      )
    })

    test('[B42] so do the models and the mask editor', async ({ app }) => {
      const { page } = app
      const check = makeCheck(page)
      const { run } = await app.startSampling('looked at')
      run.begin(SAMPLER).executed(SAVE, makeImageOutput('a.png')).succeed()
      const press = () => page.getByRole('button', { name: 'Models', exact: true }).click()
      await check(page.getByTestId('model-sidebar'), 'models', press, press)
      await check(page.getByTestId('mask-editor'), 'mask editor', async () => {
        await page.evaluate((id) => {
          const { app: legacy } = window as never as {
            app: {
              graph: { getNodeById(id: number): unknown }
              canvas: { selectNode(n: unknown): void }
            }
          }
          legacy.canvas.selectNode(legacy.graph.getNodeById(id))
        }, SAVE)
        await page.keyboard.press('Control+Shift+P')
        await page.getByRole('combobox').fill('mask editor')
        await page.keyboard.press('Enter')
        await expect(page.getByTestId('mask-stage')).toBeVisible()
      })
    })
  })
}

test('[B42] the keyboard reaches tabs, run, the job list and its rows', async ({ app }) => {
  await app.openDocument(makeSampling(), 'first')
  const second = await app.startSampling('second')
  second.run.begin(SAMPLER).step(SAMPLER, 5, 20)
  const { page } = app
  const focusWith = async (key: string, isThere: () => Promise<boolean>): Promise<void> => {
    for (let count = 0; count < 60; count += 1) {
      if (await isThere()) return
      await page.keyboard.press(key)
    }
    expect(await isThere()).toBe(true)
  }
  const isFocused = (testId: string) => () =>
    page.evaluate((id) => document.activeElement?.closest(`[data-testid="${id}"]`) !== null, testId)
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await focusWith('Tab', isFocused('workflow-tab'))
  await focusWith('ArrowLeft', () =>
    page.evaluate(() => document.activeElement?.textContent?.includes('first') ?? false)
  )
  await page.keyboard.press('Enter')
  await expect(app.tab('first')).toHaveAttribute('data-active', 'true')
  await focusWith('Tab', isFocused('run-button'))
  await focusWith('Tab', isFocused('stop-all'))
  await focusWith('Tab', isFocused('job-panel-toggle'))
  await page.keyboard.press('Enter')
  await expect(app.row(second.run.promptId)).toBeVisible()
  await focusWith('Tab', isFocused('job-row'))
  await focusWith('Tab', isFocused('job-cancel'))
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true })

  test('everything needed for a run is within the screen', async ({ app }) => {
    const { page } = app
    const width = () => page.evaluate(() => document.documentElement.scrollWidth)
    await app.openDocumentUnseen(makeSampling())
    await expect(app.runButton).toBeInViewport()
    const run = await app.run()
    run.start().begin(SAMPLER).step(SAMPLER, 5, 20)
    await expect(app.jobs.toggle).toBeInViewport()
    await app.jobs.open()
    await expect(app.row(run.promptId)).toBeInViewport()
    await expect(app.row(run.promptId)).toHaveAttribute('data-progress', /^1[23]$/)
    expect(await width()).toBeLessThanOrEqual(360)
    expect(await findViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Panels' }).click()
    await expect(page.getByRole('menuitem', { name: 'Console' })).toBeVisible()
    expect(await findViolations(page, '[role="menu"]'), 'panels').toEqual([])
  })
})
