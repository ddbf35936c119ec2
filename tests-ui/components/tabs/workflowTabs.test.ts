import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import TopBar from '@/components/layout/TopBar.vue'
import { toWorkflowId } from '@/domain/ids'
import { useMenu } from '@/composables/ui/useMenu'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { makePromptId } from '../../builders/promptJobs'
import { addPrompt, addWorkflow, tick } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => {
  app = createAppHarness()
  for (const id of ['a', 'b', 'c']) addWorkflow(id, { name: `Workflow ${id}` })
})
afterEach(() => app.unmount())

async function mountTabs() {
  const bar = app.mount(TopBar)
  await app.settle()
  const tab = (id: string) => bar.get(`[data-testid="workflow-tab"][data-workflow-id="${id}"]`)
  return { bar, tab, tabs: () => bar.findAll('[data-testid="workflow-tab"]') }
}
const run = (serial: number, workflow: string) =>
  addPrompt({ promptId: makePromptId(serial), workflowId: toWorkflowId(workflow) })
const { activate, patchWorkflow, order, activeId } = {
  activate: (id: string) => useWorkflowStore().activate(toWorkflowId(id)),
  patchWorkflow: (id: string, patch: { isModified: boolean }) =>
    useWorkflowStore().patchWorkflow(toWorkflowId(id), patch),
  order: () => [...useWorkflowStore().order],
  activeId: () => useWorkflowStore().activeId
}

describe('a workflow’s tab', () => {
  it('has its handles, and is a tab of a tab list', async () => {
    patchWorkflow('b', { isModified: true })
    const { bar, tab } = await mountTabs()
    expect(bar.find('[role="tablist"]').exists()).toBe(true)
    expect(tab('a').attributes()).toMatchObject({
      role: 'tab',
      'aria-selected': 'true',
      tabindex: '0',
      'data-state': 'idle',
      'data-progress': '',
      'data-pending': '0',
      'data-unsaved': 'false',
      'data-active': 'true'
    })
    expect(tab('b').attributes()).toMatchObject({
      'aria-selected': 'false',
      tabindex: '-1',
      'data-unsaved': 'true',
      'data-active': 'false'
    })
  })

  it('[B1] wears state, percent and count of its own jobs, and tells them in words', async () => {
    const { tab } = await mountTabs()
    tick(run(1, 'b'), 10)
    addPrompt({
      promptId: makePromptId(2),
      workflowId: toWorkflowId('b'),
      transitions: ['accepted']
    })
    addPrompt({
      promptId: makePromptId(3),
      workflowId: toWorkflowId('c'),
      transitions: ['accepted']
    })
    await app.settle()
    expect(tab('b').attributes()).toMatchObject({
      'data-state': 'running',
      'data-progress': '64',
      'data-pending': '1'
    })
    expect(tab('b').text()).toContain('running, 64 percent, 1 waiting')
    expect(tab('c').attributes('data-state')).toBe('queued')
    expect(tab('a').attributes('data-state')).toBe('idle')
  })

  it('[B4] keeps how its last run ended', async () => {
    const { tab } = await mountTabs()
    run(1, 'b')
    useExecutionStore().applyTransition(makePromptId(1), 'succeeded', 1)
    await app.settle()
    expect(tab('b').attributes()).toMatchObject({
      'data-state': 'succeeded',
      'data-unseen': 'true'
    })
    expect(tab('a').attributes('data-state')).toBe('idle')
  })

  it('[B48] is rendered once for a tick of its own job, and the others and the strip never', async () => {
    for (const [serial, id] of ['a', 'b', 'c'].entries()) tick(run(serial, id), 1)
    await mountTabs()
    const before = { ...app.updates }
    tick(useExecutionStore().getPrompt(makePromptId(0))!, 10)
    await app.settle()
    expect(app.updates.WorkflowTab).toBe((before.WorkflowTab ?? 0) + 1)
    for (const name of ['WorkflowTabList', 'WorkflowTabs', 'TopBar'])
      expect([name, app.updates[name] ?? 0]).toEqual([name, before[name] ?? 0])
  })

  it('comes to the front by a click, and goes by the middle button or its cross', async () => {
    const { tab } = await mountTabs()
    await tab('b').trigger('click')
    expect(activeId()).toBe('b')
    await tab('c').trigger('auxclick', { button: 1 })
    expect(order()).toEqual(['a', 'b'])
    await tab('a').get('[data-testid="workflow-tab-close"]').trigger('click')
    expect(order()).toEqual(['b'])
    expect(app.recorded.getCalls('workflows.activate')).toEqual([['b']])
  })

  it('is renamed by a double click, Enter commits and Escape does not', async () => {
    const { bar, tab } = await mountTabs()
    await tab('a').trigger('dblclick')
    const field = bar.get<HTMLInputElement>('[data-testid="workflow-tab-name-input"]')
    expect(document.activeElement).toBe(field.element)
    await field.setValue('Sunset')
    await field.trigger('keydown', { key: 'Enter' })
    expect(app.recorded.getCalls('workflows.rename')).toEqual([['a', 'Sunset']])
    expect(bar.find('[data-testid="workflow-tab-name-input"]').exists()).toBe(false)
    expect(document.activeElement).toBe(tab('a').element)
    await tab('b').trigger('keydown', { key: 'F2' })
    const again = bar.get<HTMLInputElement>('[data-testid="workflow-tab-name-input"]')
    await again.setValue('Never')
    await again.trigger('keydown', { key: 'Escape' })
    expect(app.recorded.getCalls('workflows.rename')).toHaveLength(1)
  })
})

describe('the tab strip', () => {
  it('[B42] is walked, activated, moved and closed by the keyboard', async () => {
    const { tab } = await mountTabs()
    ;(tab('a').element as HTMLElement).focus()
    await tab('a').trigger('keydown', { key: 'ArrowRight' })
    expect(document.activeElement).toBe(tab('b').element)
    await tab('b').trigger('keydown', { key: 'End' })
    expect(document.activeElement).toBe(tab('c').element)
    await tab('c').trigger('keydown', { key: 'ArrowRight' })
    expect(document.activeElement).toBe(tab('c').element)
    await tab('c').trigger('keydown', { key: 'Enter' })
    expect(activeId()).toBe('c')
    await tab('c').trigger('keydown', { key: 'ArrowLeft', ctrlKey: true, shiftKey: true })
    expect(order()).toEqual(['a', 'c', 'b'])
    await app.settle()
    expect(document.activeElement).toBe(tab('c').element)
    await tab('c').trigger('keydown', { key: 'Delete' })
    expect(order()).toEqual(['a', 'b'])
  })

  it('opens a new workflow', async () => {
    const { bar } = await mountTabs()
    await bar.get('[data-testid="new-workflow"]').trigger('click')
    expect(app.recorded.getCalls('workflows.newWorkflow')).toHaveLength(1)
  })

  it('has a menu on each tab, by the pointer and by the keyboard', async () => {
    const menu = app.use(useMenu)
    const { tab } = await mountTabs()
    await tab('b').trigger('contextmenu', { button: 2, clientX: 30, clientY: 10 })
    expect(menu.current.value?.anchor).toEqual({ x: 30, y: 10 })
    const labels = menu.current.value?.entries.map((entry) =>
      entry === 'separator' ? '-' : entry.label
    )
    expect(labels).toEqual([
      'Rename',
      'Duplicate',
      '-',
      'Save',
      'Save as',
      'Export',
      'Export in API format',
      '-',
      'Close',
      'Close others'
    ])
    for (const entry of menu.current.value?.entries ?? []) {
      if (entry !== 'separator' && entry.label === 'Export in API format') entry.run()
    }
    expect(app.recorded.getCalls('workflows.exportApi')).toEqual([['b']])
    await tab('c').trigger('contextmenu', { button: 0 })
    expect(menu.current.value?.anchor).toBe(tab('c').element)
  })

  it('moves a tab by dragging', async () => {
    const { bar, tab, tabs } = await mountTabs()
    tabs().forEach((each, index) => {
      each.element.getBoundingClientRect = () => new DOMRect(index * 100, 0, 100, 30)
    })
    const strip = bar.get('[role="tablist"]')
    await tab('a').trigger('dragstart')
    await strip.trigger('dragover', { clientX: 260 })
    await strip.trigger('drop', { clientX: 260 })
    expect(order()).toEqual(['b', 'c', 'a'])
    await strip.trigger('drop', { clientX: 10 })
    expect(order()).toEqual(['b', 'c', 'a'])
  })

  it('[B26] shows the connection', async () => {
    activate('a')
    const { bar } = await mountTabs()
    expect(bar.get('[data-testid="connection-state"]').attributes('data-state')).toBe('connecting')
  })
})
