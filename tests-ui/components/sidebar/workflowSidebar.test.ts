import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import WorkflowSidebar from '@/components/sidebar/WorkflowSidebar.vue'
import { useMenu } from '@/composables/ui/useMenu'
import { useDialogStore } from '@/stores/dialogStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { addWorkflow } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => {
  app = createAppHarness()
  addWorkflow('a', { name: 'Portrait' })
  addWorkflow('b', { name: 'Upscale', isModified: true })
})
afterEach(() => app.unmount())

async function mountSidebar(saved: readonly string[] = []) {
  app.recorded.answer('api.listUserFiles', () => Promise.resolve(saved))
  const sidebar = app.mount(WorkflowSidebar)
  await app.settle()
  return sidebar
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
    const names = Array.from({ length: 300 }, (_, index) => `Study ${index}.json`)
    const sidebar = await mountSidebar([...names, 'Sky.json'])
    expect(sidebar.text()).toContain('101 more; search to find them.')
    await sidebar.get('[data-testid="saved-workflow-search"]').setValue('sky')
    await sidebar.get('[title="workflows/Sky.json"]').trigger('click')
    expect(app.recorded.getCalls('api.getUserFile')).toEqual([['workflows/Sky.json']])
  })

  it('keeps folders closed until they are pressed, and files below them', async () => {
    const sidebar = await mountSidebar(['Upscale.json', 'studies/Sky.json', 'studies/a/Sea.json'])
    const lines = () => sidebar.findAll('li').map((row) => row.text())
    expect(lines().slice(2)).toEqual(['studies', 'Upscale'])
    await sidebar.findAll('li')[2]!.get('button').trigger('click')
    expect(lines().slice(2)).toEqual(['studies', 'a', 'Sky', 'Upscale'])
    expect(sidebar.findAll('li')[2]!.get('button').attributes('aria-expanded')).toBe('true')
  })

  it('renames and deletes a saved workflow from its menu', async () => {
    const menu = app.use(useMenu)
    const sidebar = await mountSidebar(['Sky.json'])
    const choose = async (label: string) => {
      await sidebar.get('[aria-label="More for Sky"]').trigger('click')
      for (const entry of menu.current.value?.entries ?? [])
        if (entry !== 'separator' && entry.label === label) entry.run()
      menu.close()
      await app.settle()
    }
    app.recorded.answer('api.moveUserFile', () => Promise.resolve('moved'))
    await choose('Rename or move')
    const field = sidebar.get('[data-testid="workflow-tab-name-input"]')
    await field.setValue('air/Sky')
    await field.trigger('keydown', { key: 'Enter' })
    await app.settle()
    expect(app.recorded.getCalls('api.moveUserFile')).toEqual([
      ['workflows/Sky.json', 'workflows/air/Sky.json']
    ])
    await choose('Delete')
    useDialogStore().answer(useDialogStore().current!.id, 'confirm')
    await app.settle()
    expect(app.recorded.getCalls('api.deleteUserFile')).toEqual([['workflows/Sky.json']])
  })

  it('has a word for none, and for a server that does not answer', async () => {
    expect((await mountSidebar()).text()).toContain('None yet')
    app.recorded.fail('api.listUserFiles', 'no answer')
    const failed = app.mount(WorkflowSidebar)
    await app.settle()
    expect(failed.text()).toContain('The server could not be asked')
  })
})
