import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import ActionBar from '@/components/actionbar/ActionBar.vue'
import { useMenu } from '@/composables/ui/useMenu'
import { toWorkflowId } from '@/domain/ids'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useQueueStore } from '@/stores/queueStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { makePromptId } from '../../builders/promptJobs'
import { addPrompt, addWorkflow, tick } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => {
  app = createAppHarness()
  addWorkflow('a')
  addWorkflow('b')
})
afterEach(() => app.unmount())

function mountBar() {
  const bar = app.mount(ActionBar)
  const byId = (id: string) => bar.get<HTMLInputElement>(`[data-testid="${id}"]`)
  return { bar, byId }
}
const isDisabled = (bar: ReturnType<typeof mountBar>, id: string): boolean =>
  bar.byId(id).element.disabled

describe('the action bar', () => {
  it('[B13] runs the workflow in front', async () => {
    const { byId } = mountBar()
    await byId('run-button').trigger('click')
    expect(app.recorded.getCalls('runs.run')).toEqual([['a', {}]])
  })

  it('[B14] takes the batch count while it is typed, and only what is in range', async () => {
    const { byId } = mountBar()
    const field = byId('run-batch-count')
    expect(field.element.tagName).toBe('INPUT')
    await field.setValue('12')
    expect(useWorkflowStore().active?.batchCount).toBe(12)
    await field.setValue('')
    expect(useWorkflowStore().active?.batchCount).toBe(12)
    await field.trigger('change')
    expect(field.element.value).toBe('12')
    await field.setValue('5000')
    await field.trigger('change')
    expect(field.element.value).toBe('100')
    useWorkflowStore().activate(toWorkflowId('b'))
    await app.settle()
    expect(field.element.value).toBe('1')
  })

  it('[B14] changes the run mode of the workflow in front', async () => {
    const menu = app.use(useMenu)
    const { byId } = mountBar()
    expect(byId('run-mode').attributes('data-mode')).toBe('once')
    await byId('run-mode').trigger('click')
    const entries = menu.current.value?.entries.filter((entry) => entry !== 'separator') ?? []
    expect(entries.map((entry) => entry.attributes)).toEqual(
      ['once', 'change', 'endless'].map((mode) => ({
        'data-testid': 'run-mode-option',
        'data-mode': mode
      }))
    )
    entries[2]?.run()
    await app.settle()
    expect(byId('run-mode').attributes('data-mode')).toBe('endless')
    useWorkflowStore().activate(toWorkflowId('b'))
    await app.settle()
    expect(byId('run-mode').attributes('data-mode')).toBe('once')
  })

  it('[B39] offers to stop exactly when something of theirs waits or runs', async () => {
    const bar = mountBar()
    const all = ['stop-workflow', 'stop-all', 'clear-pending']
    expect(all.map((id) => isDisabled(bar, id))).toEqual([true, true, true])
    addPrompt({ workflowId: toWorkflowId('b'), transitions: ['accepted'] })
    await app.settle()
    expect(all.map((id) => isDisabled(bar, id))).toEqual([true, false, false])
    useExecutionStore().applyTransition(makePromptId(1), 'started', 1)
    useWorkflowStore().activate(toWorkflowId('b'))
    await app.settle()
    expect(all.map((id) => isDisabled(bar, id))).toEqual([false, false, true])
    useExecutionStore().applyTransition(makePromptId(1), 'succeeded', 1)
    await app.settle()
    expect(all.map((id) => isDisabled(bar, id))).toEqual([true, true, true])
  })

  it('counts what runs, and opens the job panel at one press', async () => {
    const { byId } = mountBar()
    expect(byId('job-panel-toggle').text()).toContain('0 running')
    addPrompt()
    await app.settle()
    expect(byId('job-panel-toggle').text()).toContain('1 running')
    await byId('job-panel-toggle').trigger('click')
    expect(useQueueStore().isPanelOpen).toBe(true)
    expect(byId('job-panel-toggle').attributes('aria-expanded')).toBe('true')
  })

  it('[B46] renders nothing but the toggle’s ring for a tick', async () => {
    const prompt = addPrompt()
    tick(prompt, 1)
    mountBar()
    await app.settle()
    const before = { ...app.updates }
    tick(prompt, 10)
    await app.settle()
    const changed = Object.keys(app.updates).filter((name) => app.updates[name] !== before[name])
    expect(changed.toSorted()).toEqual(['JobPanelToggle', 'ProgressRing'])
  })
})
