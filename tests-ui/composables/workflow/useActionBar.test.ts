import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useActionBar } from '@/composables/workflow/useActionBar'
import { toWorkflowId } from '@/domain/ids'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useQueueStore } from '@/stores/queueStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { makePromptId, makeServerJob, makeSibling } from '../../builders/promptJobs'
import { addPrompt, addWorkflow } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => {
  app = createAppHarness()
  addWorkflow('a')
  addWorkflow('b')
})
afterEach(() => app.unmount())

const [A, B] = [toWorkflowId('a'), toWorkflowId('b')]
const use = () => app.use(useActionBar)
const abilities = (bar: ReturnType<typeof use>) => ({
  workflow: bar.canStopWorkflow.value,
  all: bar.canStopAll.value,
  pending: bar.canClearPending.value
})

describe('useActionBar', () => {
  it('[B14] keeps batch count and run mode with the workflow in front', () => {
    const bar = use()
    bar.batchCount.value = 7
    bar.runMode.value = 'endless'
    useWorkflowStore().activate(B)
    expect([bar.batchCount.value, bar.runMode.value]).toEqual([1, 'once'])
    bar.batchCount.value = 500
    useWorkflowStore().activate(A)
    expect([bar.batchCount.value, bar.runMode.value]).toEqual([7, 'endless'])
    expect(useWorkflowStore().getWorkflow(B)?.batchCount).toBe(100)
  })

  it('[B13] runs the workflow in front, and before everything queued', () => {
    const bar = use()
    bar.run()
    bar.runFront()
    expect(app.recorded.getCalls('runs.run')).toEqual([
      [A, {}],
      [A, { front: true }]
    ])
  })

  describe('what can be stopped [B39]', () => {
    it('is nothing while nothing waits or runs', () => {
      expect(abilities(use())).toEqual({ workflow: false, all: false, pending: false })
    })

    it('is this workflow’s only when this workflow has a job', () => {
      addPrompt({ promptId: makePromptId(1), workflowId: B })
      const bar = use()
      expect(abilities(bar)).toEqual({ workflow: false, all: true, pending: false })
      useWorkflowStore().activate(B)
      expect(bar.canStopWorkflow.value).toBe(true)
      useExecutionStore().applyTransition(makePromptId(1), 'succeeded', 1)
      expect(abilities(bar)).toEqual({ workflow: false, all: false, pending: false })
    })

    it('is what waits from the moment it was submitted', () => {
      addPrompt({ transitions: [] })
      expect(abilities(use())).toEqual({ workflow: true, all: true, pending: true })
    })

    it('is the other tabs’ jobs too, and never those of others', () => {
      useQueueStore().applyScope('everyone')
      useQueueStore().applyServerJobs([makeServerJob({ status: 'pending', endedAt: null })])
      const bar = use()
      expect(abilities(bar)).toEqual({ workflow: false, all: false, pending: false })
      useQueueStore().applySibling(makeSibling({ status: 'pending' }))
      expect(abilities(bar)).toEqual({ workflow: false, all: true, pending: true })
    })
  })

  it('[B39] stops exactly what each button says', () => {
    const bar = use()
    bar.stopWorkflow()
    bar.stopAll()
    bar.clearPending()
    expect(app.recorded.calls).toEqual([
      { name: 'stops.stopWorkflow', args: [A] },
      { name: 'stops.stopAll', args: [] },
      { name: 'stops.clearPending', args: [] }
    ])
  })

  it('opens and closes the job panel', () => {
    const bar = use()
    bar.togglePanel()
    expect(bar.isPanelOpen.value).toBe(true)
    bar.togglePanel()
    expect(bar.isPanelOpen.value).toBe(false)
  })

  it('does nothing before a workflow is open', () => {
    app.unmount()
    app = createAppHarness()
    const bar = use()
    bar.run()
    bar.stopWorkflow()
    bar.batchCount.value = 3
    expect(bar.hasWorkflow.value).toBe(false)
    expect(app.recorded.calls).toEqual([])
  })
})
