import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { makeImageOutput, makeSampling, SAMPLER, SAVE } from '../../flows/sampling'
import type { ScriptedPage } from '../../pages/scriptedPage'
import { expect, test } from '../../setup/scripted'

async function findViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`)
  )
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

for (const scheme of ['dark', 'light']) {
  test.describe(`in the ${scheme} scheme`, () => {
    test.use({
      answers: {
        'GET /settings': () => ({ json: { 'Comfy.ColorPalette': scheme } })
      },
      // A scripted server has no templates beside the page, no pictures of packs', and no list of files.
      expectedErrors: /status of 404 .*(templates|internal\/files)/
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
      const check = async (
        surface: Locator,
        name: string,
        open: () => Promise<void>,
        close = () => page.keyboard.press('Escape')
      ) => {
        await open()
        await expect(surface).toBeVisible()
        expect(await findViolations(page), name).toEqual([])
        await close()
        await expect(surface).toBeHidden()
      }
      const press = (name: string) => () => page.getByRole('button', { name, exact: true }).click()
      const { run } = await app.startSampling('looked at')
      run.begin(SAMPLER).executed(SAVE, makeImageOutput('a.png')).succeed()
      const dialog = page.getByRole('dialog')
      await check(dialog, 'templates', press('Templates'))
      await check(dialog, 'shortcuts', press('Shortcuts'))
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
  await expect(app.jobs.list).toBeVisible()
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
  })
})
