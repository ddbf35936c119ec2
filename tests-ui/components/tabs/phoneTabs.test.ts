import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import PhoneBar from '@/components/layout/PhoneBar.vue'
import { useWorkflowStore } from '@/stores/workflowStore'
import { addWorkflow } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => {
  app = createAppHarness()
  addWorkflow('a', { name: 'Portrait' })
  addWorkflow('b', { name: 'Upscale' })
})
afterEach(() => app.unmount())

describe('tabs on a phone', () => {
  it('are a menu below the name of the workflow in front', async () => {
    const bar = app.mount(PhoneBar)
    const toggle = bar.get('[aria-controls="phone-tabs"]')
    expect(toggle.text()).toContain('Portrait')
    expect(bar.get('#phone-tabs').isVisible()).toBe(false)
    await toggle.trigger('click')
    expect(bar.get('#phone-tabs').isVisible()).toBe(true)
    expect(bar.get('[role="tablist"]').attributes('aria-orientation')).toBe('vertical')
    await bar.get('[data-workflow-id="b"]').trigger('click')
    expect(useWorkflowStore().activeId).toBe('b')
    expect(bar.get('#phone-tabs').isVisible()).toBe(false)
    expect(toggle.text()).toContain('Upscale')
  })

  it('are renamed in the menu', async () => {
    const bar = app.mount(PhoneBar)
    await bar.get('[aria-controls="phone-tabs"]').trigger('click')
    await bar.get('[data-workflow-id="b"]').trigger('dblclick')
    const field = bar.get('[data-testid="workflow-tab-name-input"]')
    await field.setValue('Sky')
    await field.trigger('keydown', { key: 'Enter' })
    expect(app.recorded.getCalls('workflows.rename')).toEqual([['b', 'Sky']])
  })
})
