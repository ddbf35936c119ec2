import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ComfyDialog } from '@/extensions/comfyDialog'
import { useCommandStore } from '@/stores/commandStore'
import { useExtensionStore } from '@/stores/extensionStore'
import { makeTextToImage } from '../harness/canvasDocuments'
import type { ExtensionsHarness } from '../harness/extensions'
import { createExtensionsHarness } from '../harness/extensions'

let page: ExtensionsHarness
beforeEach(async () => {
  page = await createExtensionsHarness()
  await page.core.workflows.newWorkflow()
})
afterEach(() => {
  page.dispose()
  document.querySelectorAll('.comfy-modal').forEach((element) => element.remove())
  vi.restoreAllMocks()
})

describe('app.ui.dialog', () => {
  it('shows text with marks, or elements, and goes by its button and by Escape', () => {
    const { dialog } = page.app.ui
    expect(page.app.ui.dialog).toBe(dialog)
    const before = document.body.appendChild(document.createElement('button'))
    before.focus()
    dialog.show('<b>Wet</b> paint')
    expect(dialog.element.isConnected).toBe(true)
    expect(dialog.element.style.display).toBe('flex')
    expect(dialog.textElement.querySelector('b')?.textContent).toBe('Wet')
    expect(dialog.element.getAttribute('aria-label')).toBe('Message of a node pack')
    expect(document.activeElement).toBe(dialog.element)
    dialog.element.querySelector('button')!.click()
    expect(dialog.element.style.display).toBe('none')
    expect(document.activeElement).toBe(before)
    const line = document.createElement('i')
    dialog.show([line, document.createElement('hr')])
    expect([...dialog.textElement.children]).toHaveLength(2)
    dialog.element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    expect(dialog.element.style.display).toBe('none')
    before.remove()
  })

  it('keeps the page’s shortcuts from what is pressed in it', () => {
    const heard = vi.fn<() => void>()
    window.addEventListener('keydown', heard)
    page.app.ui.dialog.show('x')
    page.app.ui.dialog.element.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'r', bubbles: true })
    )
    window.removeEventListener('keydown', heard)
    expect(heard).not.toHaveBeenCalled()
  })

  it('may be extended and its show replaced, as packs do', () => {
    class Own extends ComfyDialog {
      override createButtons(): HTMLElement[] {
        return [document.createElement('a')]
      }
    }
    const own = new Own('section')
    expect(own.element.tagName).toBe('SECTION')
    expect(own.element.querySelector('a')).not.toBeNull()
    const show = vi.fn<() => void>()
    page.app.ui.dialog.show = show
    page.app.ui.dialog.show('x')
    expect(show).toHaveBeenCalledWith('x')
  })
})

describe('the menu of old', () => {
  it('runs commands by the ids that packs know, and ends what goes on by itself', () => {
    const ran: string[] = []
    const ids = ['Comfy.QueuePrompt', 'Comfy.RefreshNodeDefinitions', 'Comfy.ShowSettingsDialog']
    useCommandStore().applySource({
      list: () => ids.map((id) => ({ id, label: id })),
      run: (id) => void ran.push(id)
    })
    const menu = document.querySelector('.comfy-menu')!
    expect(menu).toBe(page.app.ui.menuContainer)
    expect((menu as HTMLElement).hidden).toBe(true)
    for (const name of ['#queue-button', '#comfy-refresh-button', '.comfy-settings-btn'])
      menu.querySelector<HTMLElement>(name)!.click()
    expect(ran).toEqual(ids)
    const auto = menu.querySelector<HTMLInputElement>('#autoQueueCheckbox')!
    auto.checked = true
    expect(page.core.stores.workflows.active?.runMode).toBe('endless')
    auto.checked = false
    expect([page.core.stores.workflows.active?.runMode, auto.checked]).toEqual(['once', false])
  })

  it('counts what has not ended', async () => {
    const id = await page.load(makeTextToImage(), 'A')
    expect(page.app.ui.lastQueueSize).toBe(0)
    const first = await page.run(id)
    await page.run(id)
    expect(page.app.ui.lastQueueSize).toBe(2)
    page.server.play(first)
    page.pass(100)
    expect(page.app.ui.lastQueueSize).toBe(1)
  })
})

it('app.menu takes buttons into its group, before it and after it', () => {
  const { settingsGroup, element } = page.app.menu
  const make = (name: string) => Object.assign(document.createElement('button'), { name })
  settingsGroup.append({ element: make('b') })
  settingsGroup.insert(make('a'), 0)
  settingsGroup.insert(make('c'), 9)
  settingsGroup.element.before(make('first'))
  settingsGroup.element.after(make('last'))
  expect([...element.querySelectorAll('button')].map(({ name }) => name)).toEqual([
    'first',
    'a',
    'b',
    'c',
    'last'
  ])
  expect(useExtensionStore().toolbar).toBe(element)
})

describe('what app opens and reads anew', () => {
  it('is a file, and a prompt in API format under its file’s name', async () => {
    const { workflows } = page.core.stores
    const document = JSON.stringify(makeTextToImage())
    await page.app.handleFile(new File([document], 'given.json'))
    expect(workflows.active?.name).toBe('given')
    const { output } = await page.app.graphToPrompt()
    await page.app.loadApiJson(output, 'prompt.json')
    expect(workflows.active?.name).toBe('prompt')
    expect(page.app.graph!._nodes.length).toBe(Object.keys(output).length)
  })

  it('are the server’s definitions; a document is put into a graph at no other time', async () => {
    const seen: boolean[] = []
    const { graph } = page.app
    graph!.onConfigure = () => void seen.push(page.app.configuringGraph)
    await page.load(makeTextToImage(), 'A')
    expect(page.app.configuringGraph).toBe(false)
    const asked = vi.spyOn(page.core.stores.nodeDefs as never, 'applyDefinitions' as never)
    await page.app.refreshComboInNodes()
    expect(asked).toHaveBeenCalledTimes(1)
    expect([page.app.getPreviewFormatParam(), page.app.getRandParam()]).toEqual([
      '',
      expect.stringMatching(/^&rand=0\.\d+/)
    ])
  })
})
