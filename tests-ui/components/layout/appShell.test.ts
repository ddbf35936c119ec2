import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import AppShell from '@/components/layout/AppShell.vue'
import { toWorkflowId } from '@/domain/ids'
import { useConnectionStore } from '@/stores/connectionStore'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useSettingStore } from '@/stores/settingStore'
import { makeErrorRow } from '../../builders/promptErrors'
import { addPrompt, addWorkflow, tick } from '../../builders/promptState'
import { giveElementsSize } from '../../harness/elementSizes'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'
import { untilFound } from '../../harness/untilFound'

let app: AppHarness
let takeSizes: () => void
beforeEach(() => {
  app = createAppHarness()
  takeSizes = giveElementsSize(1_200, 800)
  addWorkflow('a', { name: 'Portrait' })
})
afterEach(() => {
  app.unmount()
  takeSizes()
  document.body.innerHTML = ''
})

const handle = (id: string): string => `[data-testid="${id}"]`
const press = (init: KeyboardEventInit): void =>
  void document.body.dispatchEvent(
    new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
  )

describe('the page', () => {
  it('has the icon rail and its sidebar on the side that the user wants', async () => {
    const page = app.mount(AppShell)
    const read = () => [
      page.get('main').classes('is-mirrored'),
      page.get('nav').classes('order-last')
    ]
    expect(read()).toEqual([false, false])
    useSettingStore().applySettings({ 'Comfy.Sidebar.Location': 'right' })
    await app.settle()
    expect(read()).toEqual([true, true])
    useSettingStore().applySettings({ 'Comfy.Sidebar.Location': 'top' })
    await app.settle()
    expect(read()).toEqual([false, false])
  })

  it('has the handles that scripts and screen readers rely on', () => {
    const page = app.mount(AppShell)
    for (const id of [
      'workflow-tab',
      'workflow-tab-close',
      'new-workflow',
      'run-button',
      'run-batch-count',
      'run-mode',
      'stop-workflow',
      'stop-all',
      'clear-pending',
      'job-panel-toggle',
      'connection-state',
      'graph-canvas'
    ])
      expect([id, page.find(handle(id)).exists()]).toEqual([id, true])
    expect(page.findAll('main')).toHaveLength(1)
    expect(page.get('[role="tab"]').attributes('aria-controls')).toBe('workflow-panel')
    expect(page.get('#workflow-panel').attributes('role')).toBe('tabpanel')
  })

  it('opens the job list at one press of the toggle', async () => {
    addPrompt()
    const page = app.mount(AppShell)
    await page.get(handle('job-panel-toggle')).trigger('click')
    const list = await untilFound(handle('job-list'))
    await app.settle()
    expect(list.dataset.count).toBe('1')
    expect(page.find(handle('scope-switch')).exists()).toBe(true)
  })

  it('[B42] opens workflows and settings by the keyboard, and leaves the keys to a dialog', async () => {
    app.mount(AppShell)
    press({ key: 'w' })
    await untilFound(handle('workflow-sidebar'))
    press({ key: ',', ctrlKey: true })
    await untilFound(handle('settings-dialog'))
    press({ key: 'Enter', ctrlKey: true })
    expect(app.recorded.getCalls('runs.run')).toEqual([])
  })

  it('[B26] shows that it reconnects, and goes on working', async () => {
    const page = app.mount(AppShell)
    for (const phase of ['connected', 'reconnecting', 'offline'] as const) {
      useConnectionStore().applyPhase(phase)
      await app.settle()
      expect(page.get(handle('connection-state')).attributes('data-state')).toBe(phase)
    }
    await page.get(handle('run-button')).trigger('click')
    expect(app.recorded.getCalls('runs.run')).toHaveLength(1)
  })

  it('shows errors of the workflow in front, and notices', async () => {
    app.mount(AppShell)
    useExecutionErrorStore().addErrors(toWorkflowId('a'), [makeErrorRow()])
    useNoticeStore().addNotice({ kind: 'warning', title: 'Careful' })
    await untilFound(handle('error-row'))
    expect((await untilFound(handle('toast'))).dataset.kind).toBe('warning')
  })

  it('[B38] keeps title and favicon', async () => {
    document.head.innerHTML = '<link rel="icon" href="./favicon.svg">'
    app.mount(AppShell)
    tick(addPrompt(), 10)
    await app.settle()
    expect(document.title).toBe('[64%] Portrait - ComfyUI')
    expect(document.head.querySelector('link')?.href).toMatch(/^data:/)
  })

  it('[B46] renders but what shows progress for a tick', async () => {
    const prompt = addPrompt()
    tick(prompt, 1)
    app.mount(AppShell)
    await vi.dynamicImportSettled()
    await app.settle()
    const before = { ...app.updates }
    tick(prompt, 10)
    await app.settle()
    const changed = Object.keys(app.updates).filter((name) => app.updates[name] !== before[name])
    expect(changed.toSorted()).toEqual(['JobPanelToggle', 'ProgressRing', 'TabMark', 'WorkflowTab'])
  })
})
