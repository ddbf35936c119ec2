import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { watch } from 'vue'
import { getTabState } from '@/composables/workflow/tabState'
import { useTabOverview } from '@/composables/workflow/useTabOverview'
import { useWorkflowTab } from '@/composables/workflow/useWorkflowTab'
import { toWorkflowId } from '@/domain/ids'
import { useExecutionStore } from '@/stores/execution/executionStore'
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

const A = toWorkflowId('a')
const B = toWorkflowId('b')
const useTab = (id = A) => app.use(() => useWorkflowTab(id))
const run = (serial: number, workflowId = A) =>
  addPrompt({ promptId: makePromptId(serial), workflowId })
const end = (serial: number, how: 'succeeded' | 'failed' | 'interrupted', seen = false) =>
  useExecutionStore().applyTransition(makePromptId(serial), how, 1, seen)

describe('getTabState', () => {
  it.each([
    [1, 1, 'failed', 'running'],
    [0, 2, 'failed', 'queued'],
    [0, 0, 'succeeded', 'succeeded'],
    [0, 0, 'failed', 'failed'],
    [0, 0, 'interrupted', 'idle'],
    [0, 0, 'cancelled', 'idle'],
    [0, 0, 'lost', 'idle'],
    [0, 0, null, 'idle']
  ] as const)('%i running, %i waiting, last %s: %s', (running, waiting, result, state) => {
    expect(getTabState(running, waiting, result)).toBe(state)
  })
})

describe('useWorkflowTab', () => {
  it('[B1] wears the running badge of its own run, with its own percent', () => {
    const [a, b] = [useTab(A), useTab(B)]
    tick(run(1, A), 10)
    tick(run(2, B), 20)
    expect([a.state.value, a.percent.value]).toEqual(['running', 64])
    expect([b.state.value, b.percent.value]).toEqual(['running', 71])
  })

  it('shows the focus prompt of several runs: the one that started last', () => {
    const tab = useTab()
    tick(run(1), 20)
    tick(run(2), 0)
    expect([tab.running.value, tab.percent.value]).toEqual([2, 57])
    end(2, 'succeeded')
    expect(tab.percent.value).toBe(71)
  })

  it('counts what waits', () => {
    const tab = useTab()
    for (const serial of [1, 2])
      addPrompt({ promptId: makePromptId(serial), transitions: ['accepted'] })
    expect([tab.state.value, tab.pending.value, tab.percent.value]).toEqual(['queued', 2, null])
  })

  it('[B4] keeps how its last run ended, and says until it was in front that nobody has seen it', () => {
    const tab = useTab(B)
    run(1, B)
    end(1, 'succeeded')
    expect([tab.state.value, tab.isUnseen.value]).toEqual(['succeeded', true])
    useExecutionStore().applySeen(B)
    expect([tab.state.value, tab.isUnseen.value]).toEqual(['succeeded', false])
  })

  it('[B31] loses its badge when its run is interrupted, and keeps "failed"', () => {
    const tab = useTab()
    run(1)
    end(1, 'interrupted')
    expect(tab.state.value).toBe('idle')
    run(2)
    end(2, 'failed')
    expect([tab.state.value, tab.isUnseen.value]).toEqual(['failed', true])
  })

  it('[B48] is not touched by another workflow’s progress, start or end', () => {
    const tab = useTab(A)
    tick(run(1, A), 5)
    const seen = [tab.state.value, tab.percent.value]
    let changes = 0
    watch([tab.state, tab.percent, tab.pending, tab.isUnseen], () => changes++, { flush: 'sync' })
    const other = run(2, B)
    for (let step = 0; step < 20; step++) tick(other, step)
    end(2, 'failed')
    expect([tab.state.value, tab.percent.value]).toEqual(seen)
    expect(changes).toBe(0)
  })

  it('follows name, edits and front', () => {
    const tab = useTab(B)
    useWorkflowStore().patchWorkflow(B, { name: 'Renamed', isModified: true })
    useWorkflowStore().activate(B)
    expect([tab.name.value, tab.isUnsaved.value, tab.isActive.value]).toEqual([
      'Renamed',
      true,
      true
    ])
  })
})

describe('useTabOverview', () => {
  it('lists the open workflows with what they do', () => {
    run(1, B)
    addPrompt({ promptId: makePromptId(2), workflowId: B, transitions: ['accepted'] })
    const { list } = app.use(useTabOverview)
    expect(list()).toEqual([
      { id: A, name: 'A', note: '', isActive: true },
      { id: B, name: 'B', note: '1 running, 1 waiting', isActive: false }
    ])
  })
})
