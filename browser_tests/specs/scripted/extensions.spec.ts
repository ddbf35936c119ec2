import { runCommand } from '../../flows/canvas'
import { makeSampling, SAMPLER } from '../../flows/sampling'
import type { ScriptedPage } from '../../pages/scriptedPage'
import { expect, test } from '../../setup/scripted'

interface Heard {
  readonly type: string
  readonly detail: unknown
}

/** Notes what an extension's listeners hear, in order. */
async function listen(
  app: ScriptedPage,
  types: readonly string[]
): Promise<() => Promise<Heard[]>> {
  await app.page.evaluate((names) => {
    const heard: Heard[] = []
    const { api } = window as never as { api: EventTarget }
    for (const type of names) {
      api.addEventListener(type, (event) => {
        heard.push({ type, detail: structuredClone((event as CustomEvent).detail) as unknown })
      })
    }
    Object.assign(window, { heardByPack: heard })
  }, types)
  return () => app.page.evaluate(() => (window as never as { heardByPack: Heard[] }).heardByPack)
}

test.describe('listeners', () => {
  test.use({ expectedErrors: /pack failed/ })

  test('[B43] one that throws or rejects stops no other; one registered twice fires once', async ({
    app
  }) => {
    await app.page.evaluate(() => {
      const { api } = window as never as { api: EventTarget }
      const calls = { throwing: 0, rejecting: 0, twice: 0, after: 0 }
      Object.assign(window, { calls })
      api.addEventListener('progress', () => {
        calls.throwing += 1
        throw new Error('pack failed')
      })
      const reject: (event: Event) => unknown = () => {
        calls.rejecting += 1
        return Promise.reject(new Error('pack failed later'))
      }
      api.addEventListener('progress', reject as EventListener)
      const twice = () => void (calls.twice += 1)
      api.addEventListener('progress', twice)
      api.addEventListener('progress', twice)
      api.addEventListener('progress', () => void (calls.after += 1))
    })
    const { run, tab } = await app.startSampling('listened')
    run.begin(SAMPLER)
    await app.settle()
    run.step(SAMPLER, 5, 20)
    const read = () =>
      app.page.evaluate(() => (window as never as { calls: Record<string, number> }).calls)
    await expect.poll(read).toMatchObject({ throwing: 1, rejecting: 1, twice: 1, after: 1 })
    await expect.poll(async () => (await app.getNode(SAMPLER)).progress).toBe(0.25)
    run.succeed()
    await expect(tab).toHaveAttribute('data-state', 'succeeded')
  })
})

test('[B43] an unknown type reaches whoever registered for it, and is reported at most once', async ({
  app,
  script
}) => {
  const lines: string[] = []
  app.page.on('console', (message) => lines.push(message.text()))
  const read = await listen(app, ['pack.message'])
  const clientId = await app.getClientId()
  script.send(clientId, { type: 'pack.message', data: { answer: 42 } })
  for (let count = 0; count < 5; count += 1)
    script.send(clientId, { type: 'pack.unheard', data: { count } })
  await app.settle()
  expect(await read()).toEqual([{ type: 'pack.message', detail: { answer: 42 } }])
  expect(lines.filter((line) => line.includes('pack.unheard')).length).toBeLessThanOrEqual(1)
})

test('[B43] an extension is set up once, and its listeners hear of runs', async ({ app }) => {
  const names = await app.page.evaluate(() => {
    interface Legacy {
      registerExtension(extension: object): void
      extensions: readonly { name: string }[]
      api: EventTarget
    }
    const { app: legacy } = window as never as { app: Legacy }
    const heard: string[] = []
    Object.assign(window, { heardByExtension: heard })
    const extension = {
      name: 'test.pack',
      setup(given: Legacy) {
        heard.push('setup')
        given.api.addEventListener('execution_start', () => heard.push('start'))
      }
    }
    legacy.registerExtension(extension)
    try {
      legacy.registerExtension(extension)
    } catch {
      heard.push('refused')
    }
    return legacy.extensions.map(({ name }) => name)
  })
  expect(names).toContain('test.pack')
  const { run } = await app.startSampling('heard')
  run.begin(SAMPLER)
  await expect
    .poll(() =>
      app.page.evaluate(() => (window as never as { heardByExtension: string[] }).heardByExtension)
    )
    .toEqual(['refused', 'setup', 'start'])
})

test('[B44] old globals and events speak of the active workflow, as one serial stream', async ({
  app
}) => {
  const read = await listen(app, ['executing', 'execution_start', 'execution_success'])
  const first = await app.startSampling('first')
  first.run.begin(SAMPLER).step(SAMPLER, 5, 20)
  await expect.poll(app.getLegacy.bind(app)).toMatchObject({
    runningNodeId: `${SAMPLER}`,
    progress: { value: 5, max: 20 }
  })
  const second = await app.startSampling('second')
  expect(await app.getLegacy()).toMatchObject({ runningNodeId: null, nodeOutputs: {} })
  second.run.begin(SAMPLER).step(SAMPLER, 10, 40)
  await expect.poll(app.getLegacy.bind(app)).toMatchObject({
    runningNodeId: `${SAMPLER}`,
    progress: { value: 10, max: 40 }
  })
  first.run.step(SAMPLER, 6, 20)
  await app.settle()
  expect((await app.getLegacy()).progress).toEqual({ value: 10, max: 40 })
  await app.tab('first').click()
  await expect.poll(async () => (await app.getLegacy()).progress).toEqual({ value: 6, max: 20 })
  first.run.succeed()
  await expect.poll(async () => (await app.getLegacy()).runningNodeId).toBeNull()
  expect((await app.getLegacy()).progress).toBeNull()
  second.run.succeed()
  await expect(second.tab).toHaveAttribute('data-state', 'succeeded')
  await app.settle()
  let isOpen = false
  const executing = (await read()).filter(({ type }) => type === 'executing')
  for (const { detail } of executing) {
    // Between two prompts there is always an end.
    if (detail === null) isOpen = false
    else isOpen = true
  }
  expect(isOpen).toBe(false)
  expect(executing.length).toBeGreaterThan(0)
})

test('[B44] errors of the globals are those of the active workflow', async ({ app }) => {
  const failed = await app.startSampling('failed')
  failed.run.begin(SAMPLER).fail(SAMPLER)
  await expect(failed.tab).toHaveAttribute('data-state', 'failed')
  expect((await app.getLegacy()).lastExecutionError).toMatchObject({
    prompt_id: failed.run.promptId
  })
  await app.openDocument(makeSampling({ seed: 2 }), 'clean')
  const legacy = await app.getLegacy()
  expect(legacy.lastExecutionError).toBeNull()
  expect(legacy.lastNodeErrors ?? {}).toEqual({})
})

test('a node pack’s panel, buttons, messages, questions and commands are the interface’s own', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(makeSampling(), 'painted')
  await page.evaluate(() => {
    interface Manager {
      registerSidebarTab(tab: object): void
      toast: { add(message: object): void; remove(message: object): void }
      dialog: { prompt(options: object): Promise<string | null> }
      setting: { get(id: string): unknown; set(id: string, value: unknown): Promise<void> }
      command: { execute(id: string): Promise<void> }
      workflow: { activeWorkflow: { filename: string } }
    }
    const { app: legacy } = window as never as {
      app: {
        extensionManager: Manager
        ui: { dialog: { show(html: string): void } }
        menu: { settingsGroup: { element: HTMLElement } }
      }
    }
    const { extensionManager: manager } = legacy
    manager.registerSidebarTab({
      id: 'paint',
      title: 'Paint',
      icon: 'pi pi-palette',
      type: 'custom',
      render: (box: HTMLElement) => void (box.textContent = 'all colours')
    })
    const button = document.createElement('button')
    button.textContent = 'Brush'
    button.addEventListener('click', () => {
      void manager.dialog.prompt({ title: 'Colour', defaultValue: 'red' }).then(async (colour) => {
        await manager.setting.set('paint.colour', colour)
        const kept = String(manager.setting.get('paint.colour'))
        const summary = `${manager.workflow.activeWorkflow.filename} in ${kept}`
        const message = { severity: 'success', summary }
        manager.toast.add(message)
        Object.assign(window, { takeBack: () => manager.toast.remove(message) })
      })
    })
    legacy.menu.settingsGroup.element.before(button)
  })

  await page.getByRole('button', { name: 'Paint', exact: true }).click()
  await expect(page.getByText('all colours')).toBeVisible()
  await runCommand(page, 'Show or hide “Paint”')
  await expect(page.getByText('all colours')).toBeHidden()

  await page
    .getByRole('group', { name: 'Node packs' })
    .getByRole('button', { name: 'Brush' })
    .click()
  await page.getByTestId('dialog-text').fill('blue')
  await page.keyboard.press('Enter')
  await expect(app.toasts).toHaveText('painted in blue')
  await page.evaluate(() => (window as never as { takeBack(): void }).takeBack())
  await expect(app.toasts).toHaveCount(0)

  await page.evaluate(async () => {
    const { app: legacy } = window as never as {
      app: {
        extensionManager: {
          command: { execute(id: string): Promise<void> }
          renderMarkdownToHtml(text: string): string
        }
        ui: { dialog: { show(html: string): void } }
      }
    }
    await legacy.extensionManager.command.execute('Workspace.ToggleSidebarTab.node-library')
    const html = () =>
      legacy.extensionManager.renderMarkdownToHtml('**wet** <i onclick=a>paint</i>')
    while (!html().includes('<strong>')) await new Promise(requestAnimationFrame)
    legacy.ui.dialog.show(html())
  })
  await expect(page.getByTestId('node-library')).toBeVisible()
  const message = page.getByRole('dialog', { name: 'Message of a node pack' })
  await expect(message.locator('strong')).toHaveText('wet')
  await expect(message.locator('[onclick]')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(message).toBeHidden()
})
