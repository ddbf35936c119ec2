import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { toExecutionId, toWorkflowId } from '@/domain/ids'
import { useExecutionStore } from '@/stores/execution/executionStore'
import type { PromptExecution } from '@/stores/execution/promptExecution'
import { useWorkflowStore } from '@/stores/workflowStore'
import { TEST_DAY, makePromptId } from '../../builders/promptJobs'
import { addPrompt, addWorkflow, tick } from '../../builders/promptState'

let store: ReturnType<typeof useExecutionStore>
let a: PromptExecution
let b: PromptExecution

beforeEach(() => {
  setActivePinia(createPinia())
  store = useExecutionStore()
  addWorkflow('a')
  addWorkflow('b')
  addWorkflow('c')
  a = addPrompt({ promptId: makePromptId(1), workflowId: toWorkflowId('a') })
  b = addPrompt({ promptId: makePromptId(2), workflowId: toWorkflowId('b') })
  tick(a, 5)
  tick(b, 10)
})

const show = (id: string) => useWorkflowStore().activate(toWorkflowId(id))

describe('the getters of single-run code [B44]', () => {
  it('[B44] speak of the focus prompt of the workflow in front', () => {
    expect(store.activePromptId).toBe(a.promptId)
    expect(store.executingNodeId).toBe('3')
    expect(store.executingNodeProgress).toBe(0.25)
    show('b')
    expect(store.activePromptId).toBe(b.promptId)
    expect(store.executingNodeProgress).toBe(0.5)
  })

  it('[B44] else of the prompt that started last', () => {
    show('c')
    expect(store.activeJobId).toBe(b.promptId)
    store.applyTransition(b.promptId, 'succeeded', TEST_DAY)
    expect(store.activeJobId).toBe(a.promptId)
    store.applyTransition(a.promptId, 'failed', TEST_DAY)
    expect(store.activeJobId).toBeNull()
  })

  it('[B44] of two runs of one workflow, of the one that started last', () => {
    const later = addPrompt({ promptId: makePromptId(3), workflowId: toWorkflowId('a') })
    expect(store.activePromptId).toBe(later.promptId)
    store.applyTransition(later.promptId, 'interrupted', TEST_DAY)
    expect(store.activePromptId).toBe(a.promptId)
  })

  it('are empty when nothing runs, not undefined', () => {
    store.applyTransition(a.promptId, 'succeeded', TEST_DAY)
    store.applyTransition(b.promptId, 'succeeded', TEST_DAY)
    expect(store).toMatchObject({
      activePromptId: null,
      activePrompt: null,
      executingNodeId: null,
      executingNodeIds: [],
      executingNodeProgress: null,
      _executingNodeProgress: null,
      executionProgress: 0,
      nodeProgressStates: {},
      nodeLocationProgressStates: {},
      queuedPrompts: {},
      queuedJobs: {},
      totalNodesToExecute: 0,
      nodesExecuted: 0
    })
  })

  it('have the shapes of old: nodes with done or not, states by node and by place', () => {
    expect(store.activePrompt?.nodes[toExecutionId('4')]).toBe(true)
    expect(store.activePrompt?.nodes[toExecutionId('3')]).toBe(false)
    expect(store.activeJob).toEqual(store.activePrompt)
    expect(Object.keys(store.queuedPrompts)).toEqual([a.promptId, b.promptId])
    expect(store.nodeProgressStates[toExecutionId('3')]).toMatchObject({ value: 5, max: 20 })
    expect(store.nodeLocationProgressStates['3' as never]).toMatchObject({ value: 5 })
    expect([store.nodesExecuted, store.totalNodesToExecute]).toEqual([4, 7])
    expect(store.executionProgress).toBeCloseTo(4.25 / 7)
  })
})
