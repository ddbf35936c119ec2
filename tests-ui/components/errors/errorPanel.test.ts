import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import ErrorPanel from '@/components/errors/ErrorPanel.vue'
import { toNodeLocatorId, toWorkflowId } from '@/domain/ids'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { makeErrorRow } from '../../builders/promptErrors'
import { makePromptId } from '../../builders/promptJobs'
import { addWorkflow } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => {
  app = createAppHarness()
  addWorkflow('a')
  addWorkflow('b')
})
afterEach(() => app.unmount())

const A = toWorkflowId('a')
const add = (overrides = {}) => useExecutionErrorStore().addErrors(A, [makeErrorRow(overrides)])

describe('the error panel', () => {
  it('[B31] is there for the workflow in front that has errors, and for no other', async () => {
    const panel = app.mount(ErrorPanel)
    expect(panel.find('[data-testid="error-panel"]').exists()).toBe(false)
    add()
    await app.settle()
    expect(panel.get('[data-testid="error-panel"]').attributes('data-workflow-id')).toBe('a')
    useWorkflowStore().activate(toWorkflowId('b'))
    await app.settle()
    expect(panel.find('[data-testid="error-panel"]').exists()).toBe(false)
  })

  it('says what happened, to which node and job, with the traceback folded', () => {
    add({ details: 'while sampling' })
    const row = app.mount(ErrorPanel).get('[data-testid="error-row"]')
    expect(row.attributes()).toMatchObject({
      'data-workflow-id': 'a',
      'data-prompt-id': makePromptId(1),
      'data-node-id': '3'
    })
    for (const text of ['Failed', 'KSampler', 'out of memory', 'while sampling'])
      expect(row.text()).toContain(text)
    expect(row.get('details').attributes('open')).toBeUndefined()
    expect(row.get('pre').text()).toContain('execution.py')
  })

  it('shows a traceback without a blank line after each that the server ended itself', () => {
    add({ traceback: ['  File "a.py", line 1, in f\n    g()\n', '  File "b.py", line 2, in g\n'] })
    const text = app.mount(ErrorPanel).get('pre').element.textContent
    expect(text).toBe('  File "a.py", line 1, in f\n    g()\n  File "b.py", line 2, in g')
  })

  it('names the input of a validation error, and offers no jump for one without a node', () => {
    add({ kind: 'validation', inputName: 'ckpt_name' })
    add({ kind: 'service', locatorId: null, executionId: null, nodeTitle: '' })
    const rows = app.mount(ErrorPanel).findAll('[data-testid="error-row"]')
    expect(rows[0]?.text()).toContain('ckpt_name')
    expect(rows[1]?.find('[data-tip="Jump to the node"]').exists()).toBe(false)
  })

  it('[B30] jumps to the node', async () => {
    add()
    await app.mount(ErrorPanel).get('[data-tip="Jump to the node"]').trigger('click')
    expect(app.recorded.getCalls('canvas.revealNode')).toEqual([[A, toNodeLocatorId('3')]])
  })

  it('folds to its title, and dismisses one or all', async () => {
    add({ message: 'first' })
    add({ message: 'second' })
    const panel = app.mount(ErrorPanel)
    expect(panel.get('header').text()).toContain('2 errors')
    await panel.get('[aria-expanded]').trigger('click')
    expect(panel.findAll('[data-testid="error-row"]')).toHaveLength(0)
    await panel.get('[aria-expanded]').trigger('click')
    await panel.get('[aria-label="Dismiss this error"]').trigger('click')
    expect(panel.findAll('[data-testid="error-row"]')).toHaveLength(1)
    await panel.get('[aria-label="Dismiss all errors"]').trigger('click')
    expect(panel.find('[data-testid="error-panel"]').exists()).toBe(false)
  })
})
