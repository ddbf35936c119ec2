import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import WorkflowSidebar from '@/components/sidebar/WorkflowSidebar.vue'
import { useMenu } from '@/composables/ui/useMenu'
import { useDialogStore } from '@/stores/dialogStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { addWorkflow } from '../../builders/promptState'
import { giveElementsSize } from '../../harness/elementSizes'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
let takeSizes: () => void
beforeEach(() => {
  app = createAppHarness()
  takeSizes = giveElementsSize(300, 800)
  app.recorded.answer('api.moveUserFile', () => Promise.resolve('moved'))
  addWorkflow('a', { name: 'Portrait' })
  addWorkflow('b', { name: 'Upscale', isModified: true })
})
afterEach(() => {
  app.unmount()
  takeSizes()
})

async function mountSidebar(saved: readonly string[] = []) {
  app.recorded.answer('api.listUserFiles', () => Promise.resolve(saved))
  const sidebar = app.mount(WorkflowSidebar)
  await app.settle()
  return sidebar
}

type Sidebar = Awaited<ReturnType<typeof mountSidebar>>
const lines = (sidebar: Sidebar) =>
  sidebar.findAll('[role="treeitem"]').map((line) => line.attributes('aria-label'))
const row = (sidebar: Sidebar, label: string) =>
  sidebar.get(`[role="treeitem"][aria-label="${label}"]`)
const click = async (sidebar: Sidebar, label: string) => {
  await row(sidebar, label).trigger('click')
  await app.settle()
}

describe('the workflow sidebar', () => {
  it('lists the open workflows, brings one to the front and closes it', async () => {
    const sidebar = await mountSidebar()
    const rows = sidebar.findAll('li')
    expect(rows.map((row) => row.text())).toEqual(['Portrait', 'Upscaleunsaved'])
    await rows[1]?.get('button').trigger('click')
    expect(useWorkflowStore().activeId).toBe('b')
    await sidebar.get('[aria-label="Close Portrait"]').trigger('click')
    expect(useWorkflowStore().order).toEqual(['b'])
  })

  it('renames in place, for screens where a double click is hard', async () => {
    const menu = app.use(useMenu)
    const sidebar = await mountSidebar()
    await sidebar.get('[aria-label="More for Portrait"]').trigger('click')
    for (const entry of menu.current.value?.entries ?? [])
      if (entry !== 'separator' && entry.label === 'Rename') entry.run()
    await app.settle()
    const field = sidebar.get('[data-testid="workflow-tab-name-input"]')
    await field.setValue('Sunset')
    await field.trigger('keydown', { key: 'Enter' })
    expect(app.recorded.getCalls('workflows.rename')).toEqual([['a', 'Sunset']])
  })

  it('opens and searches what was saved on the server', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `studies/Study ${index}.json`)
    const sidebar = await mountSidebar([...names, 'sea/Sky.json'])
    expect(lines(sidebar)).toEqual(['sea', 'studies'])
    await sidebar.get('[data-testid="saved-workflow-search"]').setValue('sky sea')
    expect(lines(sidebar)).toEqual(['sea/Sky'])
    await sidebar.get('[title="workflows/sea/Sky.json"]').trigger('click')
    expect(app.recorded.getCalls('workflows.openSaved')).toEqual([['workflows/sea/Sky.json']])
    await sidebar.get('[data-testid="saved-workflow-search"]').setValue('nothing')
    expect(sidebar.get('[role="status"]').text()).toBe('None matches.')
  })

  it('keeps folders closed until they are pressed, and files below them', async () => {
    const sidebar = await mountSidebar(['Upscale.json', 'studies/Sky.json', 'studies/a/Sea.json'])
    expect(lines(sidebar)).toEqual(['studies', 'Upscale'])
    await click(sidebar, 'studies')
    expect(lines(sidebar)).toEqual(['studies', 'a', 'Sky', 'Upscale'])
    expect(row(sidebar, 'studies').attributes('aria-expanded')).toBe('true')
    expect(row(sidebar, 'Sky').attributes('aria-level')).toBe('2')
  })

  it('is worked by keys: arrows move, Enter opens, F2 renames, Delete deletes after asking', async () => {
    const sidebar = await mountSidebar(['Upscale.json', 'studies/Sky.json'])
    const press = async (key: string, ctrlKey = false) => {
      await sidebar.get('[role="tree"]').trigger('keydown', { key, ctrlKey })
      await app.settle()
    }
    for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await press(key)
    expect(app.recorded.getCalls('workflows.openSaved')).toEqual([['workflows/studies/Sky.json']])
    await press('Delete', true)
    expect(useDialogStore().current).toBeNull()
    await press('Delete')
    expect(useDialogStore().current?.title).toBe('Delete Sky?')
    useDialogStore().answer(useDialogStore().current!.id, 'cancel')
    await press('F2')
    const field = sidebar.get('[data-testid="workflow-tab-name-input"]')
    await field.setValue('studies/Sunset')
    await field.trigger('keydown', { key: 'Enter' })
    await app.settle()
    expect(app.recorded.getCalls('api.moveUserFile')).toEqual([
      ['workflows/studies/Sky.json', 'workflows/studies/Sunset.json']
    ])
  })

  it('renames, bookmarks and deletes a saved workflow from its menu', async () => {
    const menu = app.use(useMenu)
    const sidebar = await mountSidebar(['Sky.json', 'a/Sea.json'])
    const choose = async (name: string, label: string) => {
      await row(sidebar, name).trigger('contextmenu')
      for (const entry of menu.current.value?.entries ?? [])
        if (entry !== 'separator' && entry.label === label) entry.run()
      menu.close()
      await app.settle()
    }
    await choose('Sky', 'Add bookmark')
    expect(lines(sidebar)).toEqual(['Bookmarks', 'Sky', 'a', 'Sky'])
    await choose('Sky', 'Rename or move')
    const field = sidebar.get('[data-testid="workflow-tab-name-input"]')
    await field.setValue('air/Sky')
    await field.trigger('keydown', { key: 'Enter' })
    await app.settle()
    expect(app.recorded.getCalls('api.moveUserFile')).toEqual([
      ['workflows/Sky.json', 'workflows/air/Sky.json']
    ])
    expect(JSON.stringify(app.recorded.getCalls('api.storeUserFile').at(-1))).toContain('air/Sky')
    await choose('a', 'Delete')
    useDialogStore().answer(useDialogStore().current!.id, 'confirm')
    await app.settle()
    expect(app.recorded.getCalls('api.deleteUserFile')).toEqual([['workflows/a/Sea.json']])
  })

  it('moves by dragging: into a folder, out of it, and no folder into itself', async () => {
    const sidebar = await mountSidebar(['Sky.json', 'a/Sea.json', 'a/b/Bay.json', 'c/x.json'])
    await click(sidebar, 'a')
    const drag = async (name: string, onto: string | null) => {
      const transfer = { dataTransfer: { setData() {}, effectAllowed: '' } }
      await row(sidebar, name).trigger('dragstart', transfer)
      const target = onto === null ? sidebar.get('[role="tree"]') : row(sidebar, onto)
      await target.trigger('dragover', transfer)
      await target.trigger('drop', transfer)
      await app.settle()
    }
    await drag('Sky', 'a')
    await drag('Sea', null)
    await drag('b', 'c')
    expect(app.recorded.getCalls('api.moveUserFile')).toEqual([
      ['workflows/Sky.json', 'workflows/a/Sky.json'],
      ['workflows/a/Sea.json', 'workflows/Sea.json'],
      ['workflows/a/b/Bay.json', 'workflows/c/b/Bay.json']
    ])
    await drag('a', 'b')
    await drag('Sky', null)
    expect(app.recorded.getCalls('api.moveUserFile')).toHaveLength(3)
  })

  it('marks what is open, and what of it is not saved', async () => {
    addWorkflow('c', { path: 'workflows/Sky.json', isModified: true })
    const sidebar = await mountSidebar(['Sky.json', 'Sea.json'])
    expect(lines(sidebar)).toEqual(['Sea', 'Sky, unsaved'])
    expect(row(sidebar, 'Sky, unsaved').attributes('data-unsaved')).toBe('true')
  })

  it('has a word for none, and for a server that does not answer', async () => {
    expect((await mountSidebar()).text()).toContain('None yet')
    app.recorded.fail('api.listUserFiles', 'no answer')
    const failed = app.mount(WorkflowSidebar)
    await app.settle()
    expect(failed.text()).toContain('The server could not be asked')
  })
})
