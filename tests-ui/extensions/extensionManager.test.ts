import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ExtensionManager } from '@/extensions/manager/extensionManager'
import type { DialogAnswer } from '@/stores/dialogStore'
import { useCommandStore } from '@/stores/commandStore'
import { useDialogStore } from '@/stores/dialogStore'
import { useExtensionStore } from '@/stores/extensionStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useSettingStore } from '@/stores/settingStore'
import { makeTextToImage } from '../harness/canvasDocuments'
import { settle } from '../harness/core'
import type { ExtensionsHarness } from '../harness/extensions'
import { createExtensionsHarness } from '../harness/extensions'

let page: ExtensionsHarness
let manager: ExtensionManager
beforeEach(async () => {
  page = await createExtensionsHarness()
  manager = page.app.extensionManager
  await page.core.workflows.newWorkflow()
})
afterEach(() => {
  page.dispose()
  vi.restoreAllMocks()
})

const answer = async (kind: DialogAnswer, text?: string) => {
  const { current, answer: give } = useDialogStore()
  give(current!.id, kind, text)
  await settle()
}

describe('toasts of node packs', () => {
  it('are notices of their kind, and go by their own object, by their time, or all at once', () => {
    const shown = () =>
      useNoticeStore().notices.map(({ kind, title, detail, life }) => [kind, title, detail, life])
    const first = { severity: 'warn', summary: 'Wet', detail: 'Let it dry', life: 900 }
    manager.toast.add(first)
    manager.toast.add({ severity: 'success', detail: 'Dry' })
    manager.toast.addAlert('Careful')
    manager.toast.add('odd')
    expect(shown()).toEqual([
      ['warning', 'Wet', 'Let it dry', 900],
      ['success', 'Dry', null, null],
      ['warning', 'Careful', null, null]
    ])
    manager.toast.remove(first)
    manager.toast.remove({ severity: 'warn', summary: 'Careful' })
    expect(shown()).toHaveLength(2)
    useNoticeStore().addNotice({ kind: 'info', title: 'ours' })
    manager.toast.removeAll()
    expect(shown().map(([, title]) => title)).toEqual(['ours'])
  })
})

describe('questions of node packs', () => {
  it('for a text are answered with it, or with null', async () => {
    const asked = manager.dialog.prompt({ title: 'Colour', message: 'Which?', defaultValue: 'red' })
    expect(useDialogStore().current).toMatchObject({
      title: 'Colour',
      field: { label: 'Which?', value: 'red' }
    })
    await answer('confirm', 'blue')
    expect(await asked).toBe('blue')
    const closed = manager.dialog.prompt({ title: 'Colour' })
    await answer('cancel')
    expect(await closed).toBeNull()
  })

  it('are confirmed, denied or closed; what destroys says so', async () => {
    const ask = async (type: string | undefined, kind: DialogAnswer) => {
      const options = { title: 'Paint', message: 'Go?', itemList: ['a', 'b'], hint: 'wet' }
      const asked = manager.dialog.confirm({ ...options, ...(type !== undefined && { type }) })
      const { message, confirmLabel, discardLabel, isDestructive } = useDialogStore().current!
      await answer(kind)
      return [await asked, message, confirmLabel, discardLabel, isDestructive]
    }
    const text = 'Go?\na\nb\nwet'
    expect(await ask(undefined, 'confirm')).toEqual([true, text, 'OK', undefined, undefined])
    expect(await ask('delete', 'cancel')).toEqual([null, text, 'Delete', undefined, true])
    expect(await ask('overwrite', 'confirm')).toEqual([true, text, 'Replace', undefined, true])
    const [denied, , save, discard] = await ask('dirtyClose', 'discard')
    expect([denied, save, discard]).toEqual([false, 'Save', 'Don’t save'])
  })

  it('may be errors that are only told', () => {
    manager.dialog.showErrorDialog(new Error('dry'), { title: 'Brush' })
    manager.dialog.showErrorDialog('lost')
    expect(useNoticeStore().notices).toMatchObject([
      { kind: 'error', title: 'Brush', detail: 'dry' },
      { kind: 'error', title: 'A node pack failed', detail: 'lost' }
    ])
  })
})

describe('settings and commands', () => {
  it('are read and written under their names', async () => {
    expect(manager.setting.get('Comfy.Graph.ZoomSpeed')).toBe(1.1)
    await manager.setting.set('paint.wet', true)
    expect(useSettingStore().getValue('paint.wet')).toBe(true)
    expect(manager.setting.get('paint.wet')).toBe(true)
    expect(manager.setting.settings['Comfy.Locale']).toMatchObject({ id: 'Comfy.Locale' })
  })

  it('are run by id; one that nobody has is refused', async () => {
    const ran: string[] = []
    useCommandStore().applySource({
      list: () => [{ id: 'Comfy.Undo', label: 'Undo' }],
      run: (id) => void ran.push(id)
    })
    expect(manager.command.commands).toMatchObject([{ id: 'Comfy.Undo', label: 'Undo' }])
    expect(manager.command.isRegistered('Comfy.Undo')).toBe(true)
    await manager.command.execute('Comfy.Undo')
    await (manager.command.commands[0] as { function(): Promise<void> }).function()
    expect(ran).toEqual(['Comfy.Undo', 'Comfy.Undo'])
    await expect(manager.command.execute('nobody.has')).rejects.toThrow('nobody.has')
  })
})

describe('panels of node packs', () => {
  it('come into the sidebar and go; those that draw nothing are left out', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const render = vi.fn<(container: HTMLElement) => void>()
    const tab = { id: 'paint', title: 'Paint', icon: 'pi pi-brush', type: 'custom', render }
    manager.registerSidebarTab(tab)
    manager.registerSidebarTab({ id: 'odd', type: 'vue' })
    expect(manager.getSidebarTabs()).toMatchObject([
      { id: 'paint', title: 'Paint', icon: 'pi pi-brush', tooltip: null, destroy: null }
    ])
    expect(warn).toHaveBeenCalledTimes(1)
    const container = document.createElement('div')
    useExtensionStore().sidebarTabs[0]!.render(container)
    expect(render).toHaveBeenCalledWith(container)
    manager.unregisterSidebarTab('paint')
    expect(manager.getSidebarTabs()).toEqual([])
  })

  it('at the bottom are shown and hidden by their command', () => {
    const ran: string[] = []
    const id = 'Workspace.ToggleBottomPanelTab.strokes'
    useCommandStore().applySource({
      list: () => [{ id, label: 'Strokes' }],
      run: (given) => void ran.push(given)
    })
    const bottom = manager.bottomPanel as {
      registerBottomPanelTab(tab: object): void
      toggleBottomPanelTab(name: string): void
      readonly bottomPanelTabs: readonly unknown[]
    }
    bottom.registerBottomPanelTab({ id: 'strokes', title: 'Strokes', render: () => {} })
    expect(bottom.bottomPanelTabs).toHaveLength(1)
    bottom.toggleBottomPanelTab('strokes')
    expect(ran).toEqual([id])
  })
})

describe('workflows as node packs know them', () => {
  it('tell what holds of the one in front', async () => {
    const id = await page.load(makeTextToImage(), 'Portrait')
    const active = manager.workflow.activeWorkflow!
    expect(active).toBe(manager.workflow.activeWorkflow)
    const read = () => Object.fromEntries(NAMES.map((name) => [name, active[name]]))
    const NAMES = ['path', 'key', 'directory', 'filename', 'isModified', 'isPersisted'] as const
    expect(read()).toEqual({
      path: 'workflows/Portrait.json',
      key: 'Portrait',
      directory: 'workflows',
      filename: 'Portrait',
      isModified: false,
      isPersisted: false
    })
    expect(active.activeState).toMatchObject({ nodes: expect.any(Array) })
    page.core.stores.workflows.patchWorkflow(id, {
      path: 'workflows/studies/deep/Sea.json',
      isModified: true
    })
    expect(read()).toMatchObject({
      key: 'studies/deep/Sea',
      directory: 'workflows/studies/deep',
      filename: 'Sea',
      isModified: true,
      isPersisted: true
    })
    expect(manager.workflow.getWorkflowByPath('workflows/studies/deep/Sea.json')).toBe(active)
    expect(manager.workflow.modifiedWorkflows).toEqual([active])
    expect([manager.workflow.isActive(active), manager.workflow.isOpen({})]).toEqual([true, false])
    await page.core.workflows.newWorkflow()
    expect(manager.workflow.activeWorkflow).not.toBe(active)
  })

  it('make a step to undo of what a pack changed and says it is done with', async () => {
    const id = await page.load(makeTextToImage(), 'A')
    const tracker = manager.workflow.activeWorkflow!.changeTracker
    const node = page.app.graph!._nodes[0]!
    page.app.graph!.beforeChange()
    node.title = 'Mine'
    page.app.graph!.afterChange()
    tracker.checkState()
    expect(page.core.stores.workflows.getWorkflow(id)?.isModified).toBe(true)
    expect(tracker.undo()).toBe(true)
    expect(page.app.graph!.getNodeById(node.id)?.title).not.toBe('Mine')
    expect(tracker.redo()).toBe(true)
    expect(page.app.graph!.getNodeById(node.id)?.title).toBe('Mine')
  })

  it('are told of as they open, come to the front and close, also after a listener that fails', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const told: string[] = []
    manager.workflow.$onAction(() => {
      throw new Error('pack')
    })
    const stop = manager.workflow.$onAction(({ name, after }) =>
      after((result) => told.push(`${name} ${(result as { filename: string }).filename}`))
    )
    const [first] = page.core.stores.workflows.order
    await page.core.workflows.newWorkflow()
    await settle()
    await page.activate(first!)
    await page.core.workflows.close(page.core.stores.workflows.order[1]!)
    await settle()
    expect(told).toEqual([
      'createTemporary Unsaved Workflow (2)',
      'openWorkflow Unsaved Workflow (2)',
      'openWorkflow Unsaved Workflow',
      'closeWorkflow Unsaved Workflow (2)'
    ])
    stop()
    await page.core.workflows.newWorkflow()
    await settle()
    expect(told).toHaveLength(4)
  })

  it('have their run mode and batch count, in ComfyUI’s words [B14]', () => {
    const { queueSettings } = manager
    expect([queueSettings.mode, queueSettings.batchCount]).toEqual(['disabled', 1])
    queueSettings.mode = 'instant'
    queueSettings.batchCount = 4
    expect(page.core.stores.workflows.active).toMatchObject({ runMode: 'endless', batchCount: 4 })
    expect(queueSettings.mode).toBe('instant')
    queueSettings.mode = 'nonsense'
    expect(queueSettings.mode).toBe('instant')
  })
})

// What is cut out of it is proven in a browser: the sanitiser needs a real DOM.
it('Markdown of node packs becomes HTML', async () => {
  await vi.waitFor(() =>
    expect(manager.renderMarkdownToHtml('**bold**')).toContain('<strong>bold</strong>')
  )
})
